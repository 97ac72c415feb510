import { describe, expect, test } from 'vitest';
import type { Cause } from '../../src/ledger/schema';
import { ends, ladder, nextAt, rungs, within, type Kept } from '../../src/improvement/problems/whys';

const cause = (id: string, parent: string | null = null, fields: Cause = {}): Kept => ({
  id,
  fields: { parent, text: id, ...fields },
});
/** The tree in brackets: `a(b(c) d)`. */
const drawn = (causes: Kept[]): string => {
  const say = (list: ReturnType<typeof ladder>): string =>
    list.map(({ cause, why }) => cause.id + (why.length ? `(${say(why)})` : '')).join(' ');
  return say(ladder(causes));
};
const at = (causes: Kept[], id: string) => rungs(ladder(causes)).find(({ cause }) => cause.id === id)!;

describe('the ladder', () => {
  test('follows each why down', () => {
    expect(drawn([cause('c', 'b'), cause('a'), cause('d', 'a'), cause('b', 'a'), cause('e')])).toBe(
      'a(b(c) d) e',
    );
    expect(rungs(ladder([cause('a'), cause('b', 'a'), cause('c', 'b')])).map(({ depth }) => depth)).toEqual([
      0, 1, 2,
    ]);
  });

  test('loses nothing that was taken back above it, explains itself, or goes round', () => {
    expect(drawn([cause('a', null, { withdrawn: true }), cause('b', 'a')])).toBe('b');
    expect(drawn([cause('a', 'gone')])).toBe('a');
    expect(drawn([cause('a', 'a')])).toBe('a');
    // Two phones, offline: each cause is the other's why. Both stay in sight.
    expect(drawn([cause('a', 'b'), cause('b', 'a'), cause('c', 'b')])).toBe('a b c');
    expect(drawn([])).toBe('');
  });

  test('stands in the order people gave it, then in that of writing', () => {
    expect(
      drawn([cause('a', null, { position: '2' }), cause('b'), cause('c', null, { position: '1' })]),
    ).toBe('c a b');
  });

  test('has an end on each branch', () => {
    const list = ladder([cause('a'), cause('b', 'a'), cause('c', 'a'), cause('d', 'c'), cause('e')]);
    expect(ends(list).map((one) => one.cause.id)).toEqual(['b', 'd', 'e']);
  });
});

describe('what comes next', () => {
  const none = { idea: false, asked: false };
  test('is why, before any idea is asked for', () => {
    expect(nextAt(at([cause('a', null, { reach: 'ours' })], 'a'), none)).toBe('why');
    expect(nextAt(at([cause('a'), cause('b', 'a')], 'b'), none)).toBe('reach');
    expect(nextAt(at([cause('a'), cause('b', 'a', { reach: 'ours' })], 'b'), none)).toBe('idea');
    expect(nextAt(at([cause('a'), cause('b', 'a', { reach: 'ours' })], 'a'), none)).toBe('nothing');
  });

  test('is to ask those whose hands it lies in', () => {
    for (const reach of ['woreda', 'others']) {
      const list = [cause('a'), cause('b', 'a', { reach })];
      expect(nextAt(at(list, 'b'), none)).toBe('ask');
      expect(nextAt(at(list, 'b'), { idea: false, asked: true })).toBe('nothing');
    }
    expect(
      nextAt(at([cause('a'), cause('b', 'a', { reach: 'ours' })], 'b'), { idea: true, asked: false }),
    ).toBe('nothing');
  });
});

describe('how much lies within our hands', () => {
  const of = (...reaches: (string | null)[]) => within(reaches.map((reach) => ({ reach })));
  test('by hand: 3 ours, 1 of the woreda, 1 of others, 2 not said: 3 of 5', () => {
    expect(of('ours', 'ours', null, 'ours', 'woreda', 'others', null)).toEqual({
      ours: 3,
      woreda: 1,
      others: 1,
      unsaid: 2,
      share: 0.6,
    });
  });
  test('is unknown, not none, where nobody has said it', () => {
    expect(of().share).toBeNull();
    expect(of(null, null).share).toBeNull();
    expect(of('woreda').share).toBe(0);
  });
  test('forgets what was taken back', () => {
    expect(within([{ reach: 'ours', withdrawn: true }, { reach: 'others' }])).toMatchObject({
      ours: 0,
      share: 0,
    });
  });
});
