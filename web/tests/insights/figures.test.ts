import { expect, test } from 'vitest';
import type { Cells, Reported } from '../../src/insights/answers';
import { asking, centresOf, newest, topOf } from '../../src/insights/figures';

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
