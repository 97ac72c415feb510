/** One act of a person: written at once, said in a few words, and taken back by a tap. */
import { toast } from '../design/toast.svelte';
import { sayTrouble } from '../design/trouble';
import { replica } from '../ledger';
import type { RecordTypes } from '../ledger/schema';
import { former } from '../people/taking-back';

/** The types of this room, all of which can be taken back. */
export type Kind =
  | 'visit'
  | 'visit_asked'
  | 'commitment'
  | 'task'
  | 'fading'
  | 'independence'
  | 'progress_score'
  | 'function_held'
  | 'readiness';

/** Write a new record, or again one that was taken back; answers its id, or null when that did not work. */
export async function add<T extends Kind>(
  type: T,
  channel: string,
  set: RecordTypes[T],
  done: string,
): Promise<string | null> {
  return tried(async () => {
    const record = await replica.write({ type, channel, set: { ...set, withdrawn: false } });
    toast.say(done, {
      undo: () => replica.write({ type, channel, record, set: { withdrawn: true } as RecordTypes[T] }),
    });
    return record;
  });
}

/** Change a record; the undo brings back what stood there. Without `done` nothing is said: for what is saved while typing. */
export async function change<T extends Kind>(
  type: T,
  one: { id: string; channel: string; fields: RecordTypes[T] },
  set: Partial<RecordTypes[T]>,
  done?: string,
): Promise<void> {
  const { id: record, channel } = one;
  const before = former(one.fields as object, set as object) as RecordTypes[T];
  await tried(async () => {
    await replica.write({ type, channel, record, set: set as RecordTypes[T] });
    if (done) toast.say(done, { undo: () => replica.write({ type, channel, record, set: before }) });
    return record;
  });
}

/** Say kindly when it didn't work. */
export async function tried<Result>(act: () => Promise<Result>): Promise<Result | null> {
  try {
    return await act();
  } catch (error) {
    toast.say(sayTrouble(error));
    return null;
  }
}
