import { describe, expect, test } from 'vitest';
import { isNews, newestOf, pointsOf, upTo } from '../../src/measures/series';
import { parse } from '../../src/periods';
import { counted, of, SHARE } from './counts';

const TEAM = { channel: 'team:t' };

describe('the points of a facility', () => {
  test('stand in the order of time, with a gap where a month was not counted', () => {
    const points = pointsOf(SHARE, [counted('e2018-03', of(3, 4)), counted('e2018-01', of(1, 4))]);
    expect(points.map((point) => [point.period.id, point.value])).toEqual([
      ['e2018-01', 25],
      ['e2018-02', null],
      ['e2018-03', 75],
    ]);
  });

  test('leave out a period of another kind, or one no calendar knows', () => {
    const points = pointsOf(SHARE, [counted('2026-03', of(1, 4)), counted('e2018-13', of(1, 4))]);
    expect(points).toEqual([]);
  });

  test('show a draft the team has not released', () => {
    const [point] = pointsOf(SHARE, [counted('e2018-01', of(1, 4), TEAM)]);
    expect(point).toMatchObject({ value: 25, draft: true });
  });

  test('show what was released as no draft, though the team’s copy is still there', () => {
    const draft = counted('e2018-01', of(1, 4), { ...TEAM, stamp: 5 });
    const [point] = pointsOf(SHARE, [draft, counted('e2018-01', of(1, 4), { stamp: 6 })]);
    expect(point).toMatchObject({ value: 25, draft: false });
  });

  test('show the team’s change after the release as a draft', () => {
    const draft = counted('e2018-01', of(2, 4), { ...TEAM, stamp: 9 });
    const [point] = pointsOf(SHARE, [draft, counted('e2018-01', of(1, 4), { stamp: 6 })]);
    expect(point).toMatchObject({ value: 50, draft: true });
  });

  test('show a later correction of the shared copy, not the old draft', () => {
    const draft = counted('e2018-01', of(2, 4), { ...TEAM, stamp: 5 });
    const [point] = pointsOf(SHARE, [draft, counted('e2018-01', of(1, 4), { stamp: 6 })]);
    expect(point).toMatchObject({ value: 25, draft: false });
  });

  test('a release that was undone leaves the draft standing', () => {
    const draft = counted('e2018-01', of(2, 4), { ...TEAM, stamp: 5 });
    const undone = counted('e2018-01', { ...of(2, 4), withdrawn: true }, { stamp: 7 });
    expect(pointsOf(SHARE, [draft, undone])[0]).toMatchObject({ value: 50, draft: true });
    expect(isNews({ fields: { withdrawn: true } }, { fields: { withdrawn: true } })).toBe(false);
  });

  test('a count taken back leaves a gap', () => {
    const [point] = pointsOf(SHARE, [counted('e2018-01', { ...of(2, 4), withdrawn: true })]);
    expect(point!.value).toBeNull();
  });
});

describe('up to the period that is due', () => {
  const points = pointsOf(SHARE, [counted('e2018-01', of(1, 4))]);

  test('the months not yet counted are seen as missing', () => {
    expect(upTo(points, parse('e2018-03')).map((point) => point.period.id)).toEqual([
      'e2018-01',
      'e2018-02',
      'e2018-03',
    ]);
  });

  test('a series that ended long ago is not drawn on', () => {
    expect(upTo(points, parse('e2019-03'))).toHaveLength(1);
  });

  test('the newest point is the last one counted', () => {
    expect(newestOf(upTo(points, parse('e2018-03')))).toBe(0);
  });
});
