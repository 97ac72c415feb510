import { describe, expect, test } from 'vitest';
import { isSmall, valueOf, written } from '../../src/measures/value';
import { DEATHS, MINUTES, of, SHARE } from './counts';

describe('the figure of a count', () => {
  test('34 of 40 births is 85 %, 3 of 250 is 12 per thousand', () => {
    expect(valueOf(SHARE, of(34, 40))).toBe(85);
    expect(valueOf({ ...SHARE, unit: 'per_thousand' }, of(3, 250))).toBe(12);
  });

  test('zero over something is zero; anything over nothing is no figure', () => {
    expect(valueOf(SHARE, of(0, 12))).toBe(0);
    expect(valueOf(SHARE, of(0, 0))).toBeNull();
    expect(valueOf(SHARE, of(2, 0))).toBeNull();
  });

  test('missing is not zero', () => {
    expect(valueOf(SHARE, of(null, 12))).toBeNull();
    expect(valueOf(SHARE, of(3, null))).toBeNull();
    expect(valueOf(DEATHS, of(null, null))).toBeNull();
    expect(valueOf(DEATHS, of(0, null))).toBe(0);
  });

  test('what was taken back has none', () => {
    expect(valueOf(SHARE, { ...of(3, 12), withdrawn: true })).toBeNull();
  });

  test('minutes are typed as they are', () => {
    expect(valueOf(MINUTES, { value: 12.5 })).toBe(12.5);
  });
});

test('a share of fewer than ten jumps with every birth; a count has no denominator to be small', () => {
  expect([of(3, 9), of(3, 10), of(0, 0)].map((one) => isSmall(SHARE, one))).toEqual([true, false, false]);
  expect(isSmall(DEATHS, of(2, null))).toBe(false);
});

test.each([
  [85, 'percent', '85\u202f%'],
  [84.6, 'percent', '85\u202f%'],
  [4.68, 'percent', '4.7\u202f%'],
  [0, 'percent', '0\u202f%'],
  [12, 'per_thousand', '12\u202f‰'],
  [3, 'count', '3'],
  [null, 'percent', '–'],
])('%s %s is written %s', (value, unit, text) => expect(written(value, unit)).toBe(text));
