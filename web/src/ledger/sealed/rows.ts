/**
 * The one place where what lies in the storage is sealed and opened. Plain are a row's places (channel, type, record,
 * n, stamp, author, device), so that counts stay true while nobody has unlocked the phone; sealed is what it says.
 *
 * The cipher itself comes with the unlock (cipher.ts, ring.ts): a locked phone needs none.
 */
import { unwrap } from 'idb';
import type { Entry } from '../entry';
import { LedgerError } from '../errors';
import {
  getMeta,
  inChannel,
  NO_DIGEST,
  putMeta,
  type Bytes,
  type ChannelRow,
  type Database,
  type Handed,
  type Looking,
  type OwnPlace,
  type OwnRow,
  type RecordRow,
  type Secrets,
  type StoredHanded,
  type StoredHistory,
  type StoredOwn,
  type StoredRecord,
  type Writing,
} from '../store';
import type { Ring } from './ring';

/** The phone's own key stands among those of the channels; everybody who has joined here holds it. */
export const PHONE = 'phone';
/** So many records at once share a seal; fewer are sealed each by itself, so that a person's write stays small. */
const LEAST_IN_PACK = 16;

type From = Database | Writing | Looking;

const rings = new WeakMap<IDBDatabase, Ring>();

/** The keys of whoever is at work in this tab; undefined while locked. */
export const ringOf = (from: From): Ring | undefined =>
  rings.get(unwrap('objectStore' in from ? (from.db as unknown as Database) : from) as IDBDatabase);

/** What was in the hand before is forgotten, unless it is needed a moment longer. */
export function setRing(db: Database, ring: Ring | undefined, forget = true): void {
  const was = ringOf(db);
  if (forget && was && was !== ring) was.forget();
  if (ring) rings.set(unwrap(db), ring);
  else rings.delete(unwrap(db));
}

/** LedgerError `locked` while nobody is at work. */
export function keysOf(from: From): Ring {
  const ring = ringOf(from);
  if (!ring) throw new LedgerError('locked');
  return ring;
}

/** Whether what lies in this channel can be opened now. */
export const isOpen = (from: From, channel: string): boolean => ringOf(from)?.has(channel) ?? false;

// ---- records

type Key = [channel: string, type: string, record: string];
/** What a pack holds of a record. */
type Packed = [type: string, record: string, fields: RecordRow['fields'], cells: RecordRow['cells']];
type Said = Pick<RecordRow, 'fields' | 'cells'>;

const aboutRecord = ({ channel, type, record }: Pick<RecordRow, 'channel' | 'type' | 'record'>): string =>
  `record|${channel}|${type}|${record}`;
const ABOUT_PACK = 'pack';

/** The records within one transaction; packs that were opened stay open until its end. */
export class Records {
  readonly #packs = new Map<number, Promise<Map<string, RecordRow>>>();

  constructor(readonly tx: Writing | Looking) {}

  async get([channel, type, record]: Key): Promise<RecordRow | undefined> {
    const row = await this.tx.objectStore('records').get([channel, type, record]);
    if (!row || !('pack' in row)) return row && openRecord(keysOf(this.tx), row);
    return (await this.#pack(row.pack)).get(`${type}|${record}`);
  }

  /** Put them in place of what was there. */
  async put(rows: readonly RecordRow[]): Promise<void> {
    const byChannel = new Map<string, RecordRow[]>();
    for (const row of rows) byChannel.set(row.channel, [...(byChannel.get(row.channel) ?? []), row]);
    for (const [channel, all] of byChannel) await this.#putIn(channel, all);
  }

  /** Take a record away as if it had never been here. */
  async remove(key: Key): Promise<void> {
    const tx = this.tx as Writing;
    await dropFromPacks(tx, key);
    await tx.objectStore('records').delete(key);
    this.#packs.clear();
  }

  async #putIn(channel: string, rows: readonly RecordRow[]): Promise<void> {
    const [ring, tx] = [keysOf(this.tx), this.tx as Writing];
    const records = tx.objectStore('records');
    const saying = rows.filter(({ erased }) => !erased);
    const isPacked = saying.length >= LEAST_IN_PACK;
    const pack = isPacked ? await tx.objectStore('packs').add(sealPack(ring, channel, saying)) : 0;
    const stored = rows.map((row): StoredRecord => {
      const place = { channel, type: row.type, record: row.record };
      if (row.erased) return { ...place, loose: channel, erased: true };
      if (isPacked) return { ...place, pack };
      const { fields, cells } = row;
      return { ...place, loose: channel, sealed: ring.seal(channel, { fields, cells }, aboutRecord(place)) };
    });
    await Promise.all(stored.map(async (row) => records.put(row)));
  }

  #pack(id: number): Promise<Map<string, RecordRow>> {
    let pack = this.#packs.get(id);
    if (!pack) this.#packs.set(id, (pack = this.#openPack(id)));
    return pack;
  }

  async #openPack(id: number): Promise<Map<string, RecordRow>> {
    const pack = await this.tx.objectStore('packs').get(id);
    const rows = pack ? openPack(keysOf(this.tx), pack) : [];
    return new Map(rows.map((row) => [`${row.type}|${row.record}`, row]));
  }
}

function sealPack(
  ring: Ring,
  channel: string,
  rows: readonly RecordRow[],
): { channel: string; sealed: Bytes } {
  const said = rows.map(({ type, record, fields, cells }): Packed => [type, record, fields, cells]);
  return { channel, sealed: ring.seal(channel, said, ABOUT_PACK) };
}

function openPack(ring: Ring, { channel, sealed }: { channel: string; sealed: Bytes }): RecordRow[] {
  const said = ring.open<Packed[]>(channel, sealed, ABOUT_PACK);
  return said.map(([type, record, fields, cells]) => ({ channel, type, record, fields, cells }));
}

/** A row that lies in no pack. */
function openRecord(ring: Ring, row: StoredRecord): RecordRow {
  const { channel, type, record } = row;
  if ('erased' in row && row.erased) return { channel, type, record, fields: {}, cells: {}, erased: true };
  if (!('sealed' in row)) return row as unknown as RecordRow;
  return { channel, type, record, ...ring.open<Said>(channel, row.sealed, aboutRecord(row)) };
}

/** Whether a row from before version 2 lies there as it is. */
export const isPlainRecord = (row: StoredRecord): boolean => 'fields' in row && !('erased' in row);

/**
 * All records of a channel; none while its key isn't at hand. Read in one transaction, opened after it: packs in
 * their order, then what was written since.
 */
export async function recordsIn(db: Database, channel: string): Promise<RecordRow[]> {
  const ring = ringOf(db);
  if (!ring?.has(channel)) return [];
  const tx = db.transaction(['records', 'packs', 'meta']);
  const plain = (await tx.objectStore('meta').get('plain')) as string[] | undefined;
  const records = tx.objectStore('records');
  const [packs, rows] = await Promise.all([
    tx.objectStore('packs').index('channel').getAll(channel),
    plain?.includes(channel) ? records.getAll(inChannel(channel)) : records.index('loose').getAll(channel),
  ]);
  const found = new Map<string, RecordRow>();
  const put = (row: RecordRow): unknown => found.set(`${row.type}|${row.record}`, row);
  for (const pack of packs) openPack(ring, pack).forEach(put);
  for (const row of rows) if (!('pack' in row)) put(openRecord(ring, row));
  return [...found.values()];
}

/** Take a record out of every pack of its channel: what the law erases may not stay in an older seal. */
export async function dropFromPacks(tx: Writing, [channel, type, record]: Key): Promise<void> {
  const ring = keysOf(tx);
  const packs = tx.objectStore('packs').index('channel');
  for (let at = await packs.openCursor(channel); at; at = await at.continue()) {
    const rows = openPack(ring, at.value);
    const left = rows.filter((row) => row.type !== type || row.record !== record);
    if (left.length < rows.length) await at.update(sealPack(ring, channel, left));
  }
}

// ---- own entries

const aboutOwn = ({ channel, type, record, stamp, device, author }: OwnPlace): string =>
  `own|${channel}|${type}|${record}|${stamp}@${device}|${author}`;

interface OwnSaid extends Pick<Entry, 'at' | 'set' | 'base'> {
  words?: Record<string, string>;
}

/** Where an own entry stands, whether or not it can be opened. */
export function placeOf(row: StoredOwn): OwnPlace {
  const { channel, n, stamp, author, device, type, record, aside, erased } = row;
  const place: OwnPlace = { channel, n, stamp, author, device, type, record };
  if (erased) place.erased = erased;
  if (aside)
    place.aside = {
      reason: aside.reason,
      ...(aside.settled ? { settled: true } : {}),
      ...(aside.heeded ? { heeded: true } : {}),
    };
  return place;
}

export function openOwn(from: From, row: StoredOwn): OwnRow {
  if (!('sealed' in row)) return row as unknown as OwnRow;
  const { words = {}, ...said } = keysOf(from).open<OwnSaid>(row.channel, row.sealed, aboutOwn(row));
  const place = placeOf(row);
  const { aside, ...rest } = place;
  return aside ? { ...rest, ...said, aside: { ...aside, words } } : { ...rest, ...said };
}

export function sealOwn(from: From, row: OwnRow): StoredOwn {
  const { at, set, base, aside } = row;
  const said: OwnSaid = { at, set, base, ...(aside ? { words: aside.words } : {}) };
  const place = placeOf(row as unknown as StoredOwn);
  return { ...place, sealed: keysOf(from).seal(row.channel, said, aboutOwn(place)) };
}

export async function ownRows(
  from: Database | Writing,
  range: IDBKeyRange,
  most?: number,
): Promise<OwnRow[]> {
  const rows = await ('objectStore' in from
    ? from.objectStore('own').getAll(range, most)
    : from.getAll('own', range, most));
  return rows.map((row) => openOwn(from, row));
}

/** Undefined also for one that can't be opened now: whoever can will hear of it when they are at work. */
export async function getOwn(tx: Writing, channel: string, n: number): Promise<OwnRow | undefined> {
  const row = await tx.objectStore('own').get([channel, n]);
  return row && isOpen(tx, channel) ? openOwn(tx, row) : undefined;
}

export const putOwn = async (tx: Writing, row: OwnRow): Promise<unknown> =>
  tx.objectStore('own').put(sealOwn(tx, row));

/** As `putOwn`; fails where the number is taken. */
export const addOwn = async (tx: Writing, row: OwnRow): Promise<unknown> =>
  tx.objectStore('own').add(sealOwn(tx, row));

// ---- others' entries

const ABOUT_HISTORY = 'history';

/** `snapshot`: these are rows of the one with this id. */
export async function addHistory(
  tx: Writing,
  channel: string,
  entries: Entry[],
  snapshot?: string,
): Promise<unknown> {
  return tx.objectStore('history').add(sealHistory(tx, { channel, entries, snapshot }));
}

function sealHistory(from: From, { channel, entries, snapshot }: HistoryChunk): StoredHistory {
  const sealed = keysOf(from).seal(channel, entries, ABOUT_HISTORY);
  return { channel, sealed, ...(snapshot === undefined ? {} : { snapshot }) };
}

/** Some entries of others; `key`: where they lie. */
export interface HistoryChunk {
  channel: string;
  entries: Entry[];
  snapshot?: string | undefined;
}

export function openHistory(from: From, row: StoredHistory): Entry[] {
  const plain = (row as unknown as { entries?: Entry[] }).entries;
  return plain ?? keysOf(from).open<Entry[]>(row.channel, row.sealed, ABOUT_HISTORY);
}

export async function historyIn(db: Database, channel: string): Promise<Entry[]> {
  const chunks = await db.getAllFromIndex('history', 'channel', channel);
  return chunks.flatMap((chunk) => openHistory(db, chunk));
}

/** The chunks of a channel within a transaction, each with its key. */
export async function historyChunks(
  tx: Writing,
  channel: string,
): Promise<(HistoryChunk & { key: number })[]> {
  const found: (HistoryChunk & { key: number })[] = [];
  const chunks = tx.objectStore('history').index('channel');
  for (let at = await chunks.openCursor(channel); at; at = await at.continue()) {
    const { snapshot } = at.value;
    found.push({ key: at.primaryKey, channel, entries: openHistory(tx, at.value), snapshot });
  }
  return found;
}

/** Put other entries in a chunk's place. */
export const putHistory = async (tx: Writing, key: number, chunk: HistoryChunk): Promise<unknown> =>
  tx.objectStore('history').put(sealHistory(tx, chunk), key);

/** Change the chunks of a channel for which `change` answers other entries. */
export async function changeHistory(
  tx: Writing,
  channel: string,
  change: (entries: Entry[], snapshot: string | undefined) => Entry[] | undefined,
): Promise<void> {
  for (const chunk of await historyChunks(tx, channel)) {
    const entries = change(chunk.entries, chunk.snapshot);
    if (entries) await putHistory(tx, chunk.key, { ...chunk, entries });
  }
}

// ---- digests

const ABOUT_DIGEST = 'digest';

/** Empty where it can't be opened: such a channel takes no part in what goes on. */
export function digestOf(from: From, { channel, digest }: ChannelRow): string {
  if (typeof digest === 'string') return digest;
  return isOpen(from, channel) ? keysOf(from).open<string>(channel, digest, ABOUT_DIGEST) : '';
}

export function putChannel(tx: Writing, row: ChannelRow): Promise<unknown> {
  const { channel, digest } = row;
  // Nothing is no secret, and a channel that was just forgotten loses its key.
  const isSealable = typeof digest === 'string' && digest !== NO_DIGEST && isOpen(tx, channel);
  return tx
    .objectStore('channels')
    .put(isSealable ? { ...row, digest: keysOf(tx).seal(channel, digest, ABOUT_DIGEST) } : row);
}

// ---- small secrets, under the phone's key

export async function getSecret<K extends keyof Secrets>(
  from: Database | Writing,
  name: K,
): Promise<Secrets[K] | undefined> {
  return openSecret(from, name, await getMeta(from, name));
}

export function openSecret<K extends keyof Secrets>(
  from: From,
  name: K,
  kept: { sealed: Bytes } | undefined,
): Secrets[K] | undefined {
  if (!kept) return undefined;
  // From before version 2.
  if (!(kept as Partial<{ sealed: Bytes }>).sealed) return kept as unknown as Secrets[K];
  return isOpen(from, PHONE) ? keysOf(from).open<Secrets[K]>(PHONE, kept.sealed, name) : undefined;
}

export const putSecret = <K extends keyof Secrets>(
  to: Database | Writing,
  name: K,
  value: Secrets[K],
): Promise<void> => putMeta(to, name, { sealed: keysOf(to).seal(PHONE, value, name) });

const ABOUT_HANDED = 'handed';

/** Receipts; of those that can't be opened now, how far they reach. */
export function openHanded(from: From, kept: readonly StoredHanded[] = []): Handed[] {
  return kept.map((row): Handed => {
    if (!('sealed' in row)) return row as unknown as Handed;
    if (isOpen(from, PHONE)) return keysOf(from).open<Handed>(PHONE, row.sealed, ABOUT_HANDED);
    const lines = row.lines.map((line) => ({ ...line, digest: '' }));
    return { code: '', device: '', by: '', at: 0, lines, ...(row.lost ? { lost: true } : {}) };
  });
}

export function sealHanded(from: From, handed: readonly Handed[]): StoredHanded[] {
  return handed.map((row) => ({
    lines: row.lines.map(({ channel, from: first, to }) => ({ channel, from: first, to })),
    ...(row.lost ? { lost: true } : {}),
    sealed: keysOf(from).seal(PHONE, row, ABOUT_HANDED),
  }));
}

/** `device:token`, by which the hub knows this device; undefined before it has joined and while it is locked. */
export async function credentials(db: Database): Promise<string | undefined> {
  const [device, token] = [await getMeta(db, 'device'), await getSecret(db, 'token')];
  return token && `${device}:${token}`;
}
