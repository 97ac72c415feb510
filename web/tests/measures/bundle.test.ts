import { describe, expect, test } from 'vitest';
import {
  boundsOfAll,
  elementChecks,
  EMPTY,
  kept,
  notDone,
  opened,
  type Part,
} from '../../src/measures/bundle';

const part = (done: number, not_applicable = 0, not_documented = 0): Part => ({
  done,
  not_applicable,
  not_documented,
});
const name = (key: string): string => key.toUpperCase();
const codes = (parts: Record<string, Part>, all: number | null, reviewed: number | null): string[] =>
  elementChecks(parts, { numerator: all, denominator: reviewed }, name).map((check) => check.code);

describe('an element of a bundle', () => {
  test('what is neither done, not applicable nor undocumented was not done', () => {
    expect(notDone(part(15, 1, 2), 20)).toBe(2);
    expect(notDone(EMPTY, 20)).toBeNull();
    expect(notDone(part(15), null)).toBeNull();
  });

  test('its parts can’t be more than the charts', () => {
    expect(codes({ bp: part(15, 4, 2) }, 10, 20)).toEqual(['element_sum']);
  });
});

describe('all or none', () => {
  test('is at most the least done element; not applicable doesn’t stand in its way', () => {
    expect(boundsOfAll({ bp: part(18), oxytocin: part(15, 2) }, 20)).toMatchObject({
      most: 17,
      at: 'oxytocin',
    });
    expect(codes({ bp: part(18), oxytocin: part(15, 2) }, 18, 20)).toEqual(['all_above_element']);
  });

  test('is at least what is left when every failure fell on another chart', () => {
    // 20 charts; 2 + 3 failures can spoil at most 5 of them (Bonferroni).
    expect(boundsOfAll({ bp: part(18), oxytocin: part(17) }, 20).least).toBe(15);
    expect(codes({ bp: part(18), oxytocin: part(17) }, 14, 20)).toEqual(['all_below_floor']);
    expect(codes({ bp: part(18), oxytocin: part(17) }, 15, 20)).toEqual([]);
  });

  test('five elements each at 90 % may leave half of the charts (DOMAIN 1.3)', () => {
    const five = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((key) => [key, part(90)]));
    expect(boundsOfAll(five, 100)).toMatchObject({ least: 50, most: 90 });
  });

  test('is not judged while elements are still to be filled in', () => {
    expect(codes({ bp: part(18), oxytocin: EMPTY }, 3, 20)).toEqual([]);
    expect(codes({ bp: part(18) }, null, 20)).toEqual([]);
    expect(codes({ bp: part(18) }, 3, null)).toEqual([]);
  });
});

test('what is kept opens again as it was typed; an element nobody filled in is left out', () => {
  const parts = { bp: part(15, 1, 2), oxytocin: EMPTY };
  const stored = kept(parts, 20);
  expect(stored).toEqual({ bp: { done: 15, not_done: 2, not_applicable: 1, not_documented: 2 } });
  expect(opened(['bp', 'oxytocin'], stored)).toEqual(parts);
  expect(kept({ bp: EMPTY }, 20)).toBeNull();
});
