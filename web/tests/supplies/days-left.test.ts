import { describe, expect, test } from 'vitest';
import type { EarlyWord, Stock } from '../../src/ledger/schema';
import { daysLeft, standingOf, stateOf, wordsOf } from '../../src/supplies/days-left';
import { keepersOf } from '../../src/supplies/keeper';

describe('days left', () => {
  test.each<[number | null, number | null, number | null]>([
    [20, 7, 20],
    [20, 14, 10],
    // 5 / 8 × 7 = 4.375: what doesn't last the day isn't a day.
    [5, 8, 4],
    [0, 7, 0],
    [2.5, 0.5, 35],
    // Twenty-one by hand; a computer's 0.3 / 0.1 is a little less than 3.
    [0.3, 0.1, 21],
    [1, 1000, 0],
    // Unknown, never 0.
    [0, 0, null],
    [12, 0, null],
    [12, null, null],
    [null, 7, null],
    [null, null, null],
    [-3, 7, null],
    [3, -7, null],
    [NaN, 7, null],
    [7, NaN, null],
  ])('%s left of %s a week: %s', (left, weekly, days) => {
    expect(daysLeft({ left, weekly })).toBe(days);
  });
});

const ITEM = { id: 'kit', fields: { word_at: 14, keeper: 'laboratory' } };
const stock = (day: string, left: number | null, weekly: number | null = 7) => ({
  id: `stock ${day}`,
  fields: { item: 'kit', day, left, weekly } as Stock,
});
const word = (id: string, day: string, more: EarlyWord = {}) => ({
  id,
  fields: { item: 'kit', day, ...more },
});

describe('a word', () => {
  test('is proposed when fewer days are left than the item asks for', () => {
    expect(standingOf(ITEM, [stock('2026-11-01', 14)], [])).toMatchObject({
      days: 14,
      low: false,
      proposed: false,
    });
    expect(standingOf(ITEM, [stock('2026-11-01', 13)], [])).toMatchObject({
      days: 13,
      low: true,
      proposed: true,
    });
  });

  test('goes by the newest count alone', () => {
    const counts = [stock('2026-11-20', 40), stock('2026-11-01', 3)];
    expect(standingOf(ITEM, counts, [])).toMatchObject({ days: 40, proposed: false });
    expect(standingOf(ITEM, [...counts, stock('2026-11-25', null, null)], []).days).toBe(40);
  });

  test('is not proposed where nobody can tell, or nobody asked for it', () => {
    expect(standingOf(ITEM, [], [])).toEqual({
      newest: null,
      days: null,
      low: false,
      word: null,
      proposed: false,
    });
    expect(standingOf(ITEM, [stock('2026-11-01', 0, 0)], []).proposed).toBe(false);
    expect(standingOf({ id: 'kit', fields: {} }, [stock('2026-11-01', 0)], []).proposed).toBe(false);
  });

  test('is not proposed again before the last one is settled', () => {
    const low = [stock('2026-11-01', 3)];
    const open = standingOf(ITEM, low, [word('w', '2026-11-01')]);
    expect([open.proposed, open.word?.id]).toEqual([false, 'w']);
    expect(standingOf(ITEM, low, [word('w', '2026-11-01', { reply: 'coming' })]).proposed).toBe(false);
    expect(standingOf(ITEM, low, [word('w', '2026-11-01', { settled_on: '2026-11-02' })]).proposed).toBe(
      true,
    );
    expect(standingOf(ITEM, low, [word('w', '2026-11-01', { withdrawn: true })]).proposed).toBe(true);
    expect(
      standingOf(ITEM, low, [{ id: 'w', fields: { item: 'another', day: '2026-11-01' } }]).proposed,
    ).toBe(true);
  });

  test('waits, is answered, is settled', () => {
    expect(stateOf({})).toBe('waits');
    expect(stateOf({ reply: 'none' })).toBe('answered');
    expect(stateOf({ settled_on: '2026-11-02' })).toBe('settled');
    expect(wordsOf('kit', [word('a', '2026-11-01'), word('b', '2026-11-05')]).map(({ id }) => id)).toEqual([
      'b',
      'a',
    ]);
  });
});

describe('the keeper', () => {
  const held = (person: string, role: string, place = 'hc1', until: string | null = null) => ({
    fields: { person, role, place, since: '2020-01-01', until },
  });
  const today = '2026-11-27';
  test('is whoever holds the role here today', () => {
    const roster = [
      held('tola', 'laboratory'),
      held('abebe', 'laboratory', 'hc2'),
      held('gone', 'laboratory', 'hc1', '2026-11-26'),
      held('bekele', 'facility_head'),
      held('sara', 'pharmacy'),
    ];
    expect(keepersOf('laboratory', 'hc1', roster, today)).toEqual(['tola']);
    expect(keepersOf('pharmacy', 'hc1', roster, today)).toEqual(['sara']);
  });
  test('lacking one, the head; lacking both, nobody', () => {
    const roster = [held('bekele', 'facility_head'), held('almaz', 'midwife'), held('hiwot', 'hew', 'hp1')];
    expect(keepersOf('pharmacy', 'hc1', roster, today)).toEqual(['bekele']);
    expect(keepersOf('pharmacy', 'hp1', roster, today)).toEqual([]);
    expect(keepersOf(null, 'hc1', roster, today)).toEqual(['bekele']);
  });
});
