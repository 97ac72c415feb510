import { describe, expect, test } from 'vitest';
import { language } from '../../src/languages';
import { Scale } from '../../src/charts/geometry';
import { layOut, type Layout } from '../../src/charts/layout';
import { limitsPath } from '../../src/charts/limits-path';
import { kindOfMeasure, readWithLimits } from '../../src/charts/limits';
import { readPoints, type ChartReading } from '../../src/charts/reading';
import { pointsOf, type Point } from '../../src/measures/series';
import { counted, of, SHARE } from '../measures/counts';

language.use('en', {});

const month = (index: number): string =>
  `e${2018 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;

/** Points of Meskerem 2018 on, each so many of `size`. */
const shares = (tops: number[], size: number): Point[] =>
  pointsOf(
    SHARE,
    tops.map((top, index) => counted(month(index), of(top, size))),
  );

const drawn = (points: Point[], reading: ChartReading): Layout =>
  layOut({
    points,
    reading,
    unit: 'percent',
    goal: null,
    marks: [],
    width: 360,
    plot: 200,
    code: 'en',
    calendar: 'ethiopian',
  });

describe('limits', () => {
  test('a share of enough births gets a P chart, in per cent as its points are', () => {
    // 20 of 40 eleven times and 40 of 40 once: 260 of 480, reach 3 √(p (1 − p) / 40).
    const points = shares([...Array<number>(11).fill(20), 40], 40);
    const { reading, choice, why } = readWithLimits(points, SHARE);
    const p = 260 / 480;
    expect(choice.chart).toBe('p');
    expect(why).toBe('P chart: a share of 40 a period on average, enough for limits.');
    expect(reading.chart.centre[0]).toBeCloseTo(100 * p, 9);
    expect(reading.chart.upper[0]).toBeCloseTo(100 * (p + 3 * Math.sqrt((p * (1 - p)) / 40)), 9);
    expect(reading.chart.value.at(-1)).toBe(100);
    expect(reading.chart.signal).toEqual([...Array<boolean>(11).fill(false), true]);
    expect(reading.phase?.centre).toBeCloseTo(100 * p, 9);
  });

  test('too few births keep the run chart, to the last digit, and say why', () => {
    const points = shares(Array<number>(12).fill(28), 31);
    const { reading, choice, why } = readWithLimits(points, SHARE);
    expect(reading).toEqual(readPoints(points, SHARE));
    expect(choice.reason).toBe('small_share');
    expect(why).toContain('31 a period on average are too few');
  });

  test('rare deaths keep it too: the points of a G chart would be no months', () => {
    const { reading, choice, why } = readWithLimits(
      shares([...Array<number>(9).fill(0), 1, 2, 1], 40),
      SHARE,
    );
    expect([choice.chart, reading.chart.upper[0]]).toEqual(['g', null]);
    expect(why).toContain('would say more');
  });

  test('phases and a frozen baseline are those of the run chart', () => {
    const points = shares([...Array<number>(14).fill(20), ...Array<number>(12).fill(30)], 40);
    const acts = { phases: [{ starts: month(14) }], baseline: { last: month(11) } };
    const { reading, choice } = readWithLimits(points, SHARE, acts);
    expect(choice.chart).toBe('p');
    expect(reading.chart.phases.map((phase) => [phase.from, phase.to, phase.baseline])).toEqual([
      [0, 14, 12],
      [14, 26, 12],
    ]);
    expect([reading.chart.centre[0], reading.chart.centre[25]]).toEqual([50, 75]);
    expect(reading.extended.slice(11, 15)).toEqual([false, true, true, false]);
  });

  test('a phase of few points keeps the run chart: limits on its line would be guesses', () => {
    const points = shares(Array<number>(24).fill(20), 40);
    const { choice, reading, why } = readWithLimits(points, SHARE, { phases: [{ starts: month(18) }] });
    expect([choice.reason, choice.params.points, reading.chart.upper[0]]).toEqual(['few_on_a_line', 6, null]);
    expect(why).toContain('one here is made of 6');
  });

  test('what a measure is to a control chart', () => {
    expect(kindOfMeasure(SHARE)).toBe('share');
    expect(kindOfMeasure({ ...SHARE, over_hundred: true })).toBe('rate');
    expect(kindOfMeasure({ ...SHARE, denominator_kind: 'none', unit: 'count' })).toBe('count');
    expect(kindOfMeasure({ ...SHARE, denominator_kind: 'none', unit: 'minutes' })).toBe('value');
  });
});

describe('how limits are drawn', () => {
  const scale = new Scale({ width: 120, height: 100, left: 10, right: 10, top: 0, bottom: 0 }, 2, 0, 100);

  test('a step for each point, cut at the edges, with a hole where a point has none', () => {
    expect(limitsPath([20, 40], [60, 150], scale)).toBe('M10 40H60L60 0H110L110 60H60L60 80H10Z');
    expect(limitsPath([null, 40], [null, 50], scale)).toBe('M60 50H110L110 60H60Z');
    expect(limitsPath([null, null], [null, null], scale)).toBe('');
  });

  test('points outside have a ring, and limits never squeeze the points flat', () => {
    const points = shares([...Array<number>(11).fill(20), 40], 40);
    const layout = drawn(points, readWithLimits(points, SHARE).reading);
    expect(layout.outside.map((spot) => spot.index)).toEqual([11]);
    expect(layout.limits.startsWith('M')).toBe(true);
    expect(drawn(points, readPoints(points, SHARE)).limits).toBe('');
    const reading = readWithLimits(points, SHARE).reading;
    const far = { ...reading, chart: { ...reading.chart, upper: reading.chart.upper.map(() => 900) } };
    expect(drawn(points, far).top).toBeLessThanOrEqual(200);
  });

  test('whatever computed a chart, the twelve kinds are drawn alike', () => {
    // Columns as `debo chart --json` prints them: with limits on both sides, on one, at some points, or none at all.
    const points = shares(Array<number>(4).fill(20), 40);
    const plain = readPoints(points, SHARE);
    const columns: [string, (number | null)[], (number | null)[]][] = [
      ['run', [null, null, null, null], [null, null, null, null]],
      ['i, xbar, p, pp, c, u, up', [10, 10, 10, 10], [80, 80, 80, 80]],
      ['mr, s, t, g', [0, 0, 0, 0], [80, 80, 80, 80]],
      ['xbar with a single measurement', [10, null, 10, 10], [80, null, 80, 80]],
    ];
    const pieces = columns.map(([, lower, upper]) => {
      const layout = drawn(points, { ...plain, chart: { ...plain.chart, lower, upper } });
      return layout.limits.split('M').length - 1;
    });
    expect(pieces).toEqual([0, 1, 1, 2]);
  });
});
