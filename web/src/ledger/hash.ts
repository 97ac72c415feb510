/**
 * SHA-256 (FIPS 180-4) of entries and the digests of channels; synchronous for the reason given in sha1.ts, and
 * faster than WebCrypto for thousands of short texts. Signatures and PINs use WebCrypto.
 */
import { canonical } from './canonical';
import type { Entry } from './entry';
import { bigEndian, blocks, hex, textBytes } from './sha1';

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

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

function fraction(root: number): number {
  return (root - Math.floor(root)) * 0x100000000;
}

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime)) primes.push(n);
  return primes;
}

/**
 * The hash of an entry: SHA-256 over the canonical JSON of its ten parts in the protocol's order; of an erased entry
 * the hash that was kept.
 */
export function entryHash(e: Entry): Uint8Array {
  if (e.erased) return unhex(e.erased);
  const parts = [e.device, e.channel, e.n, e.stamp, e.author, e.at, e.type, e.record, e.set, e.base];
  return sha256(textBytes(canonical(parts)));
}

const unhex = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

/** The digest of nothing. */
export const EMPTY_DIGEST = '0000000000000000';

/** Put an entry's hash into a channel's digest, or take it out again: XOR does both. */
export function toggle(digest: string, hash: Uint8Array): string {
  return hex(
    Uint8Array.from({ length: 8 }, (_, i) => parseInt(digest.slice(i * 2, i * 2 + 2), 16) ^ hash[i]!),
  );
}
