/** A phone whose storage is from before version 2, where everything lay in plain. */
import { openDB, type IDBPDatabase } from 'idb';
import { afterEach, describe, expect, test } from 'vitest';
import { guardOf, pinKey, newSalt } from '../../src/ledger/pin';
import * as rows from '../../src/ledger/sealed/rows';
import { inChannelOwn, type PersonRow } from '../../src/ledger/store';
import { joined, SHARED, TEAM, world, type Phone } from './phones';
import { Power } from './power';
import { rawText } from './raw';

const NAME = 'Chaltu Gemechu';
const TOLOSA = { person: 'tolosa', name: 'tolosa', place: {}, role: 'nurse' };
const PINS: Record<string, string> = { almaz: '2580', tolosa: '1470' };

let power: Power | undefined;
afterEach(() => power?.back());

/** Two people's phone with drafts, others' entries, a receipt and an entry set aside. */
async function twoPeoples() {
  const hub = world('almaz', 'tolosa', 'hanna');
  const hanna = await joined('hanna', hub);
  for (let i = 1; i <= 9; i++)
    for (const channel of [SHARED, TEAM]) await hanna.count(`e2018-0${i}`, i, channel);
  await hanna.exchange.now();
  const phone = await joined('almaz', hub);
  hub.judge = (entry) => (entry.type === 'person' ? 'wrong_type' : '');
  await phone.replica.write({ type: 'person', channel: TEAM, set: { name: NAME } });
  await phone.exchange.now();
  hub.judge = () => '';
  await phone.session.join('tolosa', '1470', TOLOSA);
  await phone.session.tended;
  await phone.exchange.now();
  await phone.count('e2018-01', 99, TEAM);
  const line = { channel: TEAM, from: 2, to: 2, digest: '17' };
  await phone.replica.remember([{ code: 'C', device: 'd', by: NAME, at: 1, lines: [line] }]);
  return { hub, phone };
}

/**
 * The same storage as version 1 kept it: the rows opened, PINs as verifiers, no keys. Answers how to make it so again.
 */
async function asBefore({ replica, name }: Phone): Promise<() => Promise<void>> {
  const { db } = replica;
  const guard = await guardOf(db);
  const channels = await db.getAll('channels');
  const own: unknown[] = [];
  const records: unknown[] = [];
  const history: unknown[] = [];
  for (const { channel } of channels) {
    own.push(...(await rows.ownRows(db, inChannelOwn(channel))));
    records.push(...(await rows.recordsIn(db, channel)));
    const entries = await rows.historyIn(db, channel);
    if (entries.length) history.push({ channel, entries });
  }
  const people = await Promise.all((await db.getAll('people')).map((row) => former(row, guard)));
  const meta = new Map<string, unknown>(
    await Promise.all(
      (await db.getAllKeys('meta')).map(async (key) => [key, await db.get('meta', key)] as const),
    ),
  );
  for (const key of ['token', 'grants'] as const) meta.set(key, await rows.getSecret(db, key));
  meta.set('handed', [...replica.handed]);
  const plain = channels.map((row) => ({ ...row, digest: rows.digestOf(db, row) }));
  replica.close();
  const again = (): Promise<void> =>
    fill(name, meta, { people, own, records, history, channels: plain } as Record<string, unknown[]>);
  await again();
  return again;
}

async function fill(name: string, meta: Map<string, unknown>, all: Record<string, unknown[]>): Promise<void> {
  await new Promise((resolve) => (indexedDB.deleteDatabase(name).onsuccess = resolve));
  const before = await openDB(name, 1, { upgrade: version1 });
  const tx = before.transaction([...before.objectStoreNames], 'readwrite');
  for (const [key, value] of meta) await tx.objectStore('meta').put(value, key);
  for (const [store, list] of Object.entries(all))
    for (const row of list) await tx.objectStore(store).put(row);
  await tx.done;
  before.close();
}

function version1(fresh: IDBPDatabase): void {
  fresh.createObjectStore('meta');
  fresh.createObjectStore('people', { keyPath: 'person' });
  fresh.createObjectStore('own', { keyPath: ['channel', 'n'] }).createIndex('aside', 'aside.reason');
  fresh.createObjectStore('history', { autoIncrement: true }).createIndex('channel', 'channel');
  fresh.createObjectStore('records', { keyPath: ['channel', 'type', 'record'] });
  fresh.createObjectStore('channels', { keyPath: 'channel' });
}

async function former({ person, name, place, role }: PersonRow, guard: CryptoKey): Promise<PersonRow> {
  const salt = newSalt();
  const verifier = await pinKey(PINS[person]!, salt, guard);
  return { ...{ person, name, place, role, salt, verifier }, guarded: true, wrong: 0, waitUntil: 0 };
}

const SECRETS = [NAME, '"numerator"', 'e2018-0', '"verifier"'];

/** What one can see of a phone: to be the same whatever was sealed meanwhile. */
async function seen(phone: Phone) {
  const { counts, attention, handed } = phone.replica;
  return { rows: await phone.rows(), counts, attention, handed, digest: await phone.digest(TEAM) };
}

describe('a storage from before', () => {
  test('opens with the PIN there was, is sealed then, and says what it said', async () => {
    const { phone } = await twoPeoples();
    await phone.unlock('almaz');
    const before = await seen(phone);
    await asBefore(phone);
    expect(await rawText('almaz')).toContain(NAME);
    await phone.reopen();
    expect(phone.replica.counts).toEqual(before.counts);
    expect(await phone.session.unlock('almaz', '0000')).toMatchObject({ wrong: true });
    await phone.unlock('almaz');
    expect(await seen(phone)).toEqual(before);
    await phone.restart();
    expect(await seen(phone)).toEqual(before);
    const text = await rawText('almaz');
    for (const secret of SECRETS.slice(0, -1)) expect(text).not.toContain(secret);
    expect(await phone.replica.db.get('meta', 'plain')).toBe(undefined);
    await phone.exchange.now();
    expect(phone.exchange.state.lastError).toBe(null);
  }, 30_000);

  test('stays readable for a colleague who unlocks later', async () => {
    const { phone } = await twoPeoples();
    await phone.unlock('almaz');
    const before = await phone.rows();
    await asBefore(phone);
    await phone.restart('almaz');
    await phone.restart('tolosa', '1470');
    expect(await phone.rows()).toEqual(before);
    const person = await phone.replica.db.get('people', 'tolosa');
    expect([person!.trust, person!.verifier]).toEqual([undefined, undefined]);
    const text = await rawText('almaz');
    for (const secret of SECRETS) expect(text).not.toContain(secret);
  }, 30_000);

  test('loses nothing by a power cut before any of the writes that seal it', async () => {
    const { hub, phone } = await twoPeoples();
    await phone.unlock('almaz');
    const before = await seen(phone);
    const again = await asBefore(phone);
    const kept = [...hub.kept];
    let cuts = 0;
    for (let at = 0, hasGone = true; hasGone; at++) {
      hub.kept = [...kept];
      await again();
      await phone.reopen();
      power = new Power(at);
      const sealing = phone.unlock('almaz').catch((error: unknown) => {
        if (!power!.gone) throw error;
      });
      await Promise.race([sealing, power.went]);
      hasGone = power.gone;
      power.back();
      await phone.restart();
      expect(await seen(phone), `cut ${at}`).toEqual(before);
      const text = await rawText('almaz');
      for (const secret of SECRETS.slice(0, -1)) expect(text, `cut ${at}`).not.toContain(secret);
      await phone.exchange.now();
      expect([phone.exchange.state.lastError, phone.replica.counts.phone]).toEqual([null, 0]);
      expect(hub.accepted(TEAM).at(-1)!.set.numerator).toBe(99);
      await phone.unlock('tolosa', '1470');
      expect((await phone.rows()).length).toBe(before.rows.length);
      phone.replica.close();
      cuts += hasGone ? 1 : 0;
    }
    expect(cuts).toBeGreaterThan(15);
    console.info(`${cuts} power cuts while a storage was being sealed, nothing lost`);
  }, 600_000);
});
