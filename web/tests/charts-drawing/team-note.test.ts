import { describe, expect, it } from 'vitest';
import { isOutside, isToAsk, newestNotes, notesOf } from '../../src/charts/team-note';
import type { Point } from '../../src/measures/series';
import { period } from '../../src/periods';

const point = (month: number, note: string | null, value: number | null = 50, draft = false): Point =>
  ({ period: period('ethiopian_month', 2018, month), value, note, draft }) as unknown as Point;

describe('the team’s note', () => {
  it('is the newest two of the last six months, the newest first', () => {
    const points = [
      point(1, 'too long ago'),
      point(2, null),
      point(3, 'three'),
      point(4, '  '),
      point(5, 'five'),
      point(6, 'six'),
      point(7, null),
      point(8, 'not counted', null),
    ];
    expect(notesOf(points).map(({ text }) => text)).toEqual(['six', 'five']);
    expect(notesOf([point(1, 'old'), ...[2, 3, 4, 5, 6, 7].map((month) => point(month, null))])).toEqual([]);
  });

  it('says nothing of drafts, and nothing where nothing was counted', () => {
    expect(notesOf([point(1, 'a draft', 50, true)])).toEqual([]);
    expect(notesOf([])).toEqual([]);
  });

  it('is found for each facility among what was shown', () => {
    const count = (facility: string, at: string, note: string | null, more = {}) => ({
      fields: { measure: 'm', facility, period: at, note, ...more },
    });
    const found = newestNotes(
      [
        count('a', 'e2018-02', 'newer'),
        count('a', 'e2018-01', 'older'),
        count('a', 'e2018-03', 'taken back', { withdrawn: true }),
        count('b', 'e2018-01', null),
        count('c', 'e2018-01', 'of another', { measure: 'x' }),
      ],
      'm',
    );
    expect(found).toEqual({ a: { period: 'e2018-02', text: 'newer' } });
  });

  it('stands before a signal for officials and mentors, not for a member', () => {
    expect([isOutside(['official']), isOutside(['mentor']), isOutside(['staff'])]).toEqual([
      true,
      true,
      false,
    ]);
    expect(isOutside(['member', 'mentor'])).toBe(false);
    expect([isToAsk('ask_run'), isToAsk('outside_one'), isToAsk('better_run'), isToAsk('ordinary')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
