/** Equal voice against numbers worked out by hand (docs/meetings.md shows the sums). */
import { describe, expect, test } from 'vitest';
import {
  apartFrom,
  byRole,
  countsOf,
  equalVoice,
  gini,
  hearFirst,
  inequality,
  parity,
  shareHeard,
} from '../../../src/improvement/meetings/voice';

const counted = (...each: number[]): Map<string, number> =>
  new Map(each.map((one, at) => [`p${at + 1}`, one]));

describe('how unequal a table was', () => {
  // 8,1,1,0,0: Σp² = 0.64 + 0.01 + 0.01 = 0.66; (5·0.66 − 1)/4 = 0.575; √0.575 = 0.7583.
  // 3,1: Σp² = 0.625; (2·0.625 − 1)/1 = 0.25; √0.25 = 0.5.
  // 2,1,1: Σp² = 0.25 + 0.0625·2 = 0.375; (3·0.375 − 1)/2 = 0.0625; √ = 0.25.
  test.each([
    [[8, 1, 1, 0, 0], 0.758288],
    [[2, 2, 2, 2, 2], 0],
    [[7, 0, 0, 0, 0], 1],
    [[3, 1], 0.5],
    [[2, 1, 1], 0.25],
    [[1, 1, 1], 0],
  ])('%o is %d', (counts, index) => expect(inequality(counts)).toBeCloseTo(index, 6));

  // 8,1,1,0,0 in order 0,0,1,1,8: Σ(2i−n−1)x = 0·1 + 2·1 + 4·8 = 34; 34/(5·10) = 0.68.
  // 3,1: Σ = −1·1 + 1·3 = 2; 2/(2·4) = 0.25. 7,0,0,0,0: 4·7/(5·7) = 0.8.
  test.each([
    [[8, 1, 1, 0, 0], 0.68],
    [[0, 1, 8, 0, 1], 0.68],
    [[2, 2, 2, 2, 2], 0],
    [[7, 0, 0, 0, 0], 0.8],
    [[3, 1], 0.25],
  ])('Gini of %o is %d', (counts, index) => expect(gini(counts)).toBeCloseTo(index, 12));

  test('nothing said, or nobody to compare with, is no figure', () => {
    expect([
      inequality([]),
      inequality([4]),
      inequality([0, 0]),
      gini([]),
      gini([0, 0]),
      shareHeard([]),
    ]).toEqual([null, null, null, null, null, null]);
  });

  test('three of five were heard', () => expect(shareHeard([8, 1, 1, 0, 0])).toBe(0.6));
});

describe('those who were not at the learning session', () => {
  const members = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
  const attended = new Set(['a', 'b', 'c']);

  test('nine members, three attended and gave 80 % of ideas: parity of the six others is 0.30', () => {
    // (2 of 10) / (6 of 9) = 0.2 / 0.6667 = 0.30
    const ideas = ['a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'd', 'e'];
    expect(parity(ideas, members, attended)).toBeCloseTo(0.3, 12);
  });

  test('each one idea is even', () => expect(parity(members, members, attended)).toBeCloseTo(1, 12));

  test('a guest is no member, so counts on neither side', () => {
    expect(parity(['guest', 'a', 'd'], members, new Set([...attended, 'guest']))).toBeCloseTo(
      0.5 / (6 / 9),
      12,
    );
  });

  test('in shares, and only where it tells about nobody', () => {
    // Six of nine are others and gave 2 of 10 ideas: 0.667 of us, 0.2 of the ideas, parity 0.30.
    const ideas = ['a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'd', 'e'];
    const found = apartFrom(ideas, members, attended)!;
    expect([found.people, found.ideas, found.parity].map((one) => Number(one.toFixed(3)))).toEqual([
      0.667, 0.2, 0.3,
    ]);
    expect(apartFrom(ideas.slice(0, 4), members, attended)).toBeNull();
    expect(apartFrom(ideas, members.slice(0, 4), attended)).toBeNull();
    expect(apartFrom(ideas, members, new Set(['a']))).toBeNull();
    expect(apartFrom(ideas, members, new Set(members.slice(0, -1)))).toBeNull();
  });

  test('without ideas, with all or with none there is nothing to compare', () => {
    expect(parity([], members, attended)).toBeNull();
    expect(parity(['a'], members, new Set(members))).toBeNull();
    expect(parity(['a'], members, new Set())).toBeNull();
  });
});

describe('what may be told', () => {
  test('8,1,1,0,0 is told with whom to hear first', () => {
    const counts = counted(8, 1, 1, 0, 0);
    const told = equalVoice(counts)!;
    expect(told.gini).toBeCloseTo(0.68, 12);
    expect(told.heard).toBe(0.6);
    expect(told.shares).toEqual([0.8, 0.1, 0.1, 0, 0]);
    expect(hearFirst(counts)).toEqual(['p4', 'p5']);
  });

  test('2,2,2,2,2 is 0 and nobody is asked for', () => {
    expect(equalVoice(counted(2, 2, 2, 2, 2))).toMatchObject({ inequality: 0, gini: 0, heard: 1 });
    expect(hearFirst(counted(2, 2, 2, 2, 2))).toEqual([]);
  });

  test('four people, or four contributions, are too few; five of each are told', () => {
    expect(equalVoice(counted(9, 1, 0, 0))).toBeNull();
    expect(hearFirst(counted(9, 1, 0, 0))).toEqual([]);
    expect(equalVoice(counted(4, 0, 0, 0, 0))).toBeNull();
    expect(hearFirst(counted(4, 0, 0, 0, 0))).toEqual([]);
    expect(equalVoice(counted(5, 0, 0, 0, 0))).not.toBeNull();
  });

  test('who is not here counts nowhere', () => {
    expect([...countsOf(['a', 'b'], ['a', 'x', 'a'])]).toEqual([
      ['a', 2],
      ['b', 0],
    ]);
  });
});

describe('by role', () => {
  const roleOf = (roles: Record<string, string>) => (person: string) => roles[person] ?? '';

  test('a role of one is told with others of its kind', () => {
    const roles = { p1: 'midwife', p2: 'midwife', p3: 'hew', p4: 'hew', p5: 'laboratory', p6: 'pharmacy' };
    // 10 contributions: midwives 6, health extension workers 3, the two alone 1.
    expect(byRole(counted(4, 2, 3, 0, 1, 0), roleOf(roles))).toEqual([
      { roles: ['hew'], people: 2, voice: 0.3, here: 2 / 6 },
      { roles: ['laboratory', 'pharmacy'], people: 2, voice: 0.1, here: 2 / 6 },
      { roles: ['midwife'], people: 2, voice: 0.6, here: 2 / 6 },
    ]);
  });

  test('one left alone is told with the smallest role beside, never by itself', () => {
    const roles = { p1: 'midwife', p2: 'midwife', p3: 'midwife', p4: 'hew', p5: 'hew', p6: 'pharmacy' };
    const told = byRole(counted(1, 1, 1, 1, 0, 1), roleOf(roles));
    expect(told.map(({ roles, people }) => [roles, people])).toEqual([
      [['hew', 'pharmacy'], 3],
      [['midwife'], 3],
    ]);
  });

  test('one group is everybody, and says nothing', () => {
    expect(byRole(counted(3, 2), roleOf({ p1: 'midwife', p2: 'midwife' }))).toEqual([]);
    expect(byRole(counted(3, 2), roleOf({ p1: 'midwife', p2: 'pharmacy' }))).toEqual([]);
    expect(byRole(counted(0, 0, 0, 0), roleOf({ p1: 'a', p2: 'a', p3: 'b', p4: 'b' }))).toEqual([]);
  });
});
