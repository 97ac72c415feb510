/**
 * What keeps a carried file shut: HPKE (RFC 9180) for the keys, AES-GCM for the segments, a signature on each. HPKE
 * comes from @hpke/core over the browser's own WebCrypto; nothing here but the order of the steps is Debo's own.
 */
import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { textBytes } from '../sha1';
import { fromBase64url } from '../signing';
import {
  infoFor,
  joined,
  nonceOf,
  number,
  signedBytes,
  type Bytes,
  type Head,
  type Segment,
  type Start,
  type Wrapped,
} from './layout';

export const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes128Gcm(),
});

/** A segment unpacked; a page of entries is a tenth of it. */
export const MOST_UNPACKED = 2 * 1024 * 1024;

const SIGN = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const ALGORITHM = { name: 'ECDSA', hash: 'SHA-256' } as const;
const KEY = 18;

/** These bytes are not what their maker wrote. */
export class Damaged extends Error {
  override name = 'Damaged';
}

export const hashOf = async (bytes: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

export const signKey = (text: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', fromBase64url(text), SIGN, true, ['verify']);

/** Seal the keys of rings to a reader. */
export async function wrap(
  start: Start,
  device: string,
  carryKey: string,
  keys: Map<number, Bytes>,
): Promise<Wrapped> {
  const plain = joined(...[...keys].map(([ring, key]) => joined(number(ring, 2), key)));
  const recipientPublicKey = await suite.kem.deserializePublicKey(fromBase64url(carryKey).buffer);
  const { enc, ct } = await suite.seal(
    { recipientPublicKey, info: infoFor(start, device).buffer },
    plain.buffer,
  );
  return { device, enc: new Uint8Array(enc), sealed: new Uint8Array(ct) };
}

/** The keys of the rings this reader may read, by number. */
export async function unwrap(
  head: Head,
  { device, enc, sealed }: Wrapped,
  keys: CryptoKeyPair,
): Promise<Map<number, Bytes>> {
  const recipient = { recipientKey: keys, enc: enc.buffer, info: infoFor(head, device).buffer };
  const plain = await suite.open(recipient, sealed.buffer).then(
    (opened) => new Uint8Array(opened),
    () => undefined,
  );
  if (!plain || plain.length % KEY) throw new Damaged('wrapped keys');
  const found = new Map<number, Bytes>();
  for (let at = 0; at < plain.length; at += KEY)
    found.set(plain[at]! * 256 + plain[at + 1]!, plain.slice(at + 2, at + KEY));
  return found;
}

const aes = (key: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);

/** Seal and sign a text at its place. */
export async function seal(
  headHash: Bytes,
  at: Pick<Segment, 'place' | 'ring' | 'last'>,
  plain: Bytes,
  key: Bytes,
  signer: CryptoKey,
): Promise<Segment> {
  const how = { name: 'AES-GCM', iv: nonceOf(at), additionalData: headHash };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(how, await aes(key), plain));
  const said = signedBytes(headHash, at, await hashOf(sealed));
  return { ...at, sealed, signature: new Uint8Array(await crypto.subtle.sign(ALGORITHM, signer, said)) };
}

export async function isSigned(headHash: Bytes, segment: Segment, maker: CryptoKey): Promise<boolean> {
  const said = signedBytes(headHash, segment, await hashOf(segment.sealed));
  return crypto.subtle.verify(ALGORITHM, maker, segment.signature, said);
}

/** The message in a segment: opened, then unpacked within its limit, then parsed. */
export async function unseal<T>(headHash: Bytes, segment: Segment, key: Bytes): Promise<T> {
  const how = { name: 'AES-GCM', iv: nonceOf(segment), additionalData: headHash };
  const packed = await crypto.subtle.decrypt(how, await aes(key), segment.sealed).catch(() => undefined);
  if (!packed) throw new Damaged('sealed text');
  const text = await unpacked(new Uint8Array(packed));
  try {
    const message = JSON.parse(text) as T;
    if (typeof message === 'object' && message !== null && !Array.isArray(message)) return message;
  } catch {
    // Said below.
  }
  throw new Damaged('JSON');
}

export async function packed(message: object): Promise<Bytes> {
  const text = textBytes(JSON.stringify(message));
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function unpacked(bytes: Bytes): Promise<string> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const decoder = new TextDecoder();
  let [text, size] = ['', 0];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      size += value.length;
      if (size > MOST_UNPACKED) break;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    throw new Damaged('gzip');
  }
  void reader.cancel();
  throw new Damaged('gzip');
}
