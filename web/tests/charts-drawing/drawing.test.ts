import { describe, expect, test } from 'vitest';
import { everyHow, periodName, roundUp, ticksTo, topOf } from '../../src/charts/axis';
import { apart, band, dotsPath, levels, linePath, Scale, square, triangle } from '../../src/charts/geometry';
import { layOut } from '../../src/charts/layout';
import { marksOf, positionOf } from '../../src/charts/marks';
import { aligned, spanOf } from '../../src/charts/multiples';
import { fileName, wrapped } from '../../src/charts/picture';
import { falseAlarms, inTwo, longestRun, readPoints } from '../../src/charts/reading';
import { pointsOf, type Point } from '../../src/measures/series';
import { parse } from '../../src/periods';
import { counted, of, SHARE } from '../measures/counts';

const BOX = { width: 120, height: 100, left: 10, right: 10, top: 0, bottom: 0 };
const scale = (count: number, high = 100): Scale => new Scale(BOX, count, 0, high);

/** Points of Meskerem 2018 on, in per cent of a hundred; null leaves a month out. */
function series(values: (number | null)[], more: object = {}): Point[] {
  const counts = values.flatMap((value, index) =>
    value === null
      ? []
      : [counted(`e2018-${String(index + 1).padStart(2, '0')}`, { ...of(value, 100), ...more })],
  );
  return pointsOf(SHARE, counts);
}

describe('the axes', () => {
  test('a share stands on 0 to 100, unless something lies above', () => {
    expect(topOf([12, null, 40], 'percent')).toBe(100);
    expect(topOf([12, 130], 'percent')).toBe(150);
  });

  test('others end on the next round number; a count is never cut finer than one', () => {
    expect([roundUp(23), roundUp(1.2), roundUp(0.13), roundUp(30)]).toEqual([25, 1.5, 0.15, 30]);
    expect([topOf([0, 1], 'count'), topOf([], 'count'), ticksTo(2, 'count')]).toEqual([2, 2, [0, 1, 2]]);
    expect(ticksTo(100, 'percent')).toEqual([0, 25, 50, 75, 100]);
    expect(ticksTo(150, 'percent')).toEqual([0, 50, 100, 150]);
    expect([200, 250, 300, 400, 500].map((top) => ticksTo(top, 'percent')[1])).toEqual([
      50, 50, 100, 100, 100,
    ]);
    expect(ticksTo(5, 'count')).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('a month is named in the calendar shown', () => {
    const period = parse('e2018-01');
    expect(periodName(period, 'en', 'ethiopian')).toEqual({ name: 'Mes', year: 2018 });
    // Its middle is 26 September 2025.
    expect(periodName(period, 'en', 'gregorian')).toEqual({ name: 'Sep', year: 2025 });
    expect(periodName(parse('2026W05'), 'en', 'gregorian')).toEqual({ name: '26 Jan', year: 2026 });
  });

  test('so many names stand as fit', () => {
    expect([everyHow(50, 40), everyHow(12, 40), everyHow(1, 400)]).toEqual([1, 4, 52]);
  });
});

describe('where things are drawn', () => {
  test('half a step of air on either side', () => {
    expect([scale(2).x(0), scale(2).x(1), scale(2).y(0), scale(2).y(100)]).toEqual([35, 85, 100, 0]);
    expect(scale(1).x(0)).toBe(60);
  });

  test('a gap breaks the line; a point between two gaps is only a dot', () => {
    expect(linePath([0, 50, null, 100, null], scale(5))).toBe('M20 100L40 50M80 0');
    expect(dotsPath([0, null, 100], scale(3))).toBe('M26.7 100h0M93.3 0h0');
  });

  test('a finger finds the nearest point, and never one that isn’t there', () => {
    expect([-50, 44, 61, 500].map((x) => scale(5).nearest(x))).toEqual([0, 1, 2, 4]);
  });

  test('the centre line is a new piece at a phase and where the baseline is carried on', () => {
    const pieces = levels([50, 50, 50, 80], [false, false, true, false], scale(4));
    expect(pieces.map(({ from, to, extended, path }) => [from, to, extended, path])).toEqual([
      [0, 1, false, 'M10 50H60'],
      [2, 2, true, 'M60 50H85'],
      [3, 3, false, 'M85 20H110'],
    ]);
  });

  test('the band behind a run reaches half a step beyond it', () => {
    expect(band(1, 2, scale(4))).toEqual({ x: 35, y: 0, width: 50, height: 100 });
  });

  test('labels that would touch move apart and keep their order', () => {
    expect(apart([50, 48, 90], 16)).toEqual([64, 48, 90]);
  });
});

describe('a reading', () => {
  const low = [40, 44, 38, 42, 45, 39, 41];

  test('freezes the line at the baseline and carries it on', () => {
    const points = series([...low, 80, 82]);
    const { chart, extended } = readPoints(points, SHARE, { baseline: { last: 'e2018-07' } });
    // The median of 38 39 40 41 42 44 45.
    expect(chart.centre).toEqual(points.map(() => 41));
    expect(extended).toEqual([...low.map(() => false), true, true]);
  });

  test('begins a phase at the period a person named, and only there', () => {
    const points = series([...low, 80, 82]);
    const phases = [{ starts: 'e2018-08' }, { starts: 'e2018-03', withdrawn: true }, { starts: 'e2030-01' }];
    expect(readPoints(points, SHARE, { phases }).chart.centre).toEqual([...low.map(() => 41), 81, 81]);
  });

  test('points at the run that tells', () => {
    const points = series([40, 60, 42, 58, 44, 70, 71, 72, 73, 74, 75, 76]);
    const read = readPoints(points, SHARE, { baseline: { last: 'e2018-05' } });
    // The baseline's median is 44. The fifth point lies on it, so it neither breaks nor lengthens the run of 8
    // that began with the fourth: 58, then the seven above 70. round(log2 11) + 3 = 6.
    expect(longestRun(read.chart, read.phase!)).toEqual({ from: 3, to: 11 });
    expect(read.phase).toMatchObject({ longestRun: 8, nUseful: 11, longestRunMax: 6, longRun: true });
    expect(read.run).toEqual({ from: 3, to: 11 });
    expect(read.chart.reading.key).toBe('better_run');
  });

  test('says the same as worth asking about where less is better', () => {
    const points = series([40, 60, 42, 58, 44, 70, 71, 72, 73, 74, 75, 76]);
    const read = readPoints(points, { ...SHARE, direction: 'down' }, { baseline: { last: 'e2018-05' } });
    expect(read.chart.reading.key).toBe('ask_run');
  });

  test('without points says so', () => {
    expect(readPoints([], SHARE)).toMatchObject({
      run: null,
      extended: [],
      chart: { reading: { key: 'no_points' } },
    });
  });

  test('is cut into what and why at its colon, in Amharic too', () => {
    expect(inTwo('Keep going: 5 of 10 points.')).toEqual(['Keep going', '5 of 10 points.']);
    expect(inTwo('ቀጥሉ፦ 5 ነጥቦች')).toEqual(['ቀጥሉ', '5 ነጥቦች']);
    expect(inTwo('No points yet.')).toEqual(['No points yet.', '']);
  });

  test('tells the false alarms of the nearest simulation', () => {
    expect([falseAlarms(3), falseAlarms(25), falseAlarms(200)].map((row) => row.ihi)).toEqual([
      13.4, 37, 79.7,
    ]);
  });
});

describe('marks on a chart', () => {
  // Meskerem 2018 is 6 September to 10 October 2025: its 30 days and five of Pagume before them.
  const periods = ['e2018-01', 'e2018-02', 'e2018-03'].map((id) => parse(id));

  test('a day stands where it lies in its period', () => {
    expect(positionOf('2025-09-06', periods)).toBe(-0.5);
    expect(positionOf('2025-10-11', periods)).toBe(0.5);
    expect(positionOf('2025-10-26', periods)).toBe(1);
    expect(positionOf('2026-10-26', periods)).toBeNull();
  });

  test('are numbered as they began; those at one time lie under each other', () => {
    const cycles = [
      { id: 'late', fields: { starts: '2025-10-26', ends: '2025-11-01', question: 'b', decision: 'adopt' } },
      { id: 'early', fields: { starts: '2025-09-20', question: 'a' } },
      { id: 'gone', fields: { starts: '2025-09-20', withdrawn: true } },
      { id: 'unset', fields: {} },
    ];
    const events = [{ id: 'out', fields: { day: '2025-10-11', text: 'no forms' } }];
    const marks = marksOf(cycles, events, periods);
    expect(marks.map(({ id, number, lane, isOpen }) => [id, number, lane, isOpen])).toEqual([
      ['early', 1, 0, true],
      ['out', 2, 1, false],
      ['late', 3, 2, false],
    ]);
    // Still going on: to the edge of what is drawn.
    expect(marks[0]!.to).toBe(2.5);
    expect(marksOf(cycles, events, periods, 0.2).map((mark) => mark.lane)).toEqual([0, 1, 1]);
  });

  test('a cycle that began before the first point is cut at the edge; one wholly outside isn’t drawn', () => {
    const cycle = (starts: string, ends: string) => ({ id: starts, fields: { starts, ends } });
    const marks = marksOf(
      [cycle('2025-01-01', '2025-10-26'), cycle('2025-01-01', '2025-02-01')],
      [],
      periods,
    );
    expect(marks.map(({ from, to }) => [from, to])).toEqual([[-0.5, 1]]);
    expect(marksOf([], [], [])).toEqual([]);
  });
});

describe('a chart laid out', () => {
  const given = {
    unit: 'percent',
    goal: 90,
    marks: [],
    width: 344,
    plot: 200,
    code: 'en' as const,
    calendar: 'ethiopian' as const,
  };

  test('keeps filled, open and draft points apart', () => {
    const counts = [
      counted('e2018-01', of(20, 40)),
      counted('e2018-02', of(2, 4)),
      counted('e2018-03', of(20, 40), { channel: 'team:t' }),
    ];
    const points = pointsOf(SHARE, counts);
    const { dots } = layOut({ ...given, points, reading: readPoints(points, SHARE) });
    expect([dots.solid, dots.hollow, dots.drafts].map((list) => list.map((spot) => spot.index))).toEqual([
      [0],
      [1],
      [2],
    ]);
  });

  test('always names the newest period, and a year only once', () => {
    const points = series(Array.from({ length: 12 }, () => 50));
    const { months, years } = layOut({ ...given, points, reading: readPoints(points, SHARE) });
    expect(months.map((month) => month.text).at(-1)).toBe('Neh');
    expect(years.map((year) => year.text)).toEqual(['2018']);
  });

  test('a goal above all points stays on the chart', () => {
    const points = series([10, 12]);
    const layout = layOut({ ...given, goal: 120, points, reading: readPoints(points, SHARE) });
    expect(layout.top).toBe(150);
    expect(layout.goal).toBeGreaterThanOrEqual(layout.scale.box.top);
  });

  test('as verified and as first reported are two series of their own, told apart by shape', () => {
    const points = series([80, 85, null, 90]);
    const beside = { verified: [null, 85, null, 130], first: [80, 95, null, 90] };
    const layout = layOut({ ...given, points, beside, reading: readPoints(points, SHARE) });
    expect(layout.verified.spots.map(({ index }) => index)).toEqual([1, 3]);
    // Only where it says something else than the point does.
    expect(layout.first.spots.map(({ index }) => index)).toEqual([1]);
    expect(layout.first.spots[0]!.y).toBeCloseTo(layout.scale.y(95));
    // What lies above the points stays on the chart.
    expect(layout.top).toBe(150);
    expect(layout.first.line.match(/[ML]/g)!.join('')).toBe('MLM');
    expect(square({ x: 10, y: 10 }, 2)).toBe('M8 8h4v4h-4Z');
    expect(triangle({ x: 10, y: 10 }, 5)).toBe('M5 6h10L10 15Z');
  });

  test('a chart nobody recounted has neither', () => {
    const points = series([80, 85]);
    const layout = layOut({ ...given, points, reading: readPoints(points, SHARE) });
    expect([layout.verified, layout.first]).toEqual([
      { line: '', spots: [] },
      { line: '', spots: [] },
    ]);
  });
});

describe('small multiples', () => {
  test('stand on one common run of months, the newest 24', () => {
    const one = series([10, null, 30]);
    const other = pointsOf(SHARE, [counted('e2018-05', of(1, 2))]);
    const span = spanOf([one, [], other]);
    expect(span.map((period) => period.id)).toEqual([
      'e2018-01',
      'e2018-02',
      'e2018-03',
      'e2018-04',
      'e2018-05',
    ]);
    expect(aligned(one, [10, null, 30], span)).toEqual([10, null, 30, null, null]);
    const long = pointsOf(SHARE, [counted('e2010-01', of(1, 2)), counted('e2018-05', of(1, 2))]);
    expect(spanOf([long])).toHaveLength(24);
    expect(spanOf([])).toEqual([]);
  });
});

describe('the shared picture', () => {
  test('is named so that any system takes it', () => {
    expect(fileName({ title: 'On admission: “all”', facility: 'ጎልጆታ / 1', reading: '' })).toBe(
      'On-admission-all-ጎልጆታ-1',
    );
    expect(fileName({ title: '…', facility: '', reading: '' })).toBe('debo');
  });

  test('breaks a reading into lines; a word too long stands alone', () => {
    const letters = (text: string): number => text.length;
    expect(wrapped('likely a real change', 8, letters)).toEqual(['likely a', 'real', 'change']);
    expect(wrapped('extraordinarily long', 8, letters)).toEqual(['extraordinarily', 'long']);
  });
});
