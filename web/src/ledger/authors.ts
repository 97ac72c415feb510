/** Who wrote the values that stand beside each other, and when by their own phone's clock. */
import { historyIn, isOpen, ownRows } from './sealed/rows';
import { inChannelOwn, type Database } from './store';

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
  if (!stamps.length || !isOpen(db, channel)) return found;
  const [history, own] = await Promise.all([historyIn(db, channel), ownRows(db, inChannelOwn(channel))]);
  for (const { stamp, device, author, at } of [...history, ...own])
    if (wanted.has(`${stamp}@${device}`)) found[`${stamp}@${device}`] = { author, at };
  return found;
}
