import { describe, expect, test } from 'vitest';
import { canonical, plain } from '../../src/ledger/canonical';
import { compareChannels, compareStamps } from '../../src/ledger/entry';
import { EMPTY_DIGEST, sha256, toggle } from '../../src/ledger/hash';
import { hex, sha1 } from '../../src/ledger/sha1';
import { derivedId, newDeviceId, recordId, uuid5, uuid7 } from '../../src/ledger/ids';
import {
  base64url,
  batchBytes,
  newKeyPair,
  publicKeyText,
  signBatch,
  signChannels,
} from '../../src/ledger/signing';

describe('hashes', () => {
  test("agree with the platform's on texts of every length around the block borders", async () => {
    for (let length = 0; length < 200; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 255);
      expect(hex(sha256(bytes))).toBe(await platformHash('SHA-256', bytes));
      expect(hex(sha1(bytes))).toBe(await platformHash('SHA-1', bytes));
    }
  });

  test('a digest forgets order, and takes out what it took in', () => {
    const [a, b] = [sha256(new Uint8Array([1])), sha256(new Uint8Array([2]))];
    expect(toggle(toggle(EMPTY_DIGEST, a), b)).toBe(toggle(toggle(EMPTY_DIGEST, b), a));
    expect(toggle(toggle(EMPTY_DIGEST, a), a)).toBe(EMPTY_DIGEST);
    // SHA-256 of the byte 1 begins 4bf5122f344554c5 (sha256sum).
    expect(toggle(EMPTY_DIGEST, a)).toBe('4bf5122f344554c5');
  });
});

describe('canonical JSON', () => {
  test('the example of RFC 8785, 3.2.2', () => {
    const value = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
        '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    );
    expect(canonical(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test('half a character becomes the replacement character, undefined and infinities become nothing', () => {
    expect(plain('birth \ud83d')).toBe('birth \ufffd');
    expect(plain('birth \ud83d\udc76')).toBe('birth \ud83d\udc76');
    expect(plain({ a: undefined, b: Infinity, c: 'x\0y' })).toEqual({ b: null, c: 'xy' });
    expect(plain(undefined)).toBe(null);
  });
});

describe('ids', () => {
  test('a derived id is the one Python makes', () => {
    // python: uuid.uuid5(uuid.UUID("6f1d4c0e-5b0a-5b57-9a53-6465626f2e31"), "observation|a|b|2018-01")
    expect(uuid5('observation|a|b|2018-01')).toBe(PYTHON_UUID5);
    expect(derivedId('observation', ['a', 'b', '2018-01'])).toBe(PYTHON_UUID5);
    expect(recordId('observation', { measure: 'a', facility: 'b', period: '2018-01', numerator: 3 })).toBe(
      PYTHON_UUID5,
    );
  });

  test('a record without its whole key, or of a type without one, has no derived id', () => {
    expect(recordId('observation', { measure: 'a', facility: 'b' })).toBeUndefined();
    expect(recordId('cycle', { question: 'Does it help?' })).toBeUndefined();
  });

  test('random ids sort by time, even from a clock before 1970', () => {
    expect(uuid7(1_000_000_000_000) < uuid7(1_000_000_000_001)).toBe(true);
    // RFC 9562, A.6: 2022-02-22 19:22:22 UTC is 017f22e2-79b0-7…
    expect(uuid7(1645557742000)).toMatch(/^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(uuid7(-5)).toMatch(/^00000000-0000-7/);
    expect(newDeviceId()).toMatch(/^[0-9a-f]{16}$/);
    expect(newDeviceId()).not.toBe(newDeviceId());
  });
});

describe('order', () => {
  test('stamps compare by number, then by device', () => {
    expect(['10@a', '9@f', '10@0'].sort(compareStamps)).toEqual(['9@f', '10@0', '10@a']);
  });

  test('own team and facility come before the collaborative', () => {
    const channels = ['public', 'collaborative:1', 'hub', 'person:1', 'facility:2', 'facility:1', 'team:9'];
    expect(channels.sort(compareChannels)).toEqual([
      'team:9',
      'facility:1',
      'facility:2',
      'person:1',
      'collaborative:1',
      'hub',
      'public',
    ]);
  });
});

describe('signatures', () => {
  test('of what may go on to another hub stand by themselves where drafts are in the batch', async () => {
    const pair = await newKeyPair();
    const hashes = [1, 2, 3].map((one) => sha256(new Uint8Array([one])));
    const [team, woreda] = ['team:1', 'collaborative:2'];
    const said = await signChannels(
      pair.privateKey,
      [team, woreda, woreda].map((channel) => ({ channel })),
      hashes,
    );
    expect(Object.keys(said!)).toEqual([woreda]);
    const signed = batchBytes([hashes[1]!, hashes[2]!]);
    const way = { name: 'ECDSA', hash: 'SHA-256' };
    const signature = fromBase64url(said![woreda]!);
    expect(await crypto.subtle.verify(way, pair.publicKey, signature, signed)).toBe(true);
    // Nothing more is sent where one signature says all, or where nothing may go on.
    expect(await signChannels(pair.privateKey, [{ channel: woreda }], hashes.slice(0, 1))).toBeUndefined();
    const drafts = [team, 'person:3'].map((channel) => ({ channel }));
    expect(await signChannels(pair.privateKey, drafts, hashes.slice(0, 2))).toBeUndefined();
  });

  test('verify under the public key, over the heading and the hashes', async () => {
    const pair = await newKeyPair();
    const hashes = [sha256(new Uint8Array([1])), sha256(new Uint8Array([2]))];
    const signature = fromBase64url(await signBatch(pair.privateKey, hashes));
    expect(signature.length).toBe(64);
    const point = fromBase64url(await publicKeyText(pair));
    expect([point.length, point[0]]).toEqual([65, 4]);
    const key = await crypto.subtle.importKey('raw', point, { name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'verify',
    ]);
    const bytes = new Uint8Array([
      ...new TextEncoder().encode('debo-batch-1\n'),
      ...hashes[0]!,
      ...hashes[1]!,
    ]);
    expect(batchBytes(hashes)).toEqual(bytes);
    const verified = await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, bytes);
    expect(verified).toBe(true);
    expect(pair.privateKey.extractable).toBe(false);
  });

  test('base64url is without padding', () => {
    expect(base64url(new Uint8Array([251, 255, 191, 0]))).toBe('-_-_AA');
  });
});

const PYTHON_UUID5 = '200cedaf-cda1-5918-9252-ebcb8f7394a0';

async function platformHash(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest(name, bytes)));
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
}
