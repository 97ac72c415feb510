/**
 * What a phone may let go (LEDGER 9): entries of others that are older than 400 days. The records they made stay, and
 * so do digest and known ranges, which need no entries; the hub keeps all of them.
 *
 * Kept for ever: own entries, which alone can heal a hub that was restored from a backup, however old (numbers have
 * no gap, so a part of them would heal nothing); erasures; and whatever stands beside another value, until a person
 * has chosen, so that the screen can say who wrote it.
 */
import { fullStamp, type Entry } from './entry';
import { cellsOf } from './merge';
import { isOpen, openHistory, putHistory, Records } from './sealed/rows';
import { getMeta, putMeta, writing, type Database, type Writing } from './store';

export const KEPT_DAYS = 400;
const DAY_MS = 86_400_000;
/** Pieces of history looked at in one transaction: a person who writes meanwhile waits no longer than for these. */
const AT_ONCE = 8;

/** Let go what is old, at most once a day; answers how many entries went. Before the first contact: nothing. */
export async function compact(db: Database, now = Date.now()): Promise<number> {
  const [offset, last = 0] = [await getMeta(db, 'offset'), await getMeta(db, 'compacted')];
  if (offset === undefined || Math.abs(now - last) < DAY_MS) return 0;
  // By the hub's clock: this phone's may be years wrong. An entry's own time is only claimed, but nothing hangs on it.
  const before = Math.round(now / 1000) + offset - KEPT_DAYS * 86_400;
  let [dropped, after] = [0, 0];
  for (;;) {
    const step = await writing(db, (tx) => dropSome(tx, after, before));
    dropped += step.dropped;
    if (step.last === undefined) break;
    after = step.last;
  }
  await putMeta(db, 'compacted', now);
  return dropped;
}

async function dropSome(
  tx: Writing,
  after: number,
  before: number,
): Promise<{ dropped: number; last?: number }> {
  const history = tx.objectStore('history');
  const records = new Records(tx);
  const keys = await history.getAllKeys(IDBKeyRange.lowerBound(after, true), AT_ONCE);
  let dropped = 0;
  for (const key of keys) {
    const chunk = (await history.get(key))!;
    const channel = await tx.objectStore('channels').get(chunk.channel);
    // While a snapshot is being read the log is needed to lay it over; what is a colleague's waits for them.
    if (channel?.snapshot || !isOpen(tx, chunk.channel)) continue;
    const entries = openHistory(tx, chunk);
    if (!entries.some(({ at }) => at < before)) continue;
    const kept: Entry[] = [];
    for (const entry of entries)
      if (entry.at >= before || entry.type === 'erasure' || (await isDisputed(records, entry)))
        kept.push(entry);
    dropped += entries.length - kept.length;
    if (!kept.length) await history.delete(key);
    else if (kept.length < entries.length) await putHistory(tx, key, { ...chunk, entries: kept });
  }
  const last = keys.at(-1);
  return last === undefined ? { dropped } : { dropped, last };
}

/** Whether a value of the entry stands beside another one. */
async function isDisputed(
  records: Records,
  { channel, type, record, stamp, device }: Entry,
): Promise<boolean> {
  const row = await records.get([channel, type, record]);
  if (!row || typeof row.cells === 'string') return false;
  const own = fullStamp(stamp, device);
  return Object.values(cellsOf(row)).some(
    (cell) => typeof cell === 'object' && own in cell.h && Object.keys(cell.h).length > 1,
  );
}
