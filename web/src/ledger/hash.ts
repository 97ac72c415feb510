/**
 * SHA-1 and SHA-256 (FIPS 180-4), synchronous: ids and hashes are needed in the middle of a storage transaction,
 * which would end while WebCrypto is awaited, and for hashing thousands of short texts this is faster too.
 * Signatures and PINs use WebCrypto.
 */
import { canonical } from './canonical';
import type { Entry } from './entry';

const utf8 = new TextEncoder();

const ADDITIVE = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6];

/** SHA-1, only for name-based ids (RFC 9562 5.5), where nothing secret hangs on it. */
export function sha1(bytes: Uint8Array): Uint8Array {
  const state = new Uint32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
  const w = new Uint32Array(80);
  for (const block of blocks(bytes)) {
    for (let t = 0; t < 80; t++)
      w[t] = t < 16 ? block.getUint32(t * 4) : turnLeft(w[t - 3]! ^ w[t - 8]! ^ w[t - 14]! ^ w[t - 16]!, 1);
    let [a, b, c, d, e] = state as unknown as [number, number, number, number, number];
    for (let t = 0; t < 80; t++) {
      const mixed = t < 20 ? (b & c) | (~b & d) : t < 40 || t > 59 ? b ^ c ^ d : (b & c) | (b & d) | (c & d);
      const next = (turnLeft(a, 5) + mixed + e + ADDITIVE[Math.floor(t / 20)]! + w[t]!) | 0;
      [a, b, c, d, e] = [next, a, turnLeft(b, 30), c, d];
    }
    [a, b, c, d, e].forEach((word, i) => (state[i]! += word));
  }
  return bigEndian(state);
}

// The first 32 bits of the fractional parts of the cube and square roots of the first primes (FIPS 180-4, 4.2.2, 5.3.3).
const PRIMES = firstPrimes(64);
const ROUND = Uint32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
const START = Uint32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const w256 = new Uint32Array(64);

export function sha256(bytes: Uint8Array): Uint8Array {
  const state = START.slice();
  for (const block of blocks(bytes)) mix256(state, block);
  return bigEndian(state);
}

function mix256(state: Uint32Array, block: DataView): void {
  const w = w256;
  for (let t = 0; t < 64; t++) {
    if (t < 16) {
      w[t] = block.getUint32(t * 4);
      continue;
    }
    const x = w[t - 15]!;
    const y = w[t - 2]!;
    w[t] =
      (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) +
      w[t - 7]! +
      (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10)) +
      w[t - 16]!;
  }
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let t = 0; t < 64; t++) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUND[t]! + w[t]!) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i]! += word));
}

/** The text in 64-byte blocks: a one bit, zeros, and the length in bits at the end. */
function blocks(bytes: Uint8Array): DataView[] {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(padded.length - 4, bytes.length << 3);
  return Array.from({ length: padded.length / 64 }, (_, i) => new DataView(padded.buffer, i * 64, 64));
}

function bigEndian(words: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(words.length * 4);
  words.forEach((word, i) => new DataView(bytes.buffer).setUint32(i * 4, word));
  return bytes;
}

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));
const turnLeft = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

function fraction(root: number): number {
  return (root - Math.floor(root)) * 0x100000000;
}

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime)) primes.push(n);
  return primes;
}

export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export const textBytes = (text: string): Uint8Array<ArrayBuffer> => utf8.encode(text);

/** The hash of an entry: SHA-256 over the canonical JSON of its ten parts in the protocol's order. */
export function entryHash(e: Entry): Uint8Array {
  const parts = [e.device, e.channel, e.n, e.stamp, e.author, e.at, e.type, e.record, e.set, e.base];
  return sha256(textBytes(canonical(parts)));
}

/** The digest of nothing. */
export const EMPTY_DIGEST = '0000000000000000';

/** Put an entry's hash into a channel's digest, or take it out again: XOR does both. */
export function toggle(digest: string, hash: Uint8Array): string {
  return hex(
    Uint8Array.from({ length: 8 }, (_, i) => parseInt(digest.slice(i * 2, i * 2 + 2), 16) ^ hash[i]!),
  );
}
