/**
 * Beginning with a snapshot (docs/protocol.md 4b): what still stands in a channel, piece by piece, newest first.
 *
 * Its rows are entries reduced to the fields that stand. They are merged as any entry is, but the digest and the
 * known ranges are those of the whole log from the first piece on, and the cursor moves only with the last: until
 * then `snapshot` in the channel's row says how far it is. Rows stay in the history as what they are, so that who
 * wrote a value is known, and so that they can be taken out again when the hub has another snapshot.
 */
import { mergeEntry } from './append';
import { decode, type Columns } from './columns';
import { keyOf } from './compose';
import type { Entry } from './entry';
import { erasedBy, eraseHere } from './erase';
import { entryHash, toggle } from './hash';
import { isKnown, withKnown, type Ranges } from './known';
import { addHistory, historyChunks, ownRows, putChannel, Records, type HistoryChunk } from './sealed/rows';
import type { Settled } from './settle';
import {
  emptyChannel,
  getMeta,
  inChannelOwn,
  putMeta,
  writing,
  type ChannelRow,
  type Database,
  type Reading,
  type RecordRow,
  type Writing,
} from './store';
import type { Offer } from './wire';

/** One piece, as it comes from the hub. */
export interface Piece {
  v: 1;
  channel: string;
  seq: number;
  segment: number;
  /** In the first one: the entries that the snapshot stands for. */
  known?: Record<string, Ranges>;
  entries: Columns;
}

/** Take in a piece; all of it or nothing. Answers null when it isn't the next one of what is being read. */
export function takePiece(db: Database, offer: Offer, piece: Piece): Promise<Settled | null> {
  const entries = decode(piece.entries, keyOf);
  return writing(db, async (tx) => {
    const { channel, segment } = piece;
    const before = (await tx.objectStore('channels').get(channel)) ?? emptyChannel(channel);
    const row = segment ? before : await begin(tx, before, offer, piece.known ?? {});
    const reading = row.snapshot;
    if (reading?.id !== offer.id || reading.taken !== segment) return null;
    const rows = await mergeAll(tx, entries);
    await addHistory(tx, channel, entries, offer.id);
    for (const erased of entries.map(erasedBy)) if (erased) rows.push(await eraseHere(tx, erased));
    await learn(tx, entries);
    let after: ChannelRow = { ...row, snapshot: { ...reading, taken: segment + 1 } };
    if (segment + 1 === reading.segments) {
      rows.push(...(await finish(tx, channel, reading)));
      after = { ...row, cursor: Math.max(row.cursor, reading.seq) };
      delete after.snapshot;
    }
    await putChannel(tx, after);
    return settledAs(rows, [after], entries.length);
  });
}

/**
 * Leave the snapshots of these channels: the hub reads their entries out from the beginning instead. What came of
 * them is taken out, for entries are whole and bring all of it again. Answers whether there was any.
 */
export async function leaveSnapshots(tx: Writing, channels: Iterable<ChannelRow>): Promise<ChannelRow[]> {
  const left: ChannelRow[] = [];
  for (const row of channels) if (row.snapshot) left.push(await leave(tx, row));
  return left;
}

/** Begin: the digest and what is known are the snapshot's, and of what this phone holds beside it. */
async function begin(
  tx: Writing,
  row: ChannelRow,
  offer: Offer,
  known: Record<string, Ranges>,
): Promise<ChannelRow> {
  const { id, seq, segments, recent, since } = offer;
  const beside = (await wholeEntries(tx, row)).filter((entry) => !isIn(known, entry));
  const device = (await getMeta(tx, 'device'))!;
  const last = known[device]?.at(-1)?.[1] ?? 0;
  // An n beyond what this storage remembers: it is an older copy; go on behind what the hub has.
  const numbers = last > row.n ? { n: last, acked: last } : {};
  return {
    ...row,
    ...numbers,
    ...counted(beside, offer.digest, known),
    snapshot: { id, seq, segments, recent, since, taken: 0, known },
  };
}

/**
 * All pieces are here. Where this phone held an entry that the snapshot stands for, the record is folded anew: what
 * the snapshot doesn't repeat of it was written over. Pieces of an earlier snapshot are dropped likewise.
 */
async function finish(tx: Writing, channel: string, { id, known }: Reading): Promise<RecordRow[]> {
  const log = await logOf(tx, channel);
  const rows = log.pieces.filter(({ snapshot }) => snapshot === id).flatMap(({ entries }) => entries);
  const former = log.pieces.filter(({ snapshot }) => snapshot !== id);
  const held = [...log.own, ...log.others];
  const stale = [...held.filter((entry) => isIn(known, entry)), ...former.flatMap(({ entries }) => entries)];
  for (const { key } of former) await tx.objectStore('history').delete(key);
  if (!stale.length) return [];
  const live = [...rows, ...held.filter((entry) => !isIn(known, entry))];
  return refold(tx, new Set(stale.map(recordOf)), live);
}

async function leave(tx: Writing, row: ChannelRow): Promise<ChannelRow> {
  const log = await logOf(tx, row.channel);
  for (const { key } of log.pieces) await tx.objectStore('history').delete(key);
  const records = new Set(log.pieces.flatMap(({ entries }) => entries.map(recordOf)));
  await refold(tx, records, [...log.own, ...log.others]);
  const after = { ...row, ...counted(await wholeEntries(tx, row), '0000000000000000', {}) };
  delete after.snapshot;
  await putChannel(tx, after);
  return after;
}

/** The records of these keys made anew from the entries about them; one that nothing is left of goes. */
async function refold(tx: Writing, keys: Set<string>, live: readonly Entry[]): Promise<RecordRow[]> {
  const records = new Records(tx);
  const folded: RecordRow[] = [];
  for (const key of keys) {
    const [channel, type, record] = key.split('|') as [string, string, string];
    const held = await records.get([channel, type, record]);
    if (held?.erased) continue;
    const empty: RecordRow = { channel, type, record, fields: {}, cells: {} };
    const row = live.filter((entry) => recordOf(entry) === key).reduce(mergeEntry, empty);
    folded.push(row);
    if (!Object.keys(row.fields).length) await records.remove([channel, type, record]);
  }
  await records.put(folded.filter(({ fields }) => Object.keys(fields).length));
  return folded;
}

/** Merge entries into their records, each record read and written once. */
export async function mergeAll(tx: Writing, entries: readonly Entry[]): Promise<RecordRow[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const found = groups.get(recordOf(entry));
    if (found) found.push(entry);
    else groups.set(recordOf(entry), [entry]);
  }
  const records = new Records(tx);
  const merged = await Promise.all(
    [...groups.values()].map(async (written) => {
      const { channel, type, record } = written[0]!;
      const empty: RecordRow = { channel, type, record, fields: {}, cells: {} };
      return written.reduce(mergeEntry, (await records.get([channel, type, record])) ?? empty);
    }),
  );
  await records.put(merged);
  return merged;
}

/** Everything this phone holds of a channel: its own entries, those of others, and pieces of snapshots. */
async function logOf(tx: Writing, channel: string) {
  const own: Entry[] = await ownRows(tx, inChannelOwn(channel));
  const others: Entry[] = [];
  const pieces: (HistoryChunk & { key: number })[] = [];
  for (const chunk of await historyChunks(tx, channel))
    if (chunk.snapshot === undefined) others.push(...chunk.entries);
    else pieces.push(chunk);
  return { own, others, pieces };
}

/** Whole entries that are in the channel's digest: of them the hash can be computed. */
async function wholeEntries(tx: Writing, row: ChannelRow): Promise<Entry[]> {
  const { own, others } = await logOf(tx, row.channel);
  return [...own, ...others].filter((entry) => isIn(row.known, entry));
}

function counted(
  entries: readonly Entry[],
  digest: string,
  known: Record<string, Ranges>,
): Pick<ChannelRow, 'digest' | 'known'> {
  const ranges = { ...known };
  for (const { device, n } of entries) ranges[device] = withKnown(ranges[device] ?? [], n);
  return { digest: entries.map(entryHash).reduce(toggle, digest), known: ranges };
}

/** The clock jumps over every stamp that was seen. */
async function learn(tx: Writing, entries: readonly Entry[]): Promise<void> {
  const clock = (await getMeta(tx, 'clock')) ?? 0;
  const learned = entries.reduce((most, { stamp }) => Math.max(most, stamp), clock);
  if (learned > clock) await putMeta(tx, 'clock', learned);
}

const isIn = (known: Record<string, Ranges>, { device, n }: Entry): boolean =>
  isKnown(known[device] ?? [], n);

const recordOf = ({ channel, type, record }: Entry): string => `${channel}|${type}|${record}`;

const settledAs = (rows: RecordRow[], channels: ChannelRow[], fresh: number): Settled => ({
  ...{ rows, channels, fresh },
  ...{ forgotten: [], left: [], astray: [], ownChanged: false },
});
