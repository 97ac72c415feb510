import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/hashes.json';
import { canonical } from '../../src/ledger/canonical';
import type { Entry, Json } from '../../src/ledger/entry';
import { EMPTY_DIGEST, entryHash, toggle } from '../../src/ledger/hash';
import { hex } from '../../src/ledger/sha1';
import { derivedId } from '../../src/ledger/ids';
import { batchBytes } from '../../src/ledger/signing';

const ENTRIES = vectors.hashes as unknown as {
  name: string;
  entry: Entry;
  canonical: string;
  hash: string;
}[];
const IDS = vectors.ids as { type: string; key: string[]; record: string }[];
const SIGNATURES = vectors.signatures as {
  name: string;
  hashes: string[];
  signature: string;
  valid: boolean;
}[];
const DIGESTS = vectors.digests as { hashes: string[]; digest: string }[];

describe('the hub and the phone agree', () => {
  test.each(ENTRIES)('on the text and the hash of $name', ({ entry, canonical: text, hash }) => {
    expect(canonical(inOrder(entry))).toBe(text);
    expect(hex(entryHash(entry))).toBe(hash);
  });

  test.each(IDS)('on the id of $type $key', ({ type, key, record }) => {
    expect(derivedId(type, key)).toBe(record);
  });

  test.each(DIGESTS)('on a digest of $hashes.length hashes', ({ hashes, digest }) => {
    expect(hashes.map(bytes).reduce(toggle, EMPTY_DIGEST)).toBe(digest);
  });

  test.each(SIGNATURES)('on what is signed: $name', async ({ hashes, signature, valid }) => {
    const curve = { name: 'ECDSA', namedCurve: 'P-256' };
    const key = await crypto.subtle.importKey('raw', base64(vectors.public_key), curve, true, ['verify']);
    const verified = await crypto.subtle.verify(
      { name: 'ECDSA', hash: 'SHA-256' },
      key,
      base64(signature),
      batchBytes(hashes.map(bytes)),
    );
    expect(verified).toBe(valid);
  });
});

const inOrder = (e: Entry): Json[] => [
  ...[e.device, e.channel, e.n, e.stamp, e.author, e.at],
  ...[e.type, e.record, e.set, e.base],
];

const bytes = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

function base64(text: string): Uint8Array<ArrayBuffer> {
  const plain = text
    .replace(/-/g, '+')
    .replace(/_/g, '/')
    .replace(/[^A-Za-z0-9+/]/g, '');
  return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
}
