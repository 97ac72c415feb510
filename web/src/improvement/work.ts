/**
 * Aims, drivers and ideas as a person meets them: tried alone (`person:`), a draft of the team (`team:`), or shown to the
 * collaborative. A record keeps its id on the whole way.
 */
import { copies, type Copy } from '../charts/marked';
import { replica, session } from '../ledger';
import type { RecordTypes } from '../ledger/schema';
import { reader } from '../measures/reader.svelte';

export type Kind = 'aim' | 'driver' | 'idea';
export type Undo = () => Promise<unknown>;
export interface Work<Fields> extends Copy<Fields> {
  /** Only the person at work has it; the team hasn't seen it. */
  alone: boolean;
}

/** Where what a person tries alone is kept; null while nobody is at work. */
export const ownChannel = (): string | null => (session.person ? `person:${session.person}` : null);

/** Every record of a kind once: what the team has stands before what was tried alone. Those taken back are left out. */
export function works<T extends Kind>(type: T): Work<RecordTypes[T]>[] {
  return standing(replica.all(type) as { id: string; channel: string; fields: RecordTypes[T] }[]);
}

/** The same from any list, so that it can be looked at without a replica. */
export function standing<Fields extends { withdrawn?: boolean | null }>(
  records: { id: string; channel: string; fields: Fields }[],
): Work<Fields>[] {
  const isAlone = (channel: string): boolean => channel.startsWith('person:');
  const known = copies(records.filter((one) => !isAlone(one.channel)));
  const shared = new Set(known.map((one) => one.id));
  const alone = copies(records.filter((one) => isAlone(one.channel) && !shared.has(one.id)));
  return [
    ...known.map((one) => ({ ...one, alone: false })),
    ...alone.map((one) => ({ ...one, draft: true, alone: true })),
  ].filter((one) => !one.fields.withdrawn);
}

/** Where changes to it are written: with its author alone, else with its team; null for who may not. */
export function writtenIn(
  type: Kind,
  one: Work<{ team?: string | null; facility?: string | null }>,
): string | null {
  const channel = one.alone ? one.channel : `team:${one.fields.team}`;
  return session.can('write', type, channel, { facility: one.fields.facility ?? '' }) ? channel : null;
}

/** Change a record where it is worked on, drawn up anew there when only what was released is on this phone. */
export async function change<T extends Kind>(
  type: T,
  one: Work<RecordTypes[T]>,
  set: Partial<RecordTypes[T]>,
): Promise<Undo> {
  const channel = one.alone ? one.channel : `team:${one.fields.team}`;
  const before = { ...one.fields } as Record<string, unknown>;
  const whole = (replica.get(type, one.id, channel) ? set : { ...one.fields, ...set }) as RecordTypes[T];
  await replica.write({ type, channel, record: one.id, set: whole });
  const was = Object.fromEntries(Object.keys(set).map((name) => [name, before[name] ?? null]));
  return () => replica.write({ type, channel, record: one.id, set: was as RecordTypes[T] });
}

/** Write a new one; answers its id and how to take it back. */
export async function add<T extends Kind>(
  type: T,
  channel: string,
  set: RecordTypes[T],
): Promise<{ id: string; undo: Undo }> {
  const id = await replica.write({ type, channel, set });
  const away = { withdrawn: true } as RecordTypes[T];
  return { id, undo: () => replica.write({ type, channel, record: id, set: away }) };
}

/** Take a record back wherever this person's hand reaches it. */
export async function takeBack(type: Kind, id: string): Promise<Undo> {
  const put = (withdrawn: boolean): Promise<unknown> =>
    Promise.all(
      replica
        .all(type)
        .filter((one) => one.id === id)
        .filter(({ channel, fields }) =>
          session.can('write', type, channel, { facility: fields.facility ?? '' }),
        )
        .map(({ channel }) => replica.write({ type, channel, record: id, set: { withdrawn } })),
    );
  await put(true);
  return () => put(false);
}

/** Copy what was tried alone into the team's channel, under the same ids: the aim first, then what hangs on it. */
export async function showTeam(list: { type: Kind; id: string }[]): Promise<Undo> {
  const copied: { type: Kind; id: string; channel: string }[] = [];
  for (const { type, id } of list) {
    const one = works(type).find((work) => work.id === id);
    if (!one?.alone) continue;
    const channel = `team:${one.fields.team}`;
    await replica.write({ type, channel, record: id, set: { ...one.fields } });
    copied.push({ type, id, channel });
  }
  return async () => {
    for (const { type, id, channel } of copied)
      await replica.write({ type, channel, record: id, set: { withdrawn: true } });
  };
}

/** The person's facility and its team; null for who belongs to none. */
export function ourTeam(facility?: string | null): { team: string; facility: string } | null {
  const at = facility ?? reader.mine[0]?.id;
  const team = at ? reader.teamOf(at) : null;
  return at && team ? { team, facility: at } : null;
}
