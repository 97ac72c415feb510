/**
 * How a carried file lies on a stick (docs/protocol.md 7): a head, then segments. Only lengths and places. A file is
 * read piece by piece, and whatever it claims, no more than one head or one segment is in memory.
 */
import { hex, textBytes } from '../sha1';

export type Bytes = Uint8Array<ArrayBuffer>;

export const MAGIC = textBytes('Debo carried file 1\n');
const ANY_MAGIC = MAGIC.subarray(0, MAGIC.length - 2);
const PREFIX = textBytes('debo-carried-1\n');
const LONGEST_HEAD = 65_536;
const LONGEST_SEALED = 98_304;
/** A sealed text, its tag left out; of a single entry that is larger it may be more. */
export const SEGMENT = 32_768;
export const SIGNATURE = 64;
const BEFORE = 7;
const READ_AT_ONCE = 65_536;
const START = 35;
const READER = 75;

export const [TO_HUB, FROM_HUB] = [1, 2] as const;
/** What follows a segment: another, nothing in this part, nothing at all. */
export const [MORE, LAST_OF_PART, LAST] = [0, 1, 2] as const;

export type Reason =
  'not_carried' | 'newer_version' | 'damaged' | 'cut_off' | 'for_another' | 'unknown_maker' | 'too_old';

export interface Wrapped {
  device: string;
  enc: Bytes;
  sealed: Bytes;
}

export interface Start {
  maker: string;
  file: Bytes;
  direction: number;
  time: number;
  part: number;
}

export interface Head extends Start {
  readers: Wrapped[];
  /** From the magic to the last reader. */
  raw: Bytes;
}

export interface Segment {
  place: number;
  ring: number;
  last: number;
  sealed: Bytes;
  signature: Bytes;
}

export type Found = { head: Head } | { segment: Segment } | { refused: Reason };

export const unhex = (text: string): Bytes =>
  Uint8Array.from({ length: text.length / 2 }, (_, i) => parseInt(text.slice(2 * i, 2 * i + 2), 16));

export function joined(...parts: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** An unsigned number, big-endian. */
export function number(value: number, size: number): Bytes {
  const bytes = new Uint8Array(size);
  for (let i = size - 1, rest = value; i >= 0; i--, rest = Math.floor(rest / 256)) bytes[i] = rest % 256;
  return bytes;
}

const read = (bytes: Uint8Array, at: number, size: number): number =>
  bytes.subarray(at, at + size).reduce((sum, byte) => sum * 256 + byte, 0);

/** From maker to part: what wrapped keys are bound to. */
export const startBytes = ({ maker, file, direction, time, part }: Start): Bytes =>
  joined(unhex(maker), file, number(direction, 1), number(time, 8), number(part, 2));

/** HPKE's `info` for one reader. */
export const infoFor = (start: Start, device: string): Bytes =>
  joined(PREFIX, startBytes(start), unhex(device));

export function headOf(start: Start, readers: Wrapped[]): Head {
  const wrapped = readers.map(({ device, enc, sealed }) =>
    joined(unhex(device), enc, number(sealed.length, 2), sealed),
  );
  const rest = joined(startBytes(start), number(readers.length, 2), ...wrapped);
  return { ...start, readers, raw: joined(MAGIC, number(rest.length, 4), rest) };
}

export const segmentBytes = ({ ring, last, sealed, signature }: Segment): Bytes =>
  joined(number(sealed.length, 4), number(ring, 2), number(last, 1), sealed, signature);

/** The nonce of the STREAM construction: the place, and whether it is the last. */
export const nonceOf = ({ place, last }: Pick<Segment, 'place' | 'last'>): Bytes =>
  joined(new Uint8Array(7), number(place, 4), number(last, 1));

/** What the maker signs; both hashes are SHA-256. */
export const signedBytes = (
  headHash: Uint8Array,
  { place, ring, last }: Pick<Segment, 'place' | 'ring' | 'last'>,
  sealedHash: Uint8Array,
): Bytes => joined(PREFIX, headHash, number(place, 4), number(ring, 2), number(last, 1), sealedHash);

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The code on a receipt: the first 40 bits of the head's hash, as XXXX-XXXX in Crockford's base 32. */
export function codeOf(headHash: Uint8Array): string {
  const bits = [...headHash.subarray(0, 5)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = bits.match(/.{5}/g)!.map((five) => LETTERS[parseInt(five, 2)]!);
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
}

function parseHead(raw: Bytes): Head | undefined {
  const rest = raw.subarray(MAGIC.length + 4);
  if (rest.length < START + 2) return undefined;
  const start: Start = {
    maker: hex(rest.subarray(0, 8)),
    file: rest.slice(8, 24),
    direction: rest[24]!,
    time: read(rest, 25, 8),
    part: read(rest, 33, 2),
  };
  const readers: Wrapped[] = [];
  let at = START + 2;
  for (let left = read(rest, START, 2); left > 0; left--) {
    if (rest.length < at + READER) return undefined;
    const length = read(rest, at + 73, 2);
    readers.push({
      device: hex(rest.subarray(at, at + 8)),
      enc: rest.slice(at + 8, at + 73),
      sealed: rest.slice(at + READER, at + READER + length),
    });
    at += READER + length;
  }
  const isWhole = at === rest.length && start.part > 0 && [TO_HUB, FROM_HUB].includes(start.direction as 1);
  return isWhole ? { ...start, readers, raw } : undefined;
}

/** Bytes of a file with a look ahead. */
class Source {
  #at = 0;
  constructor(readonly file: Blob) {}

  /** At most so many bytes, without taking them. */
  async peek(size: number): Promise<Bytes> {
    return new Uint8Array(await this.file.slice(this.#at, this.#at + size).arrayBuffer());
  }

  /** Exactly so many, or undefined when the file ends before. */
  async take(size: number): Promise<Bytes | undefined> {
    const found = await this.peek(size);
    if (found.length < size) return undefined;
    this.#at += size;
    return found;
  }

  skip(size: number): void {
    this.#at += size;
  }

  /** Go to where the next file may begin; false when there is none. */
  async skipToMagic(): Promise<boolean> {
    for (;;) {
      const held = await this.peek(READ_AT_ONCE);
      if (held.length === 0) return false;
      const at = indexOf(held, ANY_MAGIC);
      if (at >= 0) {
        this.skip(at);
        return true;
      }
      // A magic may lie across the edge of what was looked at.
      this.skip(Math.max(1, held.length - ANY_MAGIC.length + 1));
    }
  }
}

const startsWith = (bytes: Uint8Array, start: Uint8Array, at = 0): boolean =>
  start.every((byte, i) => bytes[at + i] === byte);

function indexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  for (let at = bytes.indexOf(wanted[0]!); at >= 0; at = bytes.indexOf(wanted[0]!, at + 1))
    if (startsWith(bytes, wanted, at)) return at;
  return -1;
}

/** Heads and segments in order, and what isn't whole; goes on behind that where the next file begins. */
export async function* readFile(file: Blob): AsyncGenerator<Found> {
  const source = new Source(file);
  if (!startsWith(await source.peek(MAGIC.length), ANY_MAGIC)) yield { refused: 'not_carried' };
  while (await source.skipToMagic()) {
    const refused = yield* readPart(source);
    if (refused) yield { refused };
  }
}

async function* readPart(source: Source): AsyncGenerator<Found, Reason | undefined> {
  const before = await source.peek(MAGIC.length + 4);
  const magic = before.subarray(0, MAGIC.length);
  if (magic.length < MAGIC.length || !startsWith(magic, MAGIC)) {
    // So that the next search doesn't find it again.
    source.skip(1);
    return magic.length === MAGIC.length ? 'newer_version' : 'cut_off';
  }
  const size = before.length < MAGIC.length + 4 ? undefined : read(before, MAGIC.length, 4);
  if (size !== undefined && size > LONGEST_HEAD) return (source.skip(MAGIC.length), 'damaged');
  const raw = size === undefined ? undefined : await source.take(MAGIC.length + 4 + size);
  if (!raw) return (source.skip(MAGIC.length), 'cut_off');
  const head = parseHead(raw);
  if (!head) return 'damaged';
  yield { head };
  return yield* readSegments(source);
}

async function* readSegments(source: Source): AsyncGenerator<Found, Reason | undefined> {
  for (let place = 0; ; place++) {
    const before = await source.take(BEFORE);
    if (!before) return 'cut_off';
    const [size, ring, last] = [read(before, 0, 4), read(before, 4, 2), before[6]!];
    if (size > LONGEST_SEALED || last > LAST) return 'damaged';
    const body = await source.take(size + SIGNATURE);
    if (!body) return 'cut_off';
    yield { segment: { place, ring, last, sealed: body.slice(0, size), signature: body.slice(size) } };
    if (last !== MORE) return undefined;
  }
}
