/** Who wrote what, and when by their own phone's clock: of the values that stand in a record, and of all before them. */
import { compareStamps, fullStamp, type Entry } from './entry';
import { historyIn, isOpen, ownRows } from './sealed/rows';
import { inChannelOwn, type Database, type OwnRow } from './store';

export interface Writer {
  author: string;
  /** Seconds since 1970, as the writing device claimed: for people to read, never to decide by. */
  at: number;
}

/** The writers of these full stamps in a channel; one that this phone doesn't hold any more is left out. */
export async function writersOf(
  db: Database,
  channel: string,
  stamps: readonly string[],
): Promise<Record<string, Writer>> {
  const wanted = new Set(stamps);
  const found: Record<string, Writer> = {};
  if (!stamps.length) return found;
  for (const { stamp, device, author, at } of await entriesIn(db, channel))
    if (wanted.has(`${stamp}@${device}`)) found[`${stamp}@${device}`] = { author, at };
  return found;
}

/** The entries about one record that this phone still holds, the newest first. */
export async function entriesOf(db: Database, channel: string, record: string): Promise<OwnRow[]> {
  const all = await entriesIn(db, channel);
  // An own entry that the storage had lost and the hub gave back stands in both places.
  const once = new Map(
    all.filter((one) => one.record === record).map((one) => [fullStamp(one.stamp, one.device), one]),
  );
  return [...once].sort(([a], [b]) => compareStamps(b, a)).map(([, one]) => one);
}

async function entriesIn(db: Database, channel: string): Promise<(Entry | OwnRow)[]> {
  if (!isOpen(db, channel)) return [];
  const [history, own] = await Promise.all([historyIn(db, channel), ownRows(db, inChannelOwn(channel))]);
  return [...history, ...own];
}
