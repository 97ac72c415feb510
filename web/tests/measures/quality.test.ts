/** A health centre's year as its own team sees it: what came, what lies far, what doesn't fit, and twelve elements. */
import { describe, expect, test, vi } from 'vitest';
import type { RecordTypes } from '../../src/ledger/schema';

interface Kept {
  id: string;
  channel: string;
  type: string;
  fields: Record<string, unknown>;
  where: string;
  stamps: Record<string, string>;
}

const world = vi.hoisted(() => ({ kept: [] as Kept[], n: 0 }));
vi.mock('../../src/ledger', () => ({
  replica: {
    all: (type: string, channel?: string) =>
      world.kept.filter((one) => one.type === type && (!channel || one.channel === channel)),
    get: (type: string, id: string) => world.kept.find((one) => one.type === type && one.id === id),
    write: async ({
      type,
      channel,
      record,
      set,
    }: {
      type: string;
      channel: string;
      record?: string;
      set: object;
    }) => {
      const id = record ?? `new-${(world.n += 1)}`;
      const found = world.kept.find((one) => one.id === id && one.channel === channel);
      if (found) found.fields = { ...found.fields, ...set };
      else world.kept.push({ id, channel, type, fields: { ...set }, where: 'phone', stamps: {} });
      return id;
    },
  },
  session: { grants: { places: ['hc1'], teams: ['t1'] }, can: () => true },
}));

const SHARED = 'collaborative:c';
const TEAM = 'team:t1';
function keep<T extends keyof RecordTypes>(
  type: T,
  id: string,
  fields: RecordTypes[T],
  channel = SHARED,
): void {
  world.kept.push({ id, channel, type, fields: { ...fields }, where: 'hub', stamps: {} });
}

const MONTHS = Array.from({ length: 12 }, (_, n) => `e2018-${String(n + 1).padStart(2, '0')}`);
const measure = (id: string, more: RecordTypes['measure']): void =>
  keep('measure', id, {
    name: { en: `Measure ${id}` },
    numerator: { en: `Counted for ${id}` },
    unit: 'count',
    denominator_kind: 'none',
    period_kind: 'ethiopian_month',
    ...more,
  });
const report = (of: string, period: string, fields: RecordTypes['observation'], channel = SHARED): void =>
  keep('observation', `${of} ${period}`, { measure: of, facility: 'hc1', period, ...fields }, channel);

vi.setSystemTime(new Date('2026-09-20T09:00:00Z'));
keep('collaborative', 'c', { starts: '2025-09-06', report_due_after_days: 10 });
keep('place', 'hc1', { name: { en: 'Haro' }, kind: 'health_centre' });
keep('team', 't1', { place: 'hc1' });
measure('births', { numerator_event: 'live_births' });
measure('fresh', { numerator_event: 'stillbirths', due_after_days: 3 });
measure('deliveries', {
  unit: 'percent',
  denominator: { en: 'Pregnancies expected' },
  denominator_kind: 'population',
  numerator_event: 'deliveries',
  due_after_days: 30,
  over_hundred: true,
});
measure('own', { team: 't1' });
measure('free', { optional: true });
for (const [at, month] of MONTHS.entries()) {
  const births = at === 6 ? 90 : 40 + (at % 3);
  // The last month isn't shown yet; one in between never was.
  if (at !== 11) report('births', month, { numerator: births, reported_on: '2025-10-20' });
  else report('births', month, { numerator: 41 }, TEAM);
  if (at !== 4) report('fresh', month, { numerator: 1, ...(at > 5 && { reported_on: '2026-09-01' }) });
  if (at !== 11)
    report('deliveries', month, { numerator: at > 7 ? 30 : births + 1, denominator: at === 0 ? 96 : 80 });
}

import {
  begin,
  checksOf,
  elementsOf,
  mark,
  matchesOf,
  nameOf,
  reportedFor,
} from '../../src/measures/recount/accuracy';
import { askedOf, farCounts, reportsOf } from '../../src/measures/recount/year';
import { reader } from '../../src/measures/reader.svelte';

const hc1 = reader.facility('hc1')!;

describe('reports', () => {
  const { sum, missing } = reportsOf(hc1);

  test('are expected of the charter’s measures, from the day it began, once their day has passed', () => {
    // Three measures over twelve months but deliveries' last, due in October; neither the team’s own nor one that may be left out.
    expect([sum.expected, sum.received]).toEqual([35, 33]);
    // Nehase ended on 5 September: after three days its stillbirths were due, after ten its births on the 15th.
    expect(missing.map((one) => `${one.measure.id} ${one.period.id}`)).toEqual([
      'births e2018-12',
      'fresh e2018-05',
    ]);
  });

  test('came by their day, late, or on a day nobody knows', () => {
    // No day is known of five of the stillbirths' reports and of all eleven of deliveries. Of births all eleven were
    // told on 20 October 2025, the very day Meskerem's was due; of stillbirths' other six only Nehase's came in time.
    expect(sum.unknown).toBe(5 + 11);
    expect(sum.onTime).toBe(11 + 1);
  });
});

describe('worth asking about', () => {
  test('a count twice as large, but neither a longer month nor what is only expected', () => {
    expect(
      farCounts(hc1).map(({ measure: { id }, part, period, how }) => [id, part, period.id, how]),
    ).toEqual([
      ['births', 'numerator', 'e2018-07', 'extreme'],
      ['deliveries', 'numerator', 'e2018-07', 'moderate'],
    ]);
  });

  test('births and deliveries that don’t add up, with both sums', () => {
    // Deliveries of the last month aren't counted yet: births 42, 40 and 41 with three stillbirths, against 3 × 30.
    expect(askedOf(hc1).map(({ check, left, right }) => [check.key, left, right])).toEqual([
      ['births_add_up', 126, 90],
    ]);
  });
});

describe('twelve elements', () => {
  test('are drawn from what registers hold', () => {
    expect(elementsOf(hc1)).toEqual([
      'births:numerator',
      'deliveries:numerator',
      'free:numerator',
      'fresh:numerator',
      'own:numerator',
    ]);
    expect(nameOf('births:numerator')).toBe('Counted for births');
    expect(nameOf('A line of ours')).toBe('A line of ours');
    expect(reportedFor('births:numerator', 'hc1', 'e2018-07')).toBe(90);
    expect(reportedFor('A line of ours', 'hc1', 'e2018-07')).toBeNull();
  });

  test('too few are not drawn; marked one by one they make a result, and a mark can be undone', async () => {
    const at = { facility: 'hc1', period: 'e2018-12' };
    expect(await begin(at, TEAM, elementsOf(hc1))).toBeNull();
    expect(checksOf('hc1')).toEqual([]);
    const lines = Array.from({ length: 9 }, (_, n) => `Line ${n}`);
    await begin(at, TEAM, [...elementsOf(hc1), ...lines]);
    const check = () => checksOf('hc1')[0]!;
    const drawn = check().fields.drawn!;
    expect(new Set(drawn).size).toBe(12);
    for (const [place, element] of drawn.entries()) {
      expect(matchesOf(check().fields)).toBeNull();
      await mark(check(), TEAM, element, place < 9);
    }
    expect(matchesOf(check().fields)).toBe(9);
    const undo = await mark(check(), TEAM, drawn[0]!, false);
    expect(matchesOf(check().fields)).toBe(8);
    await undo();
    expect(matchesOf(check().fields)).toBe(9);
    await mark(check(), TEAM, drawn[0]!, null);
    expect(matchesOf(check().fields)).toBeNull();
    expect(check().fields.drawn).toEqual(drawn);
  });
});
