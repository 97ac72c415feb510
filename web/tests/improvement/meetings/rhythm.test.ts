import { describe, expect, test } from 'vitest';
import { months, offersHuddle } from '../../../src/improvement/meetings/rhythm';

// Meskerem 2019 is 11 September to 10 October 2026; Tikimt to 9 November; Hidar to 9 December.
const met = (day: string, kind = 'full') => ({ day, kind });
const told = (...days: string[]) =>
  months(
    days.map((day) => met(day)),
    '2026-12-20',
  ).map(({ period, meetings }) => [period.id, meetings]);

describe('meetings a month', () => {
  test('a month without one is a count of 0; none before the first; none for the month that runs', () => {
    expect(told('2026-09-15', '2026-09-29', '2026-11-12', '2026-12-15')).toEqual([
      ['e2019-01', 2],
      ['e2019-02', 0],
      ['e2019-03', 1],
    ]);
  });

  test('Pagume counts with Meskerem, as in every report', () => {
    // 30 August 2026 is 24 Nehase, 8 September is 3 Pagume 2018.
    expect(told('2026-08-30', '2026-09-08')[1]).toEqual(['e2019-01', 1]);
  });

  test('what was taken back, has no day or lies ahead is none', () => {
    const odd = [{ day: '2026-09-15', withdrawn: true }, {}, { day: '2027-01-30' }];
    expect(months(odd, '2026-12-20')).toEqual([]);
  });
});

describe('a busy month', () => {
  test('is offered a huddle until a full meeting was held in it', () => {
    expect(offersHuddle([], '2026-12-20')).toBe(true);
    expect(offersHuddle([met('2026-12-12', 'huddle')], '2026-12-20')).toBe(true);
    expect(offersHuddle([met('2026-12-08')], '2026-12-20')).toBe(true); // 29 Hidar: the month before
    expect(offersHuddle([met('2026-12-12')], '2026-12-20')).toBe(false);
    expect(offersHuddle([{ ...met('2026-12-12'), withdrawn: true }], '2026-12-20')).toBe(true);
    expect(offersHuddle([met('2026-12-25')], '2026-12-20')).toBe(true);
  });
});
