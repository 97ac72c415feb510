/** Who wrote the values that stand beside each other, and when by their own phone's clock. */
import type { Database } from './store';

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
  const [chunks, own] = await Promise.all([
    db.getAllFromIndex('history', 'channel', channel),
    db.getAll('own', IDBKeyRange.bound([channel], [channel, []])),
  ]);
  for (const { stamp, device, author, at } of [...chunks.flatMap(({ entries }) => entries), ...own])
    if (wanted.has(`${stamp}@${device}`)) found[`${stamp}@${device}`] = { author, at };
  return found;
}
