import { describe, expect, test } from 'vitest';
import type { Answer, Escalation } from '../../src/ledger/schema';
import {
  ANSWER_DAYS,
  answersTo,
  daysBetween,
  standOf,
  waitingFirst,
} from '../../src/improvement/asked/clock';

const asking = (id: string, asked_on: string, more: Escalation = {}) => ({
  id,
  fields: { asked_on, ...more },
});
const answer = (id: string, escalation: string, answered_on: string, more: Answer = {}) => ({
  id,
  fields: { escalation, answered_on, ...more },
});

describe('the clock', () => {
  test('counts whole days from the day it was asked, over the turn of a year', () => {
    expect(daysBetween('2026-12-28', '2027-01-03')).toBe(6);
    expect(daysBetween('2026-11-12', '2026-11-27')).toBe(15);
    // A phone whose clock fell back doesn't count below nothing.
    expect(daysBetween('2026-11-12', '2026-11-01')).toBe(0);
    expect(daysBetween(null, '2026-11-01')).toBe(0);
  });

  test('is late from the fourteenth day on', () => {
    expect(ANSWER_DAYS).toBe(14);
    const one = asking('a', '2026-11-01');
    expect(standOf(one, [], '2026-11-14')).toEqual({ kind: 'waits', days: 13, late: false });
    expect(standOf(one, [], '2026-11-15')).toEqual({ kind: 'waits', days: 14, late: true });
    expect(standOf(one, [], '2026-12-01')).toEqual({ kind: 'waits', days: 30, late: true });
  });

  test('stops with an answer, however late, and counts what the answer took', () => {
    const one = asking('a', '2026-11-01');
    const said = answer('x', 'a', '2026-11-21');
    expect(standOf(one, [said], '2026-12-30')).toEqual({ kind: 'answered', answer: said, days: 20 });
    expect(standOf(one, [answer('x', 'another', '2026-11-21')], '2026-11-02').kind).toBe('waits');
    expect(standOf(one, [answer('x', 'a', '2026-11-21', { withdrawn: true })], '2026-11-02').kind).toBe(
      'waits',
    );
  });

  test('ends when the team settles it or takes it back', () => {
    expect(standOf(asking('a', '2026-11-01', { settled_on: '2026-11-05' }), [], '2026-12-01')).toEqual({
      kind: 'settled',
      answer: null,
    });
    expect(standOf(asking('a', '2026-11-01', { withdrawn: true }), [], '2026-12-01').kind).toBe('taken_back');
  });

  test('of several answers the newest counts', () => {
    const [old, two, three] = [
      answer('p', 'a', '2026-11-03'),
      answer('q', 'a', '2026-11-09'),
      answer('r', 'a', '2026-11-09'),
    ];
    expect(answersTo('a', [two, old, three]).map(({ id }) => id)).toEqual(['r', 'q', 'p']);
  });
});

test('the list has the longest waiting first, and nothing of what is settled', () => {
  const list = [
    asking('young', '2026-11-25'),
    asking('late', '2026-11-12'),
    asking('later', '2026-10-01'),
    asking('answered', '2026-11-01'),
    asking('settled', '2026-09-01', { settled_on: '2026-09-20' }),
    asking('back', '2026-09-01', { withdrawn: true }),
  ];
  const found = waitingFirst(list, [answer('x', 'answered', '2026-11-10')], '2026-11-27');
  expect(found.late.map(({ id }) => id)).toEqual(['later', 'late']);
  expect(found.waiting.map(({ id }) => id)).toEqual(['young']);
  expect(found.answered.map(({ id }) => id)).toEqual(['answered']);
});
