import { expect, test } from 'vitest';
import vectors from '../../../vectors/independence.json';
import { independence, overTime } from '../../src/mentoring/team/independence';
import { daysOf } from '../../src/mentoring/team/acts-done';

test.each(vectors.cases)('$name', ({ acts, visits, cycles, today, expected }) => {
  const found = independence(
    { acts, visits, cycles: cycles.map(([first, last]) => ({ first: first!, last: last ?? null })) },
    today,
  );
  expect(found.acts).toBe(expected.acts);
  expect(found.own).toBe(expected.own);
  if (expected.share === null) expect(found.share).toBeNull();
  else expect(found.share).toBeCloseTo(expected.share, 12);
  expect(found.daysToNext).toEqual(expected.days_to_next);
  expect(found.longestGap).toBe(expected.longest_gap);
});

test('over time there is a gap where too little happened to say anything', () => {
  // Six acts in January, none before: at the end of December nothing is said, at the end of January all are own.
  const acts = ['01-03', '01-08', '01-13', '01-18', '01-23', '01-28'].map((day) => `2026-${day}`);
  expect(overTime({ acts, visits: [], cycles: [] }, ['2025-12-31', '2026-01-31'])).toEqual([null, 1]);
});

test('what counts as an act: a meeting, a step of a cycle, a count shown, an idea; once a day each', () => {
  const days = daysOf({
    team: 't',
    facility: 'f',
    meetings: [
      { team: 't', day: '2026-01-05' },
      { team: 't', day: '2026-01-05' },
      { team: 't', day: '2026-01-06', withdrawn: true },
      { team: 'other', day: '2026-01-07' },
    ],
    cycles: [
      { team: 't', started: '2026-01-10', ends: '2026-01-20', happened: 'It held.' },
      { team: 't', starts: '2026-02-01' },
      { team: 't', started: '2026-02-05', ends: '2026-02-20' },
    ],
    counts: [
      { facility: 'f', reported_on: '2026-02-03' },
      { facility: 'f', reported_on: '2026-02-03' },
      { facility: 'f' },
    ],
    // 2026-02-10T00:00Z is 1,770,681,600,000 ms since 1970: hexadecimal 019c44d90800.
    ideas: [
      { id: '019c44d9-0800-7abc-8def-000000000000', fields: { team: 't' } },
      { id: '5b0a6f1d-4c0e-5b57-9a53-6465626f2e31', fields: { team: 't' } },
    ],
    visits: [
      { facility: 'f', day: '2026-01-15', ended: true },
      { facility: 'f', planned_for: '2026-03-01' },
      { facility: 'f', day: '2026-01-16', withdrawn: true },
      { facility: 'f2', day: '2026-01-17' },
    ],
  });
  expect(days.acts).toEqual([
    '2026-01-05',
    '2026-01-10',
    '2026-01-20',
    '2026-02-03',
    '2026-02-05',
    '2026-02-10',
  ]);
  expect(days.visits).toEqual(['2026-01-15']);
  expect(days.cycles).toEqual([
    { first: '2026-01-10', last: '2026-01-20' },
    { first: '2026-02-05', last: null },
  ]);
});
