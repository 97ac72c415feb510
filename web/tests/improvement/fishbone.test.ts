import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bonesOf, layout, wrapped } from '../../src/improvement/problems/fishbone';
import { ladder, type Kept } from '../../src/improvement/problems/whys';

const KINDS = ['supplies', 'skills', 'process', 'other'];
const cause = (id: string, kind: string | null, parent: string | null = null, text = id): Kept => ({
  id,
  fields: { kind, parent, text },
});

describe('the bones', () => {
  test('one per part of the work that has a cause, in their order', () => {
    const list = ladder([cause('a', 'process'), cause('b', 'supplies'), cause('c', 'process')]);
    expect(bonesOf(list, KINDS).map((one) => [one.kind, one.causes.map(({ cause }) => cause.id)])).toEqual([
      ['supplies', ['b']],
      ['process', ['a', 'c']],
    ]);
  });
  test('a why without a part of its own joins the cause it explains; at the top, “other”', () => {
    const list = ladder([
      cause('a', 'skills'),
      cause('b', null, 'a'),
      cause('c', 'supplies', 'b'),
      cause('d', null),
    ]);
    expect(bonesOf(list, KINDS).map((one) => [one.kind, one.causes.map(({ cause }) => cause.id)])).toEqual([
      ['supplies', ['c']],
      ['skills', ['a', 'b']],
      ['other', ['d']],
    ]);
  });
});

test('an element that was missed is what is seen, not a cause', () => {
  const seen = { id: 'a', fields: { text: 'Missed: weighed', element: 'weighed' } };
  const list = ladder([seen, cause('b', 'supplies', 'a')]);
  expect(bonesOf(list, KINDS).map(({ kind }) => kind)).toEqual(['supplies']);
});

describe('the drawing', () => {
  test('has bones in pairs above and below, all words on the sheet and none across another', () => {
    const text = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 12 });
    const some = fc.array(fc.tuple(fc.constantFrom(...KINDS), text), { maxLength: 20 });
    fc.assert(
      fc.property(some, (given) => {
        const list = ladder(given.map(([kind, words], at) => cause(String(at), kind, null, words.join(' '))));
        const bones = bonesOf(list, KINDS);
        const fish = layout(bones, 'Births without the whole bundle');
        expect(fish.bones.map(({ up }) => up)).toEqual(bones.map((_, at) => at % 2 === 0));
        for (const { twigs, tip, foot, up } of fish.bones) {
          expect(foot.y).toBe(fish.spine);
          let [bottom] = [-Infinity];
          for (const { x, y, lines } of twigs) {
            const [top, end] = [y - (lines.length * 19) / 2, y + (lines.length * 19) / 2];
            expect(top).toBeGreaterThanOrEqual(bottom);
            expect(x).toBeGreaterThanOrEqual(tip.x - 0.01);
            expect(x).toBeLessThanOrEqual(foot.x + 0.01);
            if (up) expect(end).toBeLessThanOrEqual(fish.spine);
            else expect(top).toBeGreaterThanOrEqual(fish.spine);
            expect(top).toBeGreaterThanOrEqual(0);
            expect(end).toBeLessThanOrEqual(fish.height);
            bottom = end;
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('words in lines', () => {
  test('break between words and end in an ellipsis', () => {
    expect(wrapped('The tests are locked in the head’s room', 16)).toEqual([
      'The tests are',
      'locked in the',
      'head’s room',
    ]);
    expect(wrapped('one two three four', 4, 2)).toEqual(['one', 'two…']);
    expect(wrapped('abcdefghij', 5)).toEqual(['abcd…']);
    expect(wrapped('', 5)).toEqual(['']);
  });
  test('give Ethiopic letters the room they need', () => {
    // 21 letters and blanks: one line of Latin, two of Ethiopic.
    expect(wrapped('የምርመራ ኪቱ ሌሊት ተቆልፎበታል', 26)).toHaveLength(2);
    expect(wrapped('The kits lock at nite', 26)).toHaveLength(1);
  });
});
