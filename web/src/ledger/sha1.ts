/**
 * SHA-1 (FIPS 180-4), synchronous: a record's id is needed in the middle of a storage transaction, which would end
 * while WebCrypto is awaited. Only for name-based ids (RFC 9562 5.5), where nothing secret hangs on it.
 */
const utf8 = new TextEncoder();

const ADDITIVE = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6];

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

/** The text in 64-byte blocks: a one bit, zeros, and the length in bits at the end. */
export function blocks(bytes: Uint8Array): DataView[] {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(padded.length - 4, bytes.length << 3);
  return Array.from({ length: padded.length / 64 }, (_, i) => new DataView(padded.buffer, i * 64, 64));
}

export function bigEndian(words: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(words.length * 4);
  words.forEach((word, i) => new DataView(bytes.buffer).setUint32(i * 4, word));
  return bytes;
}

const turnLeft = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export const textBytes = (text: string): Uint8Array<ArrayBuffer> => utf8.encode(text);
