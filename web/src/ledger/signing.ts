/** The device's key pair and its signatures: P-256, which every browser has; one signature a batch (STACK). */
import { textBytes } from './sha1';

const KEY = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const ALGORITHM = { name: 'ECDSA', hash: 'SHA-256' } as const;

export const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');

export const fromBase64url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));

/** The private half can sign and can't be read out, not even by this app. */
export const newKeyPair = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey(KEY, false, ['sign', 'verify']);

/** The pair whose private half opens carried files, and can't be read out either. */
export const newCarryKeys = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);

/** The public half as the hub wants it: the uncompressed point, 65 bytes. */
export async function publicKeyText(pair: CryptoKeyPair): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
}

/** Sign a batch by its entries' hashes in row order; raw r‖s, as WebCrypto gives it. */
export async function signBatch(key: CryptoKey, hashes: readonly Uint8Array[]): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.sign(ALGORITHM, key, batchBytes(hashes))));
}

/**
 * Where a batch holds several channels, a signature for each that may go on to another hub: so that the hub can prove
 * who wrote what was released without showing the hashes of drafts (docs/protocol.md, 9).
 */
export async function signChannels(
  key: CryptoKey,
  entries: readonly { channel: string }[],
  hashes: readonly Uint8Array[],
): Promise<Record<string, string> | undefined> {
  const channels = [...new Set(entries.map(({ channel }) => channel))];
  const crossing = channels.filter((channel) => /^(collaborative|facility):|^public$/.test(channel));
  if (channels.length < 2 || crossing.length === 0) return undefined;
  const signed = crossing.map(async (channel) => [
    channel,
    await signBatch(
      key,
      hashes.filter((_, i) => entries[i]!.channel === channel),
    ),
  ]);
  return Object.fromEntries(await Promise.all(signed));
}

/** What is signed: so that one entry's content can be erased by law and the rest still verifies. */
export function batchBytes(hashes: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const heading = textBytes('debo-batch-1\n');
  const bytes = new Uint8Array(heading.length + hashes.length * 32);
  bytes.set(heading);
  hashes.forEach((hash, i) => bytes.set(hash, heading.length + i * 32));
  return bytes;
}

/** Sign a text of the protocol's own, which no batch begins with. */
export async function signText(key: CryptoKey, text: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.sign(ALGORITHM, key, textBytes(text))));
}
