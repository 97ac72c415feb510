/** A phone that begins with a snapshot: interrupted anywhere, it ends like one that read the whole log. */
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import vectors from '../../../vectors/snapshots.json';
import { comingOf } from '../../src/ledger/coming';
import { decode, encode } from '../../src/ledger/columns';
import type { Entry } from '../../src/ledger/entry';
import { HubError } from '../../src/ledger/errors';
import { EMPTY_DIGEST, entryHash, toggle } from '../../src/ledger/hash';
import * as known from '../../src/ledger/known';
import { digestOf, historyIn } from '../../src/ledger/sealed/rows';
import { settle } from '../../src/ledger/settle';
import * as snapshot from '../../src/ledger/snapshot';
import { openStore } from '../../src/ledger/store';
import type { Answer, Asked, Offer, Send } from '../../src/ledger/wire';
import { atWork } from './at-work';
import { Hub, keyOf } from './hub';
import { grantOf, Phone, SHARED, TEAM, world } from './phones';
import { headsIn, standing } from './standing';
import { headsOn, written } from './written';

afterEach(() => void vi.restoreAllMocks());

async function expectWhole(phone: Phone, hub: Hub): Promise<void> {
  expect(await headsOn(phone.replica.db)).toEqual(headsIn(hub.accepted(SHARED)));
  expect(await phone.digest(SHARED)).toBe(hub.digest(SHARED));
  const row = (await phone.replica.db.get('channels', SHARED))!;
  expect(row.snapshot).toBeUndefined();
  expect(row.cursor).toBe(hub.accepted(SHARED).length);
  expect(phone.replica.coming).toBeNull();
}

describe('the vectors', () => {
  type Case = (typeof vectors.cases)[number];
  const entriesOf = (one: unknown): Entry[] => one as Entry[];
  const offerOf = (one: Case): Offer => ({
    ...{ id: 'v', seq: one.log.length, digest: one.digest, segments: 1, recent: 1, since: '2026-08-25' },
  });

  test.each(vectors.cases.map((one): [string, Case] => [one.name, one]))('%s', async (_, one) => {
    const [log, later, rows] = [entriesOf(one.log), entriesOf(one.later), entriesOf(one.rows)];
    const channel = log[0]!.channel;
    expect(standing(log)).toEqual(rows);
    world();
    const db = await openStore('vector', () => undefined);
    await atWork(db, 'almaz', [channel]);
    const piece = { v: 1 as const, channel, seq: log.length, segment: 0, entries: encode(rows, keyOf) };
    await snapshot.takePiece(db, offerOf(one), { ...piece, known: one.known as never });
    expect(await headsOn(db, channel)).toEqual(one.heads);
    const row = (await db.get('channels', channel))!;
    expect({ digest: digestOf(db, row), known: row.known }).toEqual({ digest: one.digest, known: one.known });
    // What comes after it, and all of the log once more: an older file that somebody carried.
    await settle(db, later);
    await settle(db, [...log, ...later]);
    expect(await headsOn(db, channel)).toEqual(one.heads_later);
    const after = { digest: one.digest_later, known: one.known_later };
    const end = (await db.get('channels', channel))!;
    expect({ digest: digestOf(db, end), known: end.known }).toEqual(after);
    db.close();
  });
});

/** A line that fails at the piece of this number, once; and counts the pieces. */
function failingAt(hub: Hub, at: number): { send: Send; pieces: string[] } {
  const pieces: string[] = [];
  let failed = false;
  const send: Send = async <T>(path: string, asked: Asked = {}): Promise<T> => {
    if (path.startsWith('snapshots/')) {
      if (pieces.length === at && !failed) {
        failed = true;
        throw new HubError('unreachable');
      }
      pieces.push(path);
    }
    return hub.answer<T>(path, JSON.parse(JSON.stringify(asked)) as Asked);
  };
  return { send, pieces };
}

async function newcomer(send: Send, name = 'hanna'): Promise<Phone> {
  const phone = new Phone(name, send);
  await phone.replica.open();
  await phone.session.join(name, '2580', { person: name, name, place: {}, role: 'midwife' });
  await phone.exchange.now();
  return phone;
}

describe('a newcomer', () => {
  test('holds what the hub holds, in fewer entries', async () => {
    const { hub } = await written(2);
    const { send, pieces } = failingAt(hub, -1);
    const phone = await newcomer(send);
    expect(phone.exchange.state.lastError).toBeNull();
    await expectWhole(phone, hub);
    expect(pieces.length).toBeGreaterThan(1);
    expect(phone.replica.conflicted.map(({ fields }) => (fields as { period: string }).period)).toEqual([
      'e2018-01',
    ]);
    const chosen = phone.replica.conflicted[0]!;
    const stamps = [chosen.stamps.numerator!, ...chosen.conflicts.numerator!.map(({ stamp }) => stamp)];
    const writers = await phone.replica.writersOf(SHARED, stamps);
    expect(
      Object.values(writers)
        .map(({ author }) => author)
        .sort(),
    ).toEqual(['almaz', 'tolosa']);
  });

  test.each([0, 1, 2, 3, 4, 5])('whose line fails at piece %i asks for no piece twice', async (at) => {
    const { hub } = await written();
    const { send, pieces } = failingAt(hub, at);
    const phone = await newcomer(send);
    expect(phone.exchange.state.lastError).toBe('unreachable');
    await phone.restart();
    await phone.exchange.now();
    expect(phone.exchange.state.lastError).toBeNull();
    await expectWhole(phone, hub);
    expect(new Set(pieces).size).toBe(pieces.length);
    // Its own edits stick, and go to everybody.
    await phone.count('e2018-01', 30);
    await phone.exchange.now();
    await expectWhole(phone, hub);
    expect(phone.replica.conflicted).toEqual([]);
  });

  test('says truthfully what is still coming', async () => {
    const { hub } = await written();
    hub.recent = 2;
    const phone = await newcomer(failingAt(hub, 1).send);
    expect(phone.replica.coming).toEqual({ part: 'newest', done: 1, of: 2 });
    // The app is opened again, still says so, and gets as far as the older months.
    phone.replica.close();
    const again = await new Phone('hanna', failingAt(hub, 1).send).restart();
    expect(again.replica.coming).toEqual({ part: 'newest', done: 1, of: 2 });
    await again.exchange.now();
    expect(again.replica.coming).toMatchObject({ part: 'older', done: 0 });
    await again.exchange.now();
    await expectWhole(again, hub);
  });

  test('writes before it has read all, over what it has not read', async () => {
    const { hub } = await written();
    const phone = await newcomer(failingAt(hub, 1).send);
    const record = await phone.count('e2018-02', 77);
    await phone.exchange.now();
    await expectWhole(phone, hub);
    expect(phone.shown(record)).toBe(77);
    // Nobody had seen the other's, so both are kept for a person to choose.
    expect(phone.replica.conflicted.length).toBe(2);
    expect(phone.replica.counts).toMatchObject({ phone: 0, way: 0 });
  });

  test('goes on with a newer snapshot when its own is gone', async () => {
    const { hub, first } = await written();
    const phone = await newcomer(failingAt(hub, 3).send);
    await first.count('e2018-04', 44);
    await first.exchange.now();
    hub.snapshots.clear();
    await phone.exchange.now();
    await expectWhole(phone, hub);
    const chunks = await phone.replica.db.getAll('history');
    expect(new Set(chunks.map(({ snapshot: id }) => id)).size).toBe(1);
  });

  test('reads entries when the hub has no snapshots any more', async () => {
    const { hub } = await written();
    const phone = await newcomer(failingAt(hub, 3).send);
    [hub.perPiece] = [0, hub.snapshots.clear()];
    await phone.exchange.now();
    await expectWhole(phone, hub);
  });

  test('starts over at a hub that was restored in the middle', async () => {
    const { hub, first, second } = await written();
    const restore = hub.backup();
    await first.count('e2018-03', 33);
    await first.exchange.now();
    const phone = await newcomer(failingAt(hub, 3).send);
    restore();
    hub.snapshots.clear();
    hub.devices.push({ ...hub.devices[0]!, id: '', token: '' });
    for (let round = 0; round < 3; round++) for (const one of [first, second]) await one.exchange.now();
    // The backup doesn't know the newcomer's device: it joins anew, and keeps what it has read.
    await phone.session.join('hanna', '2580', { person: 'hanna', name: 'hanna', place: {}, role: 'midwife' });
    for (let round = 0; round < 3; round++) await phone.exchange.now();
    await expectWhole(phone, hub);
  });

  test('whose right ends in the middle forgets what came', async () => {
    const { hub } = await written();
    const phone = await newcomer(failingAt(hub, 3).send);
    hub.people.hanna = grantOf('hanna', { [TEAM]: ['member'] });
    await phone.exchange.now();
    expect(await phone.rows()).toEqual([]);
    expect(phone.replica.coming).toBeNull();
    // And reads it anew when it begins again.
    hub.people.hanna = grantOf('hanna', { [TEAM]: ['member'], [SHARED]: ['member'] });
    await phone.exchange.now();
    await expectWhole(phone, hub);
  });

  test('drops from its pieces what is erased by law', async () => {
    const { hub, first } = await written();
    const phone = await newcomer(failingAt(hub, 5).send);
    const record = hub.accepted(SHARED).find(({ set }) => set.period === 'e2018-04')!.record;
    const erasure = { of_type: 'observation', of_record: record, asked_by: 'person', day: '2026-11-23' };
    await first.replica.write({ type: 'erasure', channel: SHARED, set: erasure as never });
    await first.exchange.now();
    for (const kept of hub.kept)
      if (kept.entry.record === record)
        kept.entry = { ...kept.entry, set: {}, base: {}, erased: hexOf(entryHash(kept.entry)) };
    hub.snapshots.clear();
    await phone.exchange.now();
    await expectWhole(phone, hub);
    const held = await historyIn(phone.replica.db, SHARED);
    expect(held.some((entry) => entry.record === record && Object.keys(entry.set).length > 0)).toBe(false);
  });

  test('reads a file that somebody carried instead', async () => {
    const { hub } = await written();
    const phone = await newcomer(failingAt(hub, 3).send);
    const log = hub.accepted(SHARED);
    const answer: Answer = {
      v: 1,
      epoch: hub.epoch,
      time: hub.time,
      stamp: 99,
      cursors: { [SHARED]: log.length },
    };
    await settle(phone.replica.db, log, { ...answer, byHand: true, from: {} });
    await phone.replica.reload();
    await phone.exchange.now();
    await expectWhole(phone, hub);
  });

  test('is served by an older hub as ever', async () => {
    const { hub } = await written(0);
    const { send, pieces } = failingAt(hub, -1);
    await expectWhole(await newcomer(send), hub);
    expect(pieces).toEqual([]);
  });
});

const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((one) => one.toString(16).padStart(2, '0')).join('');

/** A random log of three devices, cut anywhere; taken in as a snapshot with the rest after it, or entry by entry. */
const logs = fc
  .array(
    fc.record({
      device: fc.nat({ max: 2 }),
      record: fc.nat({ max: 1 }),
      fields: fc.subarray(['numerator', 'note'], { minLength: 1 }),
      value: fc.nat({ max: 9 }),
      seen: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      order: fc.nat(),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((steps) => {
    const entries: Entry[] = [];
    for (const { device, record, fields, value, seen } of steps) {
      const id = 'abc'[device]!.repeat(16);
      const sight = entries.filter((_, i) => seen[i]);
      const own = entries.filter((one) => one.device === id);
      const stamp = 1 + Math.max(0, ...[...sight, ...own].map((one) => one.stamp));
      const uuid = `01890000-0000-7000-8000-00000000000${record}`;
      const named = fields.flatMap((field): [string, string[]][] => {
        const about = sight.filter((one) => one.record === uuid && field in one.set);
        return about.length ? [[field, about.map((one) => `${one.stamp}@${one.device}`)]] : [];
      });
      entries.push({
        ...{ device: id, channel: SHARED, n: own.length + 1, stamp, author: 'almaz', at: stamp },
        ...{ type: 'observation', record: uuid, set: Object.fromEntries(fields.map((one) => [one, value])) },
        base: Object.fromEntries(named),
      });
    }
    const places = steps.map(({ order }, i) => ({ order, i })).sort((a, b) => a.order - b.order || a.i - b.i);
    return places.map(({ i }) => entries[i]!);
  });

describe('any log', () => {
  const anyLog = fc.asyncProperty(logs, fc.nat(12), fc.integer({ min: 1, max: 3 }), (log, cut, per) =>
    tellOf(log, cut, per),
  );

  test('as a snapshot and the rest is as it is entry by entry', async () => {
    await fc.assert(anyLog, { numRuns: 40 });
  }, 60_000);

  const MISTAKES: [string, () => void][] = [
    ['that rows are counted like entries', () => vi.spyOn(known, 'withKnown').mockImplementation(() => [])],
    ['that nobody asks whether an entry is known', () => vi.spyOn(known, 'isKnown').mockReturnValue(false)],
  ];
  test.each(MISTAKES)(
    'it is noticed %s',
    async (_, plant) => {
      plant();
      await expect(fc.assert(anyLog, { numRuns: 40, endOnFailure: true })).rejects.toThrow();
    },
    60_000,
  );

  test('it is noticed that living entries came whole', async () => {
    const whole = fc.asyncProperty(logs, fc.nat(12), (log, cut) =>
      tellOf(log, cut, 2, (part) => {
        const live = standing(part).map(({ device, n }) => `${n}@${device}`);
        return part
          .filter(({ device, n }) => live.includes(`${n}@${device}`))
          .map((one) => ({ ...one, base: {} }));
      }),
    );
    await expect(fc.assert(whole, { numRuns: 100, endOnFailure: true })).rejects.toThrow();
  }, 60_000);
});

async function tellOf(
  log: Entry[],
  cut: number,
  perPiece: number,
  reduce: (log: readonly Entry[]) => Entry[] = standing,
): Promise<void> {
  const [before, after] = [log.slice(0, cut), log.slice(cut)];
  const rows = reduce(before);
  world();
  const db = await openStore('log', () => undefined);
  await atWork(db, 'almaz', [SHARED]);
  const segments = Math.max(1, Math.ceil(rows.length / perPiece));
  const ranges: Record<string, known.Ranges> = {};
  for (const { device, n } of before) (ranges[device] ??= []).push([n, n]);
  const digest = before.map(entryHash).reduce(toggle, EMPTY_DIGEST);
  const offer: Offer = { id: 'x', seq: before.length, digest, segments, recent: 1, since: '2026-08-25' };
  for (let segment = 0; segment < segments; segment++) {
    const entries = encode(rows.slice(segment * perPiece, (segment + 1) * perPiece), keyOf);
    const piece = { v: 1 as const, channel: SHARED, seq: before.length, segment, entries };
    await snapshot.takePiece(db, offer, segment ? piece : { ...piece, known: ranges });
  }
  await settle(db, [...after, ...before]);
  const all = await headsOn(db);
  const row = (await db.get('channels', SHARED))!;
  expect(all).toEqual(headsIn(log));
  expect(digestOf(db, row)).toBe(log.map(entryHash).reduce(toggle, EMPTY_DIGEST));
  db.close();
}

test('what is coming is counted over all channels', () => {
  const row = (taken: number) => ({
    ...{ channel: SHARED, n: 0, acked: 0, cursor: 0, digest: EMPTY_DIGEST, known: {} },
    snapshot: { id: 'x', seq: 9, segments: 10, recent: 3, since: '2026-08-25', taken, known: {} },
  });
  expect(comingOf([])).toBeNull();
  expect(comingOf([row(1), row(3)])).toEqual({ part: 'newest', done: 4, of: 6 });
  expect(comingOf([row(3), row(5)])).toEqual({ part: 'older', done: 2, of: 14 });
});

test('columns of a piece that lost its end change nothing', async () => {
  world();
  const db = await openStore('cut', () => undefined);
  const entries = encode([], keyOf);
  const piece = { v: 1 as const, channel: SHARED, seq: 1, segment: 0, entries: { ...entries, n: [1] } };
  const offer: Offer = { id: 'x', seq: 1, digest: EMPTY_DIGEST, segments: 1, recent: 1, since: '2026-08-25' };
  expect(() => decode(piece.entries, keyOf)).toThrow();
  await expect((async () => snapshot.takePiece(db, offer, piece))()).rejects.toThrow();
  expect(await db.getAll('channels')).toEqual([]);
  db.close();
});
