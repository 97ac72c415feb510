/** Tasks belong to roles: mine are those of a role I hold. */
import { replica } from '../../ledger';
import type { Task } from '../../ledger/schema';
import type { Undo } from '../../measures/acts';

export interface Kept {
  id: string;
  channel: string;
  fields: Task;
}
export interface Order<One extends Kept> {
  mine: One[];
  others: One[];
  done: One[];
}

/** To do: mine first, then the others', the earliest due first; those without a day last. Done ones newest first. */
export function inOrder<One extends Kept>(tasks: One[], roles: ReadonlySet<string>): Order<One> {
  const standing = tasks.filter(({ fields }) => !fields.withdrawn);
  const open = standing.filter(({ fields }) => !fields.done_on).sort(byDue);
  const done = standing.filter(({ fields }) => fields.done_on);
  return {
    mine: open.filter(({ fields }) => roles.has(fields.role ?? '')),
    others: open.filter(({ fields }) => !roles.has(fields.role ?? '')),
    done: done.sort((a, b) => ((a.fields.done_on ?? '') > (b.fields.done_on ?? '') ? -1 : 1)),
  };
}

/** How a day lies to today; what is past is said no louder than what is to come. */
export function dueWhen(due: string | null | undefined, today: string): 'none' | 'today' | 'other' {
  if (!due) return 'none';
  if (due === today) return 'today';
  return 'other';
}

export async function tick({ id, channel, fields }: Kept, today: string): Promise<Undo> {
  const was = fields.done_on ?? null;
  await replica.write({ type: 'task', channel, record: id, set: { done_on: was ? null : today } });
  return async () => void (await replica.write({ type: 'task', channel, record: id, set: { done_on: was } }));
}

/** Change what is written of a task; only what differs becomes an entry. Answers how to bring back what stood there. */
export async function changeTask({ id, channel, fields }: Kept, wanted: Task): Promise<Undo> {
  const { set, was } = changed(fields, wanted);
  if (!Object.keys(set).length) return () => Promise.resolve();
  await replica.write({ type: 'task', channel, record: id, set });
  return async () => void (await replica.write({ type: 'task', channel, record: id, set: was }));
}

/** Which fields differ: as they are to be, and as they were. An emptied one is null, as one that never was. */
export function changed(fields: Task, wanted: Task): { set: Task; was: Task } {
  const names = (Object.keys(wanted) as (keyof Task)[]).filter(
    (name) => (wanted[name] ?? null) !== (fields[name] ?? null),
  );
  return {
    set: Object.fromEntries(names.map((name) => [name, wanted[name] ?? null])),
    was: Object.fromEntries(names.map((name) => [name, fields[name] ?? null])),
  };
}

function byDue(a: Kept, b: Kept): number {
  const [one, other] = [a.fields.due || '9999', b.fields.due || '9999'];
  if (one !== other) return one < other ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
