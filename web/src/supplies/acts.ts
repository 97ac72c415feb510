/** What people do about supplies: count, send a word early, answer it, settle it; each with its way back. */
import { replica } from '../ledger';
import type { EarlyWord, Stock } from '../ledger/schema';
import type { GregorianDay } from '../periods';
import { channelOf } from './records';

export type Undo = () => Promise<unknown>;

/** Keep what is left on a day. A second count on the same day corrects the first. */
export async function keepStock(
  item: string,
  facility: string,
  day: GregorianDay,
  counted: Pick<Stock, 'left' | 'weekly'>,
): Promise<Undo> {
  const channel = channelOf(facility);
  const before = replica
    .all('stock', channel)
    .find(({ fields }) => fields.item === item && fields.day === day)?.fields;
  const was = { left: before?.left ?? null, weekly: before?.weekly ?? null };
  const record = await replica.write({ type: 'stock', channel, set: { item, facility, day, ...counted } });
  return () => replica.write({ type: 'stock', channel, record, set: was });
}

/** Change a word (its answer, or that it is settled), and say how to bring back what stood there. */
export async function changeWord(
  word: { id: string; fields: EarlyWord },
  facility: string,
  set: Partial<EarlyWord>,
): Promise<Undo> {
  const channel = channelOf(facility);
  const was = Object.fromEntries(
    Object.keys(set).map((name) => [name, word.fields[name as keyof EarlyWord] ?? null]),
  );
  await replica.write({ type: 'early_word', channel, record: word.id, set });
  return () => replica.write({ type: 'early_word', channel, record: word.id, set: was });
}
