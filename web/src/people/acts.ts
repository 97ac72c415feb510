/** One act of a person: it is written at once, said in a few words, and can be taken back from there. */
import { toast } from '../design/toast.svelte';
import { sayTrouble } from '../design/trouble';
import { replica } from '../ledger';
import type { RecordTypes } from '../ledger/schema';
import type { Kept } from './catchment';
import { emptied, former } from './taking-back';

/** Add a record and offer to take it back. Answers its id; throws what the ledger throws. */
export async function add<T extends keyof RecordTypes>(
  type: T,
  channel: string,
  set: RecordTypes[T],
  done: string,
): Promise<string> {
  const record = await replica.write({ type, channel, set });
  toast.say(done, {
    undo: () => attempt(() => replica.write({ type, channel, record, set: emptied(type) })),
  });
  return record;
}

/** Change a record and offer to bring back what stood there. */
export async function change<T extends keyof RecordTypes>(
  type: T,
  kept: Kept<RecordTypes[T]>,
  set: Partial<RecordTypes[T]>,
  done: string,
): Promise<void> {
  await changeAll([{ type, kept, set }], done);
}

interface Change {
  type: keyof RecordTypes;
  kept: Kept<object>;
  set: object;
}

/** Several changes that are one act, such as leaving: taken back together, the last one first. */
export async function changeAll(changes: Change[], done: string): Promise<void> {
  const before = changes.map(({ type, kept, set }) => ({
    type,
    channel: kept.channel,
    record: kept.id,
    set: former(kept.fields, set),
  }));
  for (const { type, kept, set } of changes) {
    await replica.write({ type, channel: kept.channel, record: kept.id, set });
  }
  const undo = async () => {
    for (const write of before.reverse()) await replica.write(write);
  };
  toast.say(done, { undo: () => attempt(undo) });
}

/** Do it, and say kindly when it didn't work: for buttons, which have no form to show trouble in. */
export async function attempt<Result>(act: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await act();
  } catch (error) {
    toast.say(sayTrouble(error));
    return undefined;
  }
}
