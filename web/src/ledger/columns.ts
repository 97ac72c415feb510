/**
 * Entries as columns: one array per part, so that gzip finds what repeats (docs/protocol.md 3; 28-34 bytes an entry).
 * Decoding refuses a batch that is not one whole: what a cut line left of an answer must change nothing.
 */
import type { Entry, Json } from './entry';
import { keyedId } from './ids';

export interface Columns {
  v: 1;
  devices: string[];
  channels: string[];
  authors: string[];
  /** [type, field, …], fields sorted. */
  shapes: string[][];
  device: number[];
  channel: number[];
  author: number[];
  shape: number[];
  n: number[];
  stamp: number[];
  at: number[];
  /** Null where the natural key says it. */
  record: (string | null)[];
  /** Per shape, per field of it, the values in row order. */
  values: Json[][][];
  base: (0 | Record<string, string[]>)[];
}

/** The natural key of a type: the names of its fields, none for a type without. */
export type KeyOf = (type: string) => readonly string[];

export class BadColumns extends Error {
  override name = 'BadColumns';
}

/** A type without a known key came without a record id: this version is older than the batch. */
export class UnknownKey extends Error {
  override name = 'UnknownKey';
  constructor(readonly type: string) {
    super(type);
  }
}

export function encode(entries: readonly Entry[], keyOf: KeyOf): Columns {
  const devices = new Dictionary();
  const channels = new Dictionary();
  const authors = new Dictionary();
  const shapes = new Dictionary();
  const columns: Columns = {
    v: 1,
    devices: devices.words,
    channels: channels.words,
    authors: authors.words,
    shapes: [],
    device: [],
    channel: [],
    author: [],
    shape: [],
    n: [],
    stamp: [],
    at: [],
    record: [],
    values: [],
    base: [],
  };
  const lastN: Record<string, number> = {};
  let before = { stamp: 0, at: 0 };
  for (const entry of entries) {
    const series = `${entry.device} ${entry.channel}`;
    const fields = Object.keys(entry.set).sort();
    const shape = shapes.place([entry.type, ...fields].join('|'));
    columns.shapes[shape] = [entry.type, ...fields];
    columns.device.push(devices.place(entry.device));
    columns.channel.push(channels.place(entry.channel));
    columns.author.push(authors.place(entry.author));
    columns.shape.push(shape);
    columns.n.push(entry.n - (lastN[series] ?? 0));
    columns.stamp.push(entry.stamp - before.stamp);
    columns.at.push(entry.at - before.at);
    columns.record.push(
      keyedId(entry.type, keyOf(entry.type), entry.set) === entry.record ? null : entry.record,
    );
    columns.base.push(Object.keys(entry.base).length ? entry.base : 0);
    const held = (columns.values[shape] ??= fields.map(() => []));
    fields.forEach((field, i) => held[i]!.push(entry.set[field]!));
    lastN[series] = entry.n;
    before = entry;
  }
  return columns;
}

export function decode(columns: Columns, keyOf: KeyOf): Entry[] {
  checkWhole(columns);
  const taken = columns.shapes.map(() => 0);
  const lastN: Record<string, number> = {};
  let stamp = 0;
  let at = 0;
  return columns.n.map((step, i) => {
    const shape = columns.shape[i]!;
    const [type, ...fields] = word(columns.shapes, shape) as [string, ...string[]];
    const row = taken[shape]!++;
    const set: Record<string, Json> = {};
    fields.forEach((field, f) => (set[field] = word(columns.values[shape]?.[f], row)));
    const device = word(columns.devices, columns.device[i]);
    const channel = word(columns.channels, columns.channel[i]);
    const series = `${device} ${channel}`;
    const n = (lastN[series] = (lastN[series] ?? 0) + step);
    stamp += columns.stamp[i]!;
    at += columns.at[i]!;
    const record = columns.record[i] ?? keyedId(type, keyOf(type), set);
    if (record === undefined) throw new UnknownKey(type);
    const author = word(columns.authors, columns.author[i]);
    return { device, channel, n, stamp, author, at, type, record, set, base: columns.base[i] || {} };
  });
}

/** Words by their place of first appearance. */
class Dictionary {
  readonly words: string[] = [];
  readonly #places = new Map<string, number>();

  place(word: string): number {
    const known = this.#places.get(word);
    if (known !== undefined) return known;
    this.#places.set(word, this.words.length);
    return this.words.push(word) - 1;
  }
}

const PER_ENTRY = ['device', 'channel', 'author', 'shape', 'n', 'stamp', 'at', 'record', 'base'] as const;

function checkWhole(columns: Columns): void {
  const lists = [...PER_ENTRY, 'devices', 'channels', 'authors', 'shapes', 'values'] as const;
  if (columns?.v !== 1 || !lists.every((name) => Array.isArray(columns[name]))) throw new BadColumns('shape');
  if (PER_ENTRY.some((name) => columns[name].length !== columns.n.length)) throw new BadColumns('length');
  const numbers = [columns.n, columns.stamp, columns.at];
  if (!numbers.every((list) => list.every(Number.isSafeInteger))) throw new BadColumns('number');
}

function word<T>(dictionary: readonly T[] | undefined, place: number | undefined): T {
  const found = dictionary?.[place ?? -1];
  if (found === undefined) throw new BadColumns('place');
  return found;
}
