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
  /** The natural keys of types whose ids are left out: for a reader older than the type. */
  keys?: Record<string, readonly string[]>;
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
  /** Row and hash of what was erased by law. */
  erased?: [row: number, hash: string][];
}

/** The natural key of a type: the names of its fields, none for a type without or for one this version doesn't know. */
export type KeyOf = (type: string) => readonly string[];

/** These are no columns, or not whole: nothing of them is taken. */
export class BadColumns extends Error {
  override name = 'BadColumns';
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
  const keys: Record<string, readonly string[]> = {};
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
    const key = keyOf(entry.type);
    const isDerived = keyedId(entry.type, key, entry.set) === entry.record;
    if (isDerived) columns.keys = Object.assign(keys, { [entry.type]: key });
    columns.record.push(isDerived ? null : entry.record);
    if (entry.erased) (columns.erased ??= []).push([columns.base.length, entry.erased]);
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
  const erased = new Map(columns.erased);
  const entries = columns.n.map((step, i): Entry => {
    const shape = columns.shape[i]!;
    const [type = '', ...fields] = word(columns.shapes, shape);
    const row = taken[shape]!++;
    const set: Record<string, Json> = {};
    fields.forEach((field, f) => (set[field] = word(columns.values[shape]?.[f], row)));
    const device = word(columns.devices, columns.device[i]);
    const channel = word(columns.channels, columns.channel[i]);
    const author = word(columns.authors, columns.author[i]);
    const n = (lastN[`${device} ${channel}`] = (lastN[`${device} ${channel}`] ?? 0) + step);
    stamp += columns.stamp[i]!;
    at += columns.at[i]!;
    const own = keyOf(type);
    const record = columns.record[i] ?? keyedId(type, own.length ? own : (columns.keys?.[type] ?? []), set);
    check(record && Math.min(n, stamp) > 0 && [n, stamp, at].every(Number.isSafeInteger));
    const base = columns.base[i] || {};
    const hash = erased.get(i);
    check(!hash || (!fields.length && !columns.base[i]));
    const entry: Entry = { device, channel, n, stamp, author, at, type, record, set, base };
    return hash ? { ...entry, erased: hash } : entry;
  });
  check(columns.values.every((held, shape) => held.every((column) => column.length === taken[shape])));
  return entries;
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
const DEVICE = /^[0-9a-f]{16}$/;

/** Everything that can be said without reading a row. */
function checkWhole(columns: Columns): void {
  const {
    devices,
    channels,
    authors,
    shapes,
    keys = {},
    values,
  } = isObject(columns) ? columns : ({} as Columns);
  check(columns?.v === 1 && [devices, channels, authors, shapes, values].every(Array.isArray));
  const rows = PER_ENTRY.map((name) => columns[name] as unknown[]);
  check(rows.every((list) => Array.isArray(list) && list.length === rows[0]!.length));
  check(
    devices.every((device) => isName(device) && DEVICE.test(device)) &&
      [...channels, ...authors].every(isName),
  );
  check(
    shapes.every(
      (shape) => Array.isArray(shape) && shape.every(isName) && isName(shape[0]) && isRising(shape),
    ),
  );
  check([columns.n, columns.stamp, columns.at].every((steps) => steps.every(Number.isSafeInteger)));
  check(values.length === shapes.length);
  check(values.every((held, i) => Array.isArray(held) && held.length === shapes[i]!.length - 1));
  check(columns.record.every((record) => record === null || isName(record)));
  check(columns.base.every((base) => base === 0 || (isObject(base) && Object.keys(base).length > 0)));
  const { erased = [], n } = columns;
  check(Array.isArray(erased) && erased.every((one) => isErased(one, n.length)));
  check(isObject(keys) && Object.values(keys).every((key) => Array.isArray(key) && key.every(isName)));
}

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length < 61;

const HASH = /^[0-9a-f]{64}$/;

const isErased = (one: unknown, rows: number): boolean =>
  Array.isArray(one) &&
  one.length === 2 &&
  Number.isInteger(one[0]) &&
  0 <= one[0] &&
  one[0] < rows &&
  typeof one[1] === 'string' &&
  HASH.test(one[1]);

/** Field names in order, none twice; the first word is the type. */
const isRising = ([, ...fields]: string[]): boolean =>
  fields.every((field, i) => !i || fields[i - 1]! < field);

function check(isRight: unknown): asserts isRight {
  if (!isRight) throw new BadColumns('not columns');
}

function word<T>(dictionary: readonly T[] | undefined, place: number | undefined): T {
  const found = dictionary?.[place ?? -1];
  check(found !== undefined);
  return found;
}
