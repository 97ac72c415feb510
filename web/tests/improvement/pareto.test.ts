import { describe, expect, test } from 'vitest';
import { paretoOf, vitalFew } from '../../src/improvement/problems/pareto';

/**
 * Two months of 30 and 20 charts, added up by hand:
 * warm: 24+15 done, 4+3 not done, 2+2 not documented → 11 of 50
 * cord: 28+20 done, 2+0 not done → 2 of 50
 * skin: 18+10 done, 3+4 not done, 4+1 not documented, 5+5 not applicable → 12 of 40
 * Missed in all: 25. Skin 12/25 = 0.48; with warm 23/25 = 0.92; with cord 25/25.
 */
const MONTHS = [
  {
    warm: { done: 24, not_done: 4, not_documented: 2 },
    cord: { done: 28, not_done: 2 },
    skin: { done: 18, not_done: 3, not_documented: 4, not_applicable: 5 },
  },
  {
    warm: { done: 15, not_done: 3, not_documented: 2 },
    cord: { done: 20, not_done: 0 },
    skin: { done: 10, not_done: 4, not_documented: 1, not_applicable: 5 },
  },
];

describe('the bars', () => {
  test('stand by what was missed, with what they make up together', () => {
    expect(paretoOf(['warm', 'cord', 'skin'], MONTHS)).toEqual([
      { key: 'skin', notDone: 7, notDocumented: 5, missed: 12, of: 40, together: 12 / 25 },
      { key: 'warm', notDone: 7, notDocumented: 4, missed: 11, of: 50, together: 23 / 25 },
      { key: 'cord', notDone: 2, notDocumented: 0, missed: 2, of: 50, together: 1 },
    ]);
  });

  test('keep the bundle’s order where as much was missed', () => {
    const same = { a: { done: 1, not_done: 2 }, b: { done: 1, not_documented: 2 }, c: { not_done: 3 } };
    expect(paretoOf(['b', 'a', 'c'], [same]).map(({ key }) => key)).toEqual(['c', 'b', 'a']);
  });

  test('say nothing of months without elements, and divide nothing by nothing', () => {
    const [bar] = paretoOf(['a'], [null, undefined, {}, { b: { not_done: 3 } }]);
    expect(bar).toEqual({ key: 'a', notDone: 0, notDocumented: 0, missed: 0, of: 0, together: 0 });
    expect(paretoOf([], MONTHS)).toEqual([]);
  });
});

describe('the vital few', () => {
  test('are the fewest that make up four fifths', () => {
    expect(vitalFew(paretoOf(['warm', 'cord', 'skin'], MONTHS)).map(({ key }) => key)).toEqual([
      'skin',
      'warm',
    ]);
    // 8 of 10 is four fifths exactly: one is enough.
    const exact = { a: { not_done: 8 }, b: { not_done: 2 } };
    expect(vitalFew(paretoOf(['a', 'b'], [exact])).map(({ key }) => key)).toEqual(['a']);
  });
  test('are none where nothing was missed', () => {
    expect(vitalFew(paretoOf(['a', 'b'], [{ a: { done: 4 }, b: { done: 4 } }]))).toEqual([]);
  });
});
