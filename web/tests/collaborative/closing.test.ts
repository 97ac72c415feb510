import { describe, expect, it } from 'vitest';
import { periodsToClose } from '../../src/collaborative/closing';

describe('the periods a charter closes', () => {
  it('are the last six that are over, newest first', () => {
    // 23 November 2026 is 14 Hidar 2019: Tikimt 2019 ended on 9 November.
    const ids = periodsToClose([], '2026-11-23', 1).map((one) => one.id);
    expect(ids).toEqual(['e2019-02', 'e2019-01', 'e2018-12', 'e2018-11', 'e2018-10', 'e2018-09']);
  });

  it('follow a month that begins on the 21st', () => {
    // 1 December 2026 is 22 Hidar 2019: the 21–20 month of Hidar was over the day before yesterday.
    expect(periodsToClose(['ethiopian_month'], '2026-12-01', 21)[0]?.id).toBe('e2019-03');
    expect(periodsToClose(['ethiopian_month'], '2026-12-01', 1)[0]?.id).toBe('e2019-02');
  });

  it('cover every kind that is counted', () => {
    const ids = periodsToClose(['week', 'gregorian_month'], '2026-11-23', 1).map((one) => one.id);
    expect(ids).toHaveLength(12);
    expect(ids[0]).toBe('2026W47'); // 23 November 2026 is the Monday of week 48
    expect(ids[6]).toBe('2026-10');
  });
});
