/** Writing: one entry and the record it changes, in one transaction. */
import { canonical, plain } from './canonical';
import { fullStamp, type Entry, type Json } from './entry';
import { LedgerError } from './errors';
import type { RecordTypes } from './schema';
import { textBytes } from './sha1';
import { uuid7 } from './ids';
import { cellsOf, headsOf, mergeCell, type Cell } from './merge';
import { addOwn, putOwn, Records } from './sealed/rows';
import { UPGRADE } from './whereabouts';
import { emptyChannel, getMeta, putMeta, writing, type Database, type OwnRow, type RecordRow } from './store';

/** What a screen asks to be written; without `record`, the natural key's or a new one. */
export interface Write<T extends keyof RecordTypes = keyof RecordTypes> {
  type: T;
  channel: string;
  record?: string;
  set: RecordTypes[T];
}

/** What a person says of a record. */
export interface Said {
  author: string;
  channel: string;
  type: string;
  record: string | undefined;
  set: Record<string, unknown>;
}

export interface Written {
  row: RecordRow;
  entry: Entry;
  /** Own entries that were set aside and that this one says anew. */
  settled: OwnRow[];
}

/** The hub keeps no larger entry (docs/protocol.md 4). */
const LARGEST_BYTES = 64 * 1024;

/**
 * Append an entry. Answers the record's id alone when every value stands there already: nothing happened, and
 * nothing is sent. `asides` are the own entries the hub set aside; the values they hold count as not yet said.
 */
export async function append(
  db: Database,
  { author, channel, type, record = uuid7(), set }: Said,
  asides: readonly OwnRow[],
): Promise<Written | string> {
  const stuck = asides.filter((aside) => aside.channel === channel && aside.record === record);
  return writing(db, async (tx) => {
    const records = new Records(tx);
    const [device, clock = 0, before, row] = await Promise.all([
      getMeta(tx, 'device'),
      getMeta(tx, 'clock'),
      tx.objectStore('channels').get(channel),
      records.get([channel, type, record]),
    ]);
    const held: RecordRow = row ?? { channel, type, record, fields: {}, cells: {} };
    if (held.erased) throw new LedgerError('erased');
    const said = changed(held, plain(set) as Record<string, Json>, stuck);
    if (!Object.keys(said).length) return record;
    const mine = stuck.filter((aside) => aside.author === author && aside.aside!.reason !== UPGRADE);
    const changes = { ...unsaid(held, mine), ...said };

    const own = before ?? emptyChannel(channel);
    const entry: Entry = {
      ...{ device: device!, channel, n: own.n + 1, stamp: clock + 1, author },
      at: Math.floor(Date.now() / 1000),
      ...{ type, record, set: changes, base: baseOf(held, Object.keys(changes)) },
    };
    if (textBytes(canonical(entry as unknown as Json)).length > LARGEST_BYTES)
      throw new LedgerError('too_large');
    const merged = mergeEntry(held, entry);
    const settled = stuck.filter((aside) => Object.keys(aside.set).every((field) => field in changes));
    await records.put([merged]);
    await addOwn(tx, entry);
    await Promise.all([
      tx.objectStore('channels').put({ ...own, n: entry.n }),
      putMeta(tx, 'clock', entry.stamp),
      ...settled.map((one) => putOwn(tx, { ...one, aside: { ...one.aside!, settled: true } })),
    ]);
    return { row: merged, entry, settled };
  });
}

/** Merge an entry into the record it is about. Unknown types and fields too: a newer version will read them. */
export function mergeEntry(row: RecordRow, entry: Entry): RecordRow {
  if (row.erased) return row;
  const fields = { ...row.fields };
  const cells = { ...cellsOf(row) };
  const stamp = fullStamp(entry.stamp, entry.device);
  for (const [field, value] of Object.entries(entry.set)) {
    const merged = mergeCell(cells[field], fields[field], stamp, value, entry.base[field] ?? []);
    cells[field] = merged.cell;
    fields[field] = merged.value;
  }
  const isByOne = Object.values(cells).every((cell) => cell === stamp);
  return { ...row, fields, cells: isByOne ? stamp : cells };
}

/** What differs from the record, what settles a conflict, and what the hub has not taken. */
function changed(row: RecordRow, set: Record<string, Json>, stuck: readonly OwnRow[]): Record<string, Json> {
  const refused = new Set(stuck.map((aside) => fullStamp(aside.stamp, aside.device)));
  const cells = cellsOf(row);
  const stands = (field: string, value: Json): boolean => {
    const heads = headsOf(cells[field], row.fields[field]);
    const [stamp, ...others] = Object.keys(heads);
    if (stamp === undefined) return value === null;
    return !others.length && !refused.has(stamp) && canonical(heads[stamp]!) === canonical(value);
  };
  return Object.fromEntries(Object.entries(set).filter(([field, value]) => !stands(field, value)));
}

/**
 * What else the hub hasn't taken. An entry is set aside whole, so whoever mends one value of it says the others again
 * too: else they would stand on this phone alone, and nobody would notice.
 */
function unsaid(row: RecordRow, stuck: readonly OwnRow[]): Record<string, Json> {
  const cells = cellsOf(row);
  const again: Record<string, Json> = {};
  for (const { stamp, device, set } of stuck)
    for (const field of Object.keys(set)) {
      const heads = headsOf(cells[field], row.fields[field]);
      // Where two wrote apart, a person chooses; nothing is chosen by the way.
      if (Object.keys(heads).length === 1 && fullStamp(stamp, device) in heads)
        again[field] = Object.values(heads)[0]!;
    }
  return again;
}

function baseOf(row: RecordRow, fields: string[]): Record<string, string[]> {
  const cells = cellsOf(row);
  const filled = fields
    .map((field): [string, string[]] => [field, headStamps(cells[field])])
    .filter(([, stamps]) => stamps.length > 0);
  return Object.fromEntries(filled);
}

const headStamps = (cell: Cell | undefined): string[] => Object.keys(headsOf(cell, null));
