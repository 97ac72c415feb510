import { expect, test } from 'vitest';
import type { Cells, Reported } from '../../src/insights/answers';
import { asking, cameOf, centresOf, newest, pointsOf, readingOf, topOf } from '../../src/insights/figures';
import { changeWords, reportedWords } from '../../src/insights/words';

const cells = (values: (number | null)[], hidden: number[] = []): Cells => ({
  values,
  hidden,
  numerators: values,
  denominators: values.map(() => null),
  reported: values.map(() => 1),
  expected: values.map(() => 1),
  reading: 'ordinary',
  params: {},
  centre: 4,
});

test('the newest period is one that is told or one that is hidden, never a missing one', () => {
  expect(newest(cells([1, 0, null]))).toBe(1);
  expect(newest(cells([1, 0, null], [2]))).toBe(2);
  expect(newest(cells([null, null]))).toBe(-1);
});

test('places below share one axis', () => {
  expect(topOf([cells([3]), cells([10, null])], 'count')).toBeCloseTo(11);
  expect(topOf([cells([12])], 'percent')).toBe(100);
  expect(topOf([], 'count')).toBeCloseTo(1.1);
});

test('the centre line is level', () => {
  expect(centresOf(cells([1, null]))).toEqual([4, 4]);
});

test('counts to ask about stand in the order of the answer, whatever they are', () => {
  const part = (place: string, far: Reported['far']): Reported => ({
    place,
    name: { en: place },
    kind: 'health_centre',
    has_below: false,
    expected: [1],
    reported: [1],
    dated: [1],
    timely: [1],
    moderate: 0,
    extreme: 0,
    far,
  });
  const far = (period: string, extreme: boolean) => ({ measure: 'm', period, extreme });
  const parts = [part('a', [far('1', false), far('2', true)]), part('b', []), part('c', [far('1', true)])];
  expect(asking(parts, [{ measure: 'm', deaths: true }])).toEqual([]);
  const told = asking(parts, [{ measure: 'm', deaths: false }]);
  expect(told.map(({ place, period, extreme }) => [place, period, extreme])).toEqual([
    ['a', '1', false],
    ['a', '2', true],
    ['c', '1', true],
  ]);
});

test('a month is told by what came in time, otherwise, and not at all', () => {
  const row = { expected: [4, 4, 0, 1], reported: [4, 2, 0, 0], timely: [3, 0, 0, 0] };
  expect(cameOf(row)).toEqual([
    { expected: 4, inTime: 3, otherwise: 1, missing: 0 },
    { expected: 4, inTime: 0, otherwise: 2, missing: 2 },
    null,
    { expected: 1, inTime: 0, otherwise: 0, missing: 1 },
  ]);
});

test('a sum becomes points: hollow over fewer than ten, a gap where nothing is told', () => {
  const told: Cells = {
    ...cells([50, null, 20], [1]),
    numerators: [4, null, 2],
    denominators: [8, null, 10],
  };
  const points = pointsOf(told, ['e2018-01', 'e2018-02', 'e2018-03']);
  expect(points.map(({ value, small, draft }) => [value, small, draft])).toEqual([
    [50, true, false],
    [null, false, false],
    [20, false, false],
  ]);
  const { chart, run } = readingOf(told);
  expect([chart.centre, chart.reading.key, run]).toEqual([[4, 4, 4], 'ordinary', null]);
});

test('none, one and many are said naturally', () => {
  expect(reportedWords(0, 0)).toBe('Nothing was expected');
  expect(reportedWords(1, 1)).toBe('Reported');
  expect(reportedWords(0, 1)).toBe('Not reported yet');
  expect(reportedWords(0, 8)).toBe('None of 8 reported');
  expect(reportedWords(8, 8)).toBe('All 8 reported');
  expect(reportedWords(6, 8)).toBe('6 of 8 reported');
  expect(changeWords(0, 1)).toBe('One facility has enough points to read, and shows ordinary variation');
  expect(changeWords(2, 7)).toBe('2 of 7 facilities: likely a real change');
});
