import { describe, expect, it } from 'vitest';
import {
  bandOn,
  bandsOf,
  dueNow,
  inTime,
  marksOf,
  monthsOf,
  nextDate,
  shareOf,
  spanOf,
  type Session,
} from '../../src/collaborative/calendar';

// 1 Meskerem 2019 is 11 September 2026; 1 Tikimt is 11 October, 1 Hidar 10 November, 1 Tahsas 10 December.
function session(number: number, starts: string, ends: string | null = null, more = {}): Session {
  return { id: `s${number}`, channel: 'collaborative:c', fields: { number, starts, ends, ...more } };
}
const CHARTER = { starts: '2026-09-11', ends: '2027-01-08' };
const TWO = [session(2, '2026-12-10'), session(1, '2026-10-13', '2026-10-15')];

describe('the time of a collaborative', () => {
  it('has prework, and an action period after each session', () => {
    expect(bandsOf(CHARTER, TWO)).toEqual([
      { kind: 'prework', number: 0, first: '2026-09-11', last: '2026-10-12' },
      { kind: 'action', number: 1, first: '2026-10-16', last: '2026-12-09' },
      { kind: 'action', number: 2, first: '2026-12-11', last: '2027-01-08' },
    ]);
  });

  it('holds the gains after the last session once the charter says so', () => {
    const kinds = bandsOf({ ...CHARTER, stage: 'holding' }, TWO).map(({ kind }) => kind);
    expect(kinds).toEqual(['prework', 'action', 'holding']);
  });

  it('is all prework without a session, and nothing without a day', () => {
    expect(bandsOf(CHARTER, [])).toEqual([
      { kind: 'prework', number: 0, first: '2026-09-11', last: '2027-01-08' },
    ]);
    // The charter says that it is past prework; between which sessions nobody knows yet.
    expect(bandsOf({ ...CHARTER, stage: 'action' }, [])).toEqual([]);
    expect(bandsOf({}, [])).toEqual([]);
    expect(monthsOf({ charter: {}, sessions: [], startDay: 1 })).toEqual([]);
  });

  it('knows no empty band: a session on the first day, two back to back', () => {
    const close = [session(1, '2026-09-11'), session(2, '2026-09-12')];
    expect(bandsOf(CHARTER, close)).toEqual([
      { kind: 'action', number: 2, first: '2026-09-13', last: '2027-01-08' },
    ]);
  });

  it('leaves out what was taken back or has no day', () => {
    const odd = [session(1, '2026-10-13', null, { withdrawn: true }), { ...session(3, ''), fields: {} }];
    expect(inTime(odd)).toEqual([]);
  });

  it('reaches fifteen months where it has no last day, and as far as its sessions', () => {
    // 450 days after 11 September 2026.
    expect(spanOf({ starts: '2026-09-11' }, [])).toEqual({ first: '2026-09-11', last: '2027-12-05' });
    expect(spanOf(CHARTER, [session(3, '2027-02-01')])?.last).toBe('2027-02-01');
    expect(spanOf(CHARTER, [session(1, '2026-08-01')])?.first).toBe('2026-08-01');
  });

  it('says which band a day lies in, and none on a session', () => {
    const bands = bandsOf(CHARTER, TWO);
    expect(bandOn(bands, '2026-10-16')?.number).toBe(1);
    expect(bandOn(bands, '2026-10-14')).toBeNull();
    expect(bandOn(bands, '2027-06-01')).toBeNull();
  });
});

describe('what has a day', () => {
  const dated = { charter: { ...CHARTER, closes_after_days: 20 }, sessions: TWO, startDay: 1 as const };

  it('stands in its Ethiopian month, reports six days after the period’s end', () => {
    const months = monthsOf(dated);
    expect(months.map(({ first }) => first)).toEqual([
      '2026-09-11',
      '2026-10-11',
      '2026-11-10',
      '2026-12-10',
    ]);
    const told = months.map(({ marks }) => marks.map(({ kind, day }) => `${kind} ${day}`));
    expect(told).toEqual([
      ['begins 2026-09-11'],
      // Meskerem ends on 10 October.
      ['session 2026-10-13', 'due 2026-10-16', 'closes 2026-10-30'],
      ['due 2026-11-15', 'closes 2026-11-29'],
      ['session 2026-12-10', 'due 2026-12-15', 'closes 2026-12-29', 'ends 2027-01-08'],
    ]);
  });

  it('takes the charter’s own days for reports, and months that begin on the 21st', () => {
    const charter = { ...CHARTER, report_due_after_days: 2 };
    const due = marksOf({ charter, sessions: [], startDay: 21 }).filter(({ kind }) => kind === 'due');
    // The reporting month of Meskerem ends on 20 Meskerem, 30 September.
    expect(due.map(({ day }) => day)).toEqual(['2026-10-02', '2026-11-01', '2026-12-01', '2026-12-31']);
  });

  it('shows visits that are planned, not those made or taken back', () => {
    const visits = [
      { id: 'a', fields: { planned_for: '2026-11-20' } },
      { id: 'b', fields: { planned_for: '2026-11-21', day: '2026-11-21' } },
      { id: 'c', fields: { planned_for: '2026-11-22', withdrawn: true } },
    ];
    const found = marksOf({ ...dated, visits }).filter(({ kind }) => kind === 'visit');
    expect(found.map(({ id }) => id)).toEqual(['a']);
  });

  it('puts Pagume with Nehase', () => {
    const months = monthsOf({
      charter: { starts: '2026-09-07', ends: '2026-09-20' },
      sessions: [],
      startDay: 1,
    });
    // 2 Pagume 2018 is 7 September 2026; Nehase begins on 7 August.
    expect(months.map(({ first, last }) => [first, last])).toEqual([
      ['2026-08-07', '2026-09-10'],
      ['2026-09-11', '2026-10-10'],
    ]);
  });

  it('says what comes next for everybody, a session on its last day included', () => {
    const marks = marksOf(dated);
    expect(nextDate(marks, '2026-10-15')?.id).toBe('s1');
    expect(nextDate(marks, '2026-10-16')?.id).toBe('s2');
    expect(nextDate(marks, '2026-12-11')?.kind).toBe('ends');
    expect(nextDate(marks, '2027-01-09')).toBeNull();
  });

  it('says which report is due now', () => {
    expect(dueNow(CHARTER, '2026-10-12', 1)?.day).toBe('2026-10-16');
    expect(dueNow(CHARTER, '2026-10-17', 1)).toBeNull();
  });

  it('places a day between two others', () => {
    const ten = { first: '2026-01-01', last: '2026-01-10' };
    expect([shareOf('2026-01-01', ten), shareOf('2026-01-06', ten), shareOf('2027-01-01', ten)]).toEqual([
      0, 0.5, 1,
    ]);
  });
});
