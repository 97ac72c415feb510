/** Somebody at work on a storage that nobody has joined: for tests that need no session. */
import { newKey } from '../../src/ledger/sealed/cipher';
import { keep } from '../../src/ledger/sealed/locks';
import { newKeys, ringFor } from '../../src/ledger/sealed/person';
import type { Ring } from '../../src/ledger/sealed/ring';
import { PHONE, setRing } from '../../src/ledger/sealed/rows';
import type { Database } from '../../src/ledger/store';

export async function atWork(db: Database, person: string, channels: string[] = []): Promise<Ring> {
  const guard = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const { keys, own } = await newKeys('2580', guard);
  const row = { person, name: person, place: {}, role: '', wrong: 0, waitUntil: 0, ...keys };
  const ring = await ringFor(row, own);
  await keep(db, ring, Object.fromEntries([PHONE, ...channels].map((channel) => [channel, newKey()])));
  setRing(db, ring);
  return ring;
}
