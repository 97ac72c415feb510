/** Two midwives recount a register on the real ledger, in a browser's store made for the test. */
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Replica } from '../../src/ledger/replica.svelte';
import { SHARE, DEATHS } from './counts';

const held = vi.hoisted(() => ({ replica: null as unknown }));
vi.mock('../../src/ledger', () => ({
  get replica() {
    return held.replica;
  },
}));

import { atWork } from '../ledger/at-work';
import { besideOf } from '../../src/charts/beside';
import { release, saveCount } from '../../src/measures/acts';
import { firstReported } from '../../src/measures/first-report';
import { correctReport, keepCount, keepRecount } from '../../src/measures/recount/acts';
import { beside, SAID } from '../../src/measures/recount/factor';
import {
  countsOf,
  hasDenominator,
  isCountable,
  recountOf,
  reportOf,
  roundOf,
} from '../../src/measures/recount/recounts';
import { pointsOf } from '../../src/measures/series';

const MEASURE = '11111111-1111-7111-8111-111111111111';
const FACILITY = '22222222-2222-7222-8222-222222222222';
const TEAM = 'team:33333333-3333-7333-8333-333333333333';
const SHARED = 'collaborative:44444444-4444-7444-8444-444444444444';
const KEY = { measure: MEASURE, facility: FACILITY, period: 'e2019-01' };
const NOW = '2026-10-12';

let phone: Replica;
let count = 0;
beforeEach(async () => {
  phone = new Replica(`recounts-${(count += 1)}`);
  held.replica = phone;
  await phone.open();
  await phone.enter(await atWork(phone.db, '55555555-5555-7555-8555-555555555555'));
});

const round = () => roundOf(countsOf(KEY, TEAM), recountOf(KEY)?.fields ?? null);
const alone = (numerator: number, denominator: number | null = 20, handed_over = false) =>
  keepCount(KEY, TEAM, { numerator, denominator, round: round().round, handed_over });
const together = (numerator: number, how: 'apart' | 'together' = 'apart') =>
  keepRecount(KEY, TEAM, { numerator, denominator: 20, round: round().round, how });
const show = (type: 'observation' | 'recount', on = NOW) =>
  release([{ type, id: phone.all(type, TEAM)[0]!.id, channel: TEAM }], SHARED, on);
const shared = () => phone.all('observation', SHARED)[0]!.fields;

describe('a round', () => {
  test('one has counted, then both agree', async () => {
    expect(round()).toEqual({ kind: 'none', round: 1 });
    await alone(17);
    expect(round().kind).toBe('one');
    await alone(17, 20, true);
    expect(round()).toEqual({ kind: 'agree', round: 1, pair: { numerator: 17, denominator: 20 } });
  });

  test('the denominator counts too, and a third who agrees with one settles it', async () => {
    await alone(17);
    await alone(17, 21);
    expect(round()).toMatchObject({ kind: 'differ', pairs: { length: 2 } });
    await alone(17, 21);
    expect(round()).toMatchObject({ kind: 'agree', pair: { denominator: 21 } });
  });

  test('without a denominator two numbers are enough', async () => {
    await alone(3, null);
    await alone(3, null);
    expect(round()).toMatchObject({ kind: 'agree', pair: { numerator: 3, denominator: null } });
  });

  test('a count that was taken back is none', async () => {
    const undo = await alone(17);
    await undo();
    expect(round().kind).toBe('none');
  });

  test('kept as verified closes the round; undone it is open with both counts in it', async () => {
    await alone(17);
    await alone(17);
    const undo = await together(17);
    expect(recountOf(KEY)?.fields).toMatchObject({ numerator: 17, how: 'apart', round: 1 });
    expect(round()).toEqual({ kind: 'none', round: 2 });
    await undo();
    expect(recountOf(KEY)?.fields.withdrawn).toBe(true);
    expect(round().kind).toBe('agree');
  });

  test('a second recount is a second round of one record, and undone the first stands', async () => {
    await alone(17);
    await alone(17);
    await together(17);
    await alone(16);
    await alone(15);
    const undo = await together(16, 'together');
    expect(phone.all('recount', TEAM)).toHaveLength(1);
    expect(recountOf(KEY)?.fields).toMatchObject({ numerator: 16, how: 'together', round: 2 });
    await undo();
    expect(recountOf(KEY)?.fields).toMatchObject({ numerator: 17, round: 1, withdrawn: false });
    expect(round()).toMatchObject({ kind: 'differ', round: 2 });
  });

  test('what one person counted never leaves the team', async () => {
    await alone(17);
    await alone(17);
    await together(17);
    await show('recount');
    expect(phone.all('recount', SHARED)[0]!.fields).toMatchObject({ numerator: 17 });
    expect(phone.all('register_count', SHARED)).toEqual([]);
  });
});

describe('whatever was counted', () => {
  const pair = fc.record({ numerator: fc.nat(3), denominator: fc.option(fc.nat(3)) });
  const counts = fc.array(fc.tuple(pair, fc.integer({ min: 1, max: 2 }), fc.boolean()), { maxLength: 6 });
  const open = (rows: [{ numerator: number; denominator: number | null }, number, boolean][]) =>
    rows.map(([numbers, round, withdrawn], at) => ({
      id: String(at),
      fields: { ...numbers, round, withdrawn },
    }));

  test('agreed is what two counted of the open round, and never what one alone did', () => {
    fc.assert(
      fc.property(counts, fc.option(fc.boolean()), (rows, withdrawn) => {
        const recount = withdrawn === null ? null : { round: 1, numerator: 1, withdrawn };
        const found = roundOf(open(rows), recount);
        expect(found.round).toBe(withdrawn === false ? 2 : 1);
        const said = rows
          .filter(([, round, taken]) => round === found.round && !taken)
          .map(([{ numerator, denominator }]) => `${numerator} ${denominator}`);
        const twice = said.filter((one, at) => said.indexOf(one) !== at);
        const kind =
          said.length === 0 ? 'none' : said.length === 1 ? 'one' : twice.length ? 'agree' : 'differ';
        expect(found.kind).toBe(kind);
        if (found.kind === 'agree')
          expect(twice).toContain(`${found.pair.numerator} ${found.pair.denominator}`);
      }),
    );
  });
});

describe('what can be recounted', () => {
  test('counts, and denominators that stand in a register', () => {
    expect([isCountable(SHARE), isCountable(DEATHS), isCountable({ ...DEATHS, unit: 'minutes' })]).toEqual([
      true,
      true,
      false,
    ]);
    const expected = { ...SHARE, denominator_kind: 'population' };
    expect([hasDenominator(SHARE), hasDenominator(DEATHS), hasDenominator(expected)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('as first reported', () => {
  const save = (numerator: number) => saveCount({ ...KEY, channel: TEAM }, { numerator, denominator: 20 });

  test('the day is kept the first time, and what was reported with the first correction', async () => {
    await save(18);
    await show('observation');
    expect(shared()).toMatchObject({ numerator: 18, reported_on: NOW });
    expect(shared().first_numerator ?? null).toBeNull();
    await save(16);
    await show('observation', '2026-11-12');
    await save(15);
    await show('observation', '2026-11-13');
    expect(shared()).toMatchObject({
      numerator: 15,
      first_numerator: 18,
      first_denominator: 20,
      reported_on: NOW,
    });
    expect(firstReported(shared())).toMatchObject({ numerator: 18, denominator: 20 });
  });

  test('a draft that changes before it is shown was never reported', async () => {
    await save(18);
    await save(16);
    await show('observation');
    expect(shared().first_numerator ?? null).toBeNull();
  });

  test('shown by a slip and taken back the same day is no report', async () => {
    await save(18);
    await (
      await show('observation')
    )();
    await save(16);
    await show('observation');
    expect(shared()).toMatchObject({ numerator: 16, withdrawn: false });
    expect(shared().first_numerator ?? null).toBeNull();
  });

  test('taken back another day, the first report is kept', async () => {
    await save(18);
    await show('observation');
    await phone.write({
      type: 'observation',
      channel: SHARED,
      record: phone.all('observation', SHARED)[0]!.id,
      set: { withdrawn: true },
    });
    await save(16);
    await show('observation', '2026-11-12');
    expect(shared()).toMatchObject({ numerator: 16, withdrawn: false, first_numerator: 18 });
  });

  test('a note added later changes no number', async () => {
    await save(18);
    await show('observation');
    await saveCount({ ...KEY, channel: TEAM }, { numerator: 18, denominator: 20, note: 'night shift too' });
    await show('observation');
    expect(shared().first_numerator ?? null).toBeNull();
  });
});

describe('on the chart', () => {
  const measure = { id: MEASURE, channel: SHARED, fields: SHARE };
  const drawn = () => besideOf(pointsOf(SHARE, phone.all('observation')), measure as never, FACILITY);

  test('both series stand beside the point: 90 % first, 80 % verified', async () => {
    await saveCount({ ...KEY, channel: TEAM }, { numerator: 18, denominator: 20, note: 'all shifts' });
    await show('observation');
    expect(drawn()).toEqual({ verified: [null], first: [null] });
    await alone(16);
    await alone(16);
    await together(16);
    expect(drawn()).toEqual({ verified: [80], first: [null] });
    const undo = await correctReport(
      KEY,
      TEAM,
      { numerator: 16, denominator: 20 },
      phone.all('observation', TEAM)[0]!.fields,
    );
    expect(drawn()).toEqual({ verified: [80], first: [90] });
    expect(phone.all('observation', TEAM)[0]!.fields.note).toBe('all shifts');
    await show('observation');
    expect(drawn()).toEqual({ verified: [80], first: [90] });
    expect(pointsOf(SHARE, phone.all('observation')).map(({ value, draft }) => [value, draft])).toEqual([
      [80, false],
    ]);
    // The factor is about what was reported first, however well it was corrected since.
    const { numerator, denominator } = beside(recountOf(KEY)!.fields, reportOf(KEY));
    expect([numerator.factor, numerator.reading, denominator!.factor]).toEqual([16 / 18, 'report_higher', 1]);
    await undo();
  });

  test('a recount of numerators alone is drawn over the report’s denominator', async () => {
    await saveCount({ ...KEY, channel: TEAM }, { numerator: 18, denominator: 20 });
    await keepRecount(KEY, TEAM, { numerator: 15, denominator: null, round: 1, how: 'together' });
    expect(drawn().verified).toEqual([75]);
    expect(beside(recountOf(KEY)!.fields, reportOf(KEY)).denominator).toBeNull();
  });

  test('taken back it is not drawn', async () => {
    await saveCount({ ...KEY, channel: TEAM }, { numerator: 18, denominator: 20 });
    await (
      await together(15, 'together')
    )();
    expect(drawn().verified).toEqual([null]);
  });
});

test('no sentence about a factor blames or praises', () => {
  for (const sentence of Object.values(SAID)) {
    expect(sentence).not.toMatch(/wrong|error|mistake|false|cheat|bad|good job|well done|you/i);
  }
});
