/** Beginning a record, and taking one back: written at once, said in a few words, with its way back beside it. */
import { toast } from '../design/toast.svelte';
import { replica } from '../ledger';
import type { RecordTypes } from '../ledger/schema';

/** Types that a person takes back with a flag. */
type Begun = 'problem' | 'cause' | 'idea' | 'escalation' | 'answer' | 'task' | 'watched_item' | 'early_word';

/** Begin a record and offer to take it back. Answers its id; throws what the ledger throws. */
export async function begin<T extends Begun>(
  type: T,
  channel: string,
  set: RecordTypes[T],
  done: string,
): Promise<string> {
  const given = Object.fromEntries(Object.entries(set).filter(([, value]) => value != null && value !== ''));
  const record = await replica.write({ type, channel, set: given as RecordTypes[T] });
  toast.say(done, { undo: () => replica.write({ type, channel, record, set: { withdrawn: true } }) });
  return record;
}

/** Take back every copy of a record, the shown one too, and offer to bring it back. */
export async function takeBack(type: Begun, id: string, done: string): Promise<void> {
  const all = replica.all(type).filter((one) => one.id === id);
  const put = async (withdrawn: boolean): Promise<void> => {
    for (const { channel } of all) await replica.write({ type, channel, record: id, set: { withdrawn } });
  };
  await put(true);
  toast.say(done, { undo: () => put(false) });
}
