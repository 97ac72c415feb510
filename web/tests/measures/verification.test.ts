/** vectors/verification.json, which debo/measures/quality satisfies as well. */
import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/verification.json';
import { dueDay, reporting } from '../../src/measures/recount/completeness';
import { draw, levelOf, NEEDED, reachesTarget } from '../../src/measures/recount/lqas';
import { outlierAmong, outliers, perMonth, worthAsking } from '../../src/measures/recount/outliers';
import { compare } from '../../src/measures/recount/related';
import { RELATED } from '../../src/measures/recount/settings';
import { pooled, verify } from '../../src/measures/recount/verification';
import { parse, type StartDay } from '../../src/periods';

type Counts = Record<string, (number | null)[]>;

const close = (found: number | null, wanted: number | null): void => {
  if (wanted === null) expect(found).toBeNull();
  else expect(found).toBeCloseTo(wanted, 12);
};

test.each(vectors.verify)('$name', ({ recounted, reported, factor, reading }) => {
  const found = verify(recounted, reported);
  close(found.factor, factor);
  expect(found.reading).toBe(reading);
});

test.each(vectors.pooled)('pooled: $name', ({ recounted, reported, sums, factor, reading }) => {
  const found = pooled(recounted.map((one, at) => [one, reported[at]] as const));
  expect([found.recounted, found.reported]).toEqual(sums);
  close(found.factor, factor);
  expect(found.reading).toBe(reading);
});

describe('LQAS', () => {
  test('the decision table', () => {
    const matches = Array.from({ length: 13 }, (_, at) => at);
    expect(matches.map(levelOf)).toEqual(vectors.lqas.levels);
    expect(matches.map(reachesTarget)).toEqual(vectors.lqas.reaches_target);
    expect(NEEDED).toBe(vectors.lqas.reaches_target.indexOf(true));
  });

  test.each(vectors.draws)('$name', ({ pool, seed, drawn }) => {
    expect(draw(pool, seed)).toEqual(drawn);
  });
});

describe('outliers', () => {
  test.each(vectors.outliers)('$name', ({ values, found }) => {
    expect(outliers(values)).toEqual(found);
  });

  test('of what is being typed, among the eleven before it', () => {
    expect(outlierAmong(40, Array(11).fill(10))).toBe('extreme');
    expect(outlierAmong(40, [900, ...Array(11).fill(10)])).toBe('extreme');
    // Meskerem 2016 has 36 days: 96 are 80 a month of thirty.
    expect([
      perMonth(96, parse('e2016-01')),
      perMonth(80, parse('e2016-02')),
      perMonth(7, parse('2026W05')),
    ]).toEqual([80, 80, 7]);
    // Five earlier ones are no history, and two deaths after none are chance.
    expect(outlierAmong(400, Array(5).fill(10))).toBe('none');
    expect([outlierAmong(2, Array(11).fill(0)), outliers([...Array(11).fill(0), 2]).at(-1)]).toEqual([
      'none',
      'extreme',
    ]);
    expect(worthAsking([...Array(11).fill(2), 30]).at(-1)).toBe('extreme');
    expect([outlierAmong(null, Array(11).fill(10)), outlierAmong(NaN, Array(11).fill(10))]).toEqual([
      'none',
      'none',
    ]);
  });
});

test.each(vectors.due)('$name', ({ period, start_day, measure, charter, day }) => {
  expect(dueDay(parse(period, start_day as StartDay), measure, charter)).toBe(day);
});

test.each(vectors.reporting)('$name', (one) => {
  const found = reporting(
    one.expected.map((expected, at) => ({
      expected,
      received: one.received[at]!,
      day: one.day[at] ?? null,
      due: one.due[at]!,
    })),
  );
  expect([found.expected, found.received, found.onTime, found.unknown]).toEqual(one.counts);
  close(found.completeness, one.completeness);
  close(found.timeliness, one.timeliness);
});

test.each(vectors.related)('$check: $name', ({ check, counts, answer, last }) => {
  const found = compare(
    RELATED.find(({ key }) => key === check)!,
    counts as unknown as Counts,
  );
  expect(found.map((one) => one.answer)).toEqual(answer);
  expect([found.at(-1)!.left, found.at(-1)!.right]).toEqual(last ?? [null, null]);
});
