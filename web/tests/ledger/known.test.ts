import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gaplessTo, isKnown, withKnown, withoutKnown, type Ranges } from '../../src/ledger/known';

test('ranges say of any numbers, put in and taken out in any order, what a set would say', () => {
  const steps = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 12 })), { maxLength: 40 });
  const likeASet = fc.property(steps, (list) => {
    let ranges: Ranges = [];
    const set = new Set<number>();
    for (const [isIn, n] of list) {
      ranges = isIn ? withKnown(ranges, n) : withoutKnown(ranges, n);
      if (isIn) set.add(n);
      else set.delete(n);
    }
    for (let n = 1; n <= 13; n++) expect(isKnown(ranges, n)).toBe(set.has(n));
    let gapless = 0;
    while (set.has(gapless + 1)) gapless += 1;
    expect(gaplessTo(ranges)).toBe(gapless);
    // As few as can be: between two ranges there is always a hole.
    for (let i = 1; i < ranges.length; i++) expect(ranges[i]![0]).toBeGreaterThan(ranges[i - 1]![1] + 1);
  });
  fc.assert(likeASet, { numRuns: 300 });
});
