import { describe, expect, test } from 'vitest';
import { isClosed } from '../../src/measures/closing';
import { duePeriod, inOrder, isCountedAt, periodFrom, pointAt, pointBefore } from '../../src/measures/due';
import { pointsOf } from '../../src/measures/series';
import { today } from '../../src/periods';
import { parse } from '../../src/periods';
import { counted, of, SHARE } from './counts';

describe('what is due', () => {
  // 1 Tikimt 2019 is 11 October 2026 (DOMAIN 5.5: 1 Meskerem 2019 is 11 September 2026).
  test('is the newest period that is over', () => {
    expect(duePeriod('ethiopian_month', '2026-10-11').id).toBe('e2019-01');
    expect(duePeriod('ethiopian_month', '2026-10-10').id).toBe('e2018-12');
    expect(duePeriod('gregorian_month', '2026-10-12').id).toBe('2026-09');
    expect(duePeriod('week', '2026-10-12').id).toBe('2026W41');
  });

  test('a month from the 21st to the 20th is over on the 21st', () => {
    // 20 Meskerem 2019 is 30 September 2026.
    expect(duePeriod('ethiopian_month', '2026-09-30', 21).id).toBe('e2018-12');
    expect(duePeriod('ethiopian_month', '2026-10-01', 21).id).toBe('e2019-01');
  });
});

describe('points around a period', () => {
  const points = pointsOf(SHARE, [
    counted('e2018-09', of(2, 10)),
    counted('e2018-11', { ...of(3, 10), withdrawn: true }),
    counted('e2018-12', of(0, 0)),
  ]);

  test('a count of nobody is a count; one taken back and a gap are not', () => {
    expect(pointAt(points, parse('e2018-12'))?.value).toBeNull();
    expect(pointAt(points, parse('e2018-11'))).toBeNull();
    expect(pointAt(points, parse('e2018-10'))).toBeNull();
  });

  test('the one before is the nearest with a figure', () => {
    expect(pointBefore(points, parse('e2019-01'))?.period.id).toBe('e2018-09');
    expect(pointBefore(points, parse('e2018-09'))).toBeNull();
  });
});

test('a measure is counted at its kinds of facility, or everywhere', () => {
  expect(isCountedAt({ reported_by: ['hospital'] }, 'health_post')).toBe(false);
  expect(isCountedAt({ reported_by: ['hospital', 'health_post'] }, 'health_post')).toBe(true);
  expect(isCountedAt({}, 'health_post')).toBe(true);
});

test('measures stand in the charter’s order, 2 before 10, then by name', () => {
  const list = [
    { name: { en: 'b' } },
    { position: '10', name: { en: 'x' } },
    { position: '2', name: { en: 'y' } },
    { name: { en: 'a' } },
  ];
  const sorted = [...list].sort((a, b) => inOrder(a, b, (one) => one.name?.en ?? ''));
  expect(sorted.map((one) => one.name.en)).toEqual(['y', 'x', 'a', 'b']);
});

test('an address that names no period of this kind names none', () => {
  expect(periodFrom('e2018-01', 'ethiopian_month', 1)?.id).toBe('e2018-01');
  expect([undefined, '2026-03', 'soon'].map((text) => periodFrom(text, 'ethiopian_month', 1))).toEqual([
    null,
    null,
    null,
  ]);
});

describe('the day it is', () => {
  test('ends at midnight in Addis Ababa, three hours before UTC’s', () => {
    expect(today(Date.UTC(2026, 9, 11, 20, 59))).toBe('2026-10-11');
    expect(today(Date.UTC(2026, 9, 11, 21, 0))).toBe('2026-10-12');
  });

  test('never lies before what the hub already knows: a clock of 1970 is no reason to count 1962', () => {
    expect(today(0, '2026-09-11')).toBe('2026-09-11');
    expect(today(Date.UTC(2026, 9, 11), '2026-09-11')).toBe('2026-10-11');
  });
});

describe('a period closed by the charter', () => {
  // Meskerem 2019 ends on 10 October 2026.
  const period = parse('e2019-01');
  test('closes so many days after its end', () => {
    expect(isClosed(period, '2026-10-20', { closes_after_days: 10 }, [])).toBe(false);
    expect(isClosed(period, '2026-10-21', { closes_after_days: 10 }, [])).toBe(true);
    expect(isClosed(period, '2030-01-01', null, [])).toBe(false);
  });

  test('or by the steward, whose word goes before the rule both ways', () => {
    expect(isClosed(period, '2026-10-11', {}, [{ period: 'e2019-01' }])).toBe(true);
    expect(
      isClosed(period, '2027-10-11', { closes_after_days: 10 }, [{ period: 'e2019-01', open_again: true }]),
    ).toBe(false);
    expect(isClosed(period, '2026-10-11', {}, [{ period: 'e2018-12' }])).toBe(false);
  });
});
