import { describe, expect, test } from 'vitest';
import { checksOf, isBlank, isUnusual, median, SAID, type Typed } from '../../src/measures/checks';
import { parse } from '../../src/periods';
import type { Measure, Observation } from '../../src/ledger/schema';
import { DEATHS, MINUTES, of, SHARE } from './counts';

// 1 Tikimt 2019 is 11 October 2026; the month due is Meskerem 2019.
const TODAY = '2026-10-12';

function codes(measure: Measure, counted: Observation, more: Partial<Typed> = {}): string[] {
  const typed = { measure, counted, period: parse('e2019-01'), today: TODAY, closed: false, history: [] };
  return checksOf({ ...typed, ...more }).map((check) => `${check.tone} ${check.code}`);
}

const steady = (length: number): Observation[] =>
  Array.from({ length }, (_, n) => of(20 + (n % 3), 26 + (n % 4)));

describe('numbers that can’t be', () => {
  test('more than the whole is refused', () => {
    expect(codes(SHARE, of(31, 28))).toEqual(['stop above_whole']);
  });

  test('all of them is not more than the whole', () => {
    expect(codes(SHARE, of(28, 28))).toEqual([]);
  });

  test('somebody out of nobody is refused, nobody out of nobody is a word', () => {
    expect(codes(SHARE, of(3, 0))).toEqual(['stop over_zero']);
    expect(codes(SHARE, of(0, 0))).toEqual(['word nobody']);
    expect(codes(SHARE, of(null, 0))).toEqual(['word nobody']);
  });

  test('half a share is asked for, not guessed', () => {
    expect(codes(SHARE, of(3, null))).toEqual(['stop no_denominator']);
    expect(codes(SHARE, of(null, 9))).toEqual(['stop no_numerator']);
  });

  test('what can’t be read is said before anything else about it', () => {
    expect(codes(SHARE, of(NaN, 9))).toEqual(['stop unreadable']);
    expect(codes(DEATHS, of(NaN, null))).toEqual(['stop unreadable']);
  });

  test('time can’t be below zero', () => {
    expect(codes(MINUTES, { value: -1 })).toEqual(['stop negative']);
  });

  test('a period that has not begun can’t be counted', () => {
    expect(codes(SHARE, of(3, 9), { period: parse('e2019-03') })).toEqual(['stop future']);
  });
});

describe('numbers that are only unlikely', () => {
  test('above 100 % can be kept with a note where the measure allows it (DOMAIN 1.2), and nowhere else', () => {
    const anc = { ...SHARE, denominator_kind: 'population' };
    expect(codes(anc, of(70, 60))).toEqual(['stop above_whole']);
    expect(codes({ ...anc, over_hundred: true }, of(70, 60))).toEqual(['note over_hundred']);
  });

  test('where it was above 100 % before, no note is asked again', () => {
    const anc = { ...SHARE, over_hundred: true };
    expect(codes(anc, of(70, 60), { history: [of(66, 60)] })).toEqual([]);
    expect(codes(anc, of(70, 60), { history: [of(54, 60)] })).toEqual(['note over_hundred']);
  });

  test('a digit too many in the denominator is asked about', () => {
    expect(codes(SHARE, of(21, 270), { history: steady(12) })).toEqual(['note jump_denominator']);
  });

  test('a share out of all proportion is asked about, once', () => {
    expect(codes(SHARE, of(3, 28), { history: steady(12) })).toEqual(['note jump']);
  });

  test('an ordinary month is not', () => {
    expect(codes(SHARE, of(19, 27), { history: steady(12) })).toEqual([]);
  });

  test('a small health post’s share jumps by itself', () => {
    const post = Array.from({ length: 12 }, (_, n) => of(2 + (n % 2), 4));
    expect(codes(SHARE, of(1, 4), { history: post })).toEqual([]);
  });

  test('counts and minutes are compared with their own past', () => {
    const none = Array.from({ length: 12 }, () => of(0, null));
    expect(codes(DEATHS, of(2, null), { history: none })).toEqual([]);
    expect(codes(DEATHS, of(30, null), { history: none })).toEqual(['note jump']);
    const quick = Array.from({ length: 12 }, (_, n) => ({ value: 10 + (n % 3) }));
    expect(codes(MINUTES, { value: 110 }, { history: quick })).toEqual(['note jump']);
  });

  test('an outlier by the WHO’s review is asked about in a word, which holds nothing up', () => {
    const history = Array.from({ length: 11 }, (_, n) => of(20 + (n % 3), 40));
    expect(codes(SHARE, of(25, 40), { history })).toEqual(['word outlier']);
    expect(codes(SHARE, of(22, 40), { history })).toEqual([]);
  });

  test('the longer month at the year’s turn is no outlier for its days', () => {
    const months = Array.from({ length: 11 }, (_, n) => `e2018-${String(n + 2).padStart(2, '0')}`);
    const history = months.map((month, n) => ({ ...of(20 + (n % 3), null), period: month }));
    const births = { ...DEATHS, period_kind: 'ethiopian_month' };
    // 26 in Meskerem's 35 days are 22 in thirty; in any other month 26 stand out of 20 to 22.
    expect(codes(births, of(26, null), { history, period: parse('e2019-01') })).toEqual([]);
    const tikimt = { history, period: parse('e2019-02'), today: '2026-11-12' };
    expect(codes(births, of(26, null), tikimt)).toEqual(['word outlier']);
  });

  test('with little history nothing is called unusual', () => {
    expect(codes(SHARE, of(3, 28), { history: steady(5) })).toEqual([]);
  });

  test('a closed period is kept with a note, a running one is a word', () => {
    expect(codes(SHARE, of(3, 9), { closed: true })).toEqual(['note closed']);
    expect(codes(SHARE, of(3, 9), { period: parse('e2019-02') })).toEqual(['word running']);
  });
});

test('nothing typed is nothing to say', () => {
  expect(codes(SHARE, {})).toEqual([]);
  expect([isBlank({}), isBlank({ numerator: 0 })]).toEqual([true, false]);
});

test('the most serious word comes first', () => {
  expect(codes(SHARE, of(31, 28), { period: parse('e2019-02'), closed: true })).toEqual([
    'stop above_whole',
    'note closed',
  ]);
});

describe('a modified z-score above 3.5 (Iglewicz and Hoaglin 1993)', () => {
  // Their rule by hand: median 10, MAD 1, so 0.6745 (x - 10) / 1 > 3.5 from x = 15.19 on.
  const earlier = [8, 9, 9, 10, 10, 11, 11, 12];
  test('flags 15.2 and not 15.1', () => {
    expect(isUnusual(15.2, earlier, 0)).toBe(true);
    expect(isUnusual(15.1, earlier, 0)).toBe(false);
  });
  test('is never stricter than chance', () => {
    expect(isUnusual(15.2, earlier, 2)).toBe(false);
  });
  test('stands on the middle value', () => {
    expect([median([3, 1, 2]), median([4, 1, 3, 2])]).toEqual([2, 2.5]);
  });
});

test('no word of a check scolds', () => {
  const all = Object.values(SAID).join(' ').toLowerCase();
  for (const hard of ['wrong', 'error', 'invalid', 'fail', 'must', 'bad']) expect(all).not.toContain(hard);
});
