/** A phone's storage as a thief finds it, and opened as its people do. */
import { openDB } from 'idb';
import { historyIn, ownRows, recordsIn, ringOf } from '../../src/ledger/sealed/rows';
import { inChannelOwn, type Database } from '../../src/ledger/store';

export const STORES = ['meta', 'people', 'own', 'history', 'records', 'packs', 'channels', 'locks'] as const;

/** All rows of all stores, bytes as text: what stands there in plain can be found in it. */
export async function rawText(name: string): Promise<string> {
  const db = await openDB(name);
  const rows = await Promise.all([...db.objectStoreNames].map((store) => db.getAll(store)));
  db.close();
  return JSON.stringify(rows, (_, value: unknown) =>
    value instanceof Uint8Array ? String.fromCharCode(...value) : value,
  );
}

/** Every sealed piece, wherever it lies. */
export async function sealedPieces(name: string): Promise<Uint8Array[]> {
  const db = await openDB(name);
  const found: Uint8Array[] = [];
  const look = (value: unknown, key = ''): void => {
    if (value instanceof Uint8Array) {
      if (['sealed', 'digest', 'lock', 'privateKey'].includes(key)) found.push(value);
    } else if (value && typeof value === 'object' && !(value instanceof CryptoKey))
      for (const [name, part] of Object.entries(value)) look(part, name);
  };
  for (const store of db.objectStoreNames) for (const row of await db.getAll(store)) look(row);
  db.close();
  return found;
}

/** All that the person at work can open, what is left over in packs included. */
export async function everythingIn(db: Database): Promise<unknown[]> {
  const ring = ringOf(db)!;
  const packs = (await db.getAll('packs')).filter(({ channel }) => ring.has(channel));
  const found: unknown[] = packs.map(({ channel, sealed }) => ring.open(channel, sealed, 'pack'));
  for (const channel of ring.channels)
    found.push(
      await recordsIn(db, channel),
      await historyIn(db, channel),
      await ownRows(db, inChannelOwn(channel)),
    );
  return found;
}
