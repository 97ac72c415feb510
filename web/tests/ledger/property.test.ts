/**
 * What must always hold (the ledger's requirements, 13): whatever phones write, whenever they speak to the hub,
 * however the line fails, whatever their clocks say, all replicas end alike, nothing is lost, nothing invented.
 */
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as append from '../../src/ledger/append';
import * as known from '../../src/ledger/known';
import { cellsOf, stampOf, type Cell } from '../../src/ledger/merge';
import * as store from '../../src/ledger/store';
import { canonical } from '../../src/ledger/canonical';
import { compareStamps, type Entry } from '../../src/ledger/entry';
import { settle } from '../../src/ledger/settle';
import { openStore, type RecordRow } from '../../src/ledger/store';

const { mergeEntry } = append;
import type { Hub } from './hub';
import type { Fault } from './line';
import { allRecords, joined, SHARED, TEAM, world, type Phone } from './phones';
import { atWork } from './at-work';
import { digestOf } from '../../src/ledger/sealed/rows';

const NAMES = ['almaz', 'tolosa', 'hanna'] as const;

type Step =
  | { what: 'write'; who: number; period: number; value: number | null; channel: string }
  | { what: 'note'; who: number; period: number; text: string }
  | { what: 'exchange'; who: number; faults: Fault[] }
  | { what: 'restart'; who: number }
  | { what: 'clock'; years: number }
  | { what: 'backup' }
  | { what: 'restore' };

const who = fc.nat({ max: 2 });
const period = fc.integer({ min: 1, max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('write' as const),
      who,
      period,
      value: fc.option(fc.nat({ max: 99 })),
      channel: fc.constantFrom(SHARED, SHARED, TEAM),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('note' as const), who, period, text: fc.string() }) },
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('exchange' as const),
      who,
      faults: fc.array(
        fc.constantFrom<Fault>('none', 'request lost', 'answer lost', 'answer cut', 'sent twice'),
        { maxLength: 3 },
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('restart' as const), who }) },
  // 1970 and three years either way of now.
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('clock' as const), years: fc.constantFrom(-56, -3, 0, 3) }),
  },
  { weight: 1, arbitrary: fc.constant({ what: 'backup' as const }) },
  { weight: 1, arbitrary: fc.constant({ what: 'restore' as const }) },
);

afterEach(() => void vi.restoreAllMocks());

describe('three phones and a hub', () => {
  test('end alike after any story', async () => {
    const stories = fc.asyncProperty(fc.array(step, { maxLength: 18 }), fc.integer({ min: 1, max: 4 }), tell);
    await fc.assert(stories, { numRuns: 15 });
  }, 60_000);
});

describe('the browser’s own store', () => {
  test('ends in one state after any order, repetition and split of the same entries', async () => {
    const history = await written();
    const expected = await foldedBy([history]);
    const orders = fc.shuffledSubarray([...history, ...history, ...history], {
      minLength: history.length * 3,
    });
    const anyOrder = fc.asyncProperty(
      orders,
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      async (order, cuts) => {
        expect(await foldedBy(split(order, cuts))).toEqual(expected);
      },
    );
    await fc.assert(anyOrder, { numRuns: 15 });
  }, 60_000);
});

/** Would these tests see it, if the replica did wrong? Each mistake is planted, and the story must end badly. */
describe('the story notices', () => {
  const STORY: Step[] = [
    { what: 'write', who: 0, period: 1, value: 1, channel: SHARED },
    { what: 'write', who: 1, period: 1, value: 2, channel: SHARED },
    { what: 'write', who: 1, period: 1, value: 3, channel: SHARED },
    { what: 'note', who: 0, period: 1, text: 'a twin birth' },
    { what: 'exchange', who: 1, faults: ['answer lost'] },
    { what: 'exchange', who: 0, faults: ['sent twice'] },
    { what: 'restart', who: 2 },
    { what: 'exchange', who: 2, faults: [] },
    { what: 'write', who: 2, period: 1, value: 4, channel: SHARED },
    { what: 'backup' },
    { what: 'write', who: 1, period: 2, value: 5, channel: SHARED },
    { what: 'exchange', who: 1, faults: [] },
    { what: 'exchange', who: 0, faults: [] },
    { what: 'restore' },
  ];

  test('nothing when nothing is wrong', () => tell(STORY, 2), 30_000);

  const MISTAKES: [string, () => void][] = [
    ['that the last to arrive wins', () => mergeLike((row, entry) => overwritten(row, entry))],
    ['that the record is merged as a whole', () => mergeLike((row, entry) => newerWhole(row, entry))],
    ['that nobody asks whether an entry is known', () => vi.spyOn(known, 'isKnown').mockReturnValue(false)],
    ['that the clock does not survive a restart', () => forgetful('clock')],
  ];
  test.each(MISTAKES)(
    '%s',
    async (_, plant) => {
      plant();
      await expect(tell(STORY, 2)).rejects.toThrow(/^expected /);
    },
    30_000,
  );
});

function mergeLike(merge: (row: RecordRow, entry: Entry) => RecordRow): void {
  vi.spyOn(append, 'mergeEntry').mockImplementation(merge);
}

function overwritten(row: RecordRow, entry: Entry): RecordRow {
  const stamps = Object.keys(entry.set).map((field) => [field, `${entry.stamp}@${entry.device}`]);
  return {
    ...row,
    fields: { ...row.fields, ...entry.set },
    cells: { ...cellsOf(row), ...Object.fromEntries(stamps) },
  };
}

function newerWhole(row: RecordRow, entry: Entry): RecordRow {
  const newest = Math.max(0, ...Object.values(cellsOf(row)).map((cell) => parseInt(stampOf(cell) ?? '0')));
  return entry.stamp < newest ? row : mergeEntry(row, entry);
}

function forgetful(name: string): void {
  const { getMeta } = store;
  vi.spyOn(store, 'getMeta').mockImplementation((from, key) =>
    key === name ? Promise.resolve(undefined) : getMeta(from, key),
  );
}

/** Play a story, let everybody hear everything, and look whether they agree. */
async function tell(steps: Step[], mostEntries: number): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23') });
  const hub = world(...NAMES);
  hub.mostEntries = mostEntries;
  const phones = [await joined(NAMES[0], hub), await joined(NAMES[1], hub), await joined(NAMES[2], hub)];
  const wrote: string[] = [];
  let restore: (() => void) | undefined;
  for (const one of steps) {
    if (one.what === 'backup') restore = hub.backup();
    else if (one.what === 'restore') restore?.();
    else if (one.what === 'clock')
      vi.setSystemTime(new Date('2026-11-23').getTime() + one.years * 31_557_600_000);
    else await act(phones[one.who]!, one, wrote);
  }
  // Twice round: what the last one hands in reaches the first one in the second round. A restored hub costs one more.
  for (let round = 0; round < 4; round++) for (const phone of phones) await phone.exchange.now();
  await agree(phones, hub, wrote);
  for (const phone of phones) phone.replica.close();
  vi.useRealTimers();
}

async function act(
  phone: Phone,
  one: Exclude<Step, { what: 'clock' | 'backup' | 'restore' }>,
  wrote: string[],
) {
  if (one.what === 'restart') await phone.restart();
  else if (one.what === 'exchange') {
    phone.faults.splice(0, Infinity, ...one.faults);
    for (let i = 0; i <= one.faults.length; i++) await phone.exchange.now();
  } else if (one.what === 'write') {
    const record = await phone.count(`e2018-0${one.period}`, one.value, one.channel);
    // One's own edit sticks, at any clock, whoever else wrote.
    expect(phone.shown(record, one.channel) ?? null).toBe(one.value);
    wrote.push(`${phone.name} ${one.channel}`);
  } else {
    const record = await phone.count(`e2018-0${one.period}`, 7);
    await phone.replica.write({ type: 'observation', channel: SHARED, record, set: { note: one.text } });
    wrote.push(`${phone.name} ${SHARED}`);
  }
}

async function agree(phones: Phone[], hub: Hub, wrote: string[]): Promise<void> {
  const [first, ...others] = await Promise.all(phones.map((phone) => phone.rows()));
  for (const rows of others) expect(rows).toEqual(first);
  // What the hub holds folds to the same records: nothing lost, nothing invented.
  const entries = [TEAM, SHARED].flatMap((channel) => hub.accepted(channel));
  expect(first).toEqual(plainFold(entries));
  for (const phone of phones) {
    expect(phone.replica.counts).toMatchObject({ phone: 0, way: 0, attention: 0 });
    for (const channel of new Set(wrote.map((one) => one.split(' ')[1]!)))
      expect(await phone.digest(channel)).toBe(hub.digest(channel));
    const own = await phone.replica.db.getAll('own');
    const handed = entries.filter(({ author }) => author === phone.name);
    expect(handed.length).toBe(own.length);
    const stamps = [...own].sort((a, b) => a.stamp - b.stamp);
    // Stamps of a device rise, across its channels and restarts.
    expect(new Set(stamps.map(({ stamp }) => stamp)).size).toBe(own.length);
    for (const channel of [TEAM, SHARED]) {
      const ns = stamps.filter((one) => one.channel === channel).map(({ n }) => n);
      expect(ns).toEqual(ns.map((_, i) => i + 1));
    }
  }
}

/**
 * The merge said another way, slowly: of all values of a field, those that no entry's base names; the greatest
 * stamp is shown. (A field's cell is compared by its heads.)
 */
function plainFold(entries: Entry[]): RecordRow[] {
  const rows = new Map<string, RecordRow>();
  for (const { channel, type, record } of entries)
    rows.set(`${channel} ${type} ${record}`, { channel, type, record, fields: {}, cells: {} });
  for (const row of rows.values()) {
    const own = entries.filter((entry) => entry.channel === row.channel && entry.record === row.record);
    const cells: Record<string, Cell> = {};
    for (const field of new Set(own.flatMap((entry) => Object.keys(entry.set)))) {
      const seen = new Set(own.flatMap((entry) => entry.base[field] ?? []));
      const heads = own
        .filter((entry) => field in entry.set)
        .map((entry) => ({ stamp: `${entry.stamp}@${entry.device}`, value: entry.set[field]! }))
        .filter(({ stamp }) => !seen.has(stamp))
        .sort((a, b) => compareStamps(a.stamp, b.stamp));
      const top = heads[heads.length - 1]!;
      row.fields[field] = top.value;
      cells[field] =
        heads.length === 1 && !seen.size
          ? top.stamp
          : {
              h: Object.fromEntries(heads.map(({ stamp, value }) => [stamp, value])),
              s: [...seen].sort(compareStamps),
            };
    }
    const [first, ...others] = Object.values(cells);
    row.cells = typeof first === 'string' && others.every((cell) => cell === first) ? first : cells;
  }
  const key = ({ channel, type, record }: RecordRow): string => [channel, type, record].join(' ');
  return [...rows.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Some entries of three phones that edited each other's counts, some knowingly and some at the same time. */
async function written(): Promise<Entry[]> {
  const hub = world(...NAMES);
  const phones = [await joined(NAMES[0], hub), await joined(NAMES[1], hub), await joined(NAMES[2], hub)];
  for (let round = 0; round < 4; round++)
    for (const [i, phone] of phones.entries()) {
      await phone.count(`e2018-0${1 + (round % 2)}`, round * 10 + i);
      if ((round + i) % 2) await phone.exchange.now();
    }
  for (const phone of phones) await phone.exchange.now();
  return hub.accepted(SHARED);
}

async function foldedBy(parts: Entry[][]): Promise<{ rows: string; digest: string | undefined }> {
  world();
  const db = await openStore('fold', () => undefined);
  await atWork(db, 'almaz', [SHARED]);
  for (const part of parts) await settle(db, part);
  const rows = canonical((await allRecords({ db })) as never);
  const row = await db.get('channels', SHARED);
  const digest = row && digestOf(db, row);
  db.close();
  return { rows, digest };
}

function split<T>(items: T[], cuts: number[]): T[][] {
  const parts: T[][] = [];
  for (let at = 0, i = 0; at < items.length; i++) {
    const size = cuts[i % cuts.length]!;
    parts.push(items.slice(at, at + size));
    at += size;
  }
  return parts;
}
