import { describe, expect, test } from 'vitest';
import { beginning, carriedOver, isOpen, stateOf, takenOver } from '../../src/improvement/cycles/cycle-state';
import { rampsOf } from '../../src/improvement/cycles/ramps';
import type { Cycle } from '../../src/ledger/schema';

const cycle = (id: string, fields: Cycle = {}) => ({ id, fields });
const ids = (ramps: { id: string }[][]): string[] => ramps.map((ramp) => ramp.map((one) => one.id).join(' '));

describe('how far a cycle is', () => {
  test.each([
    [{ question: '?' }, 'planned'],
    [{ starts: '2026-03-10' }, 'planned'],
    [{ starts: '2026-03-10', started: '2026-03-11' }, 'going_on'],
    [{ happened: '6 of 9' }, 'going_on'],
    [{ happened: '6 of 9', compared: 'partly' }, 'studied'],
    [{ happened: '6 of 9', compared: 'partly', decision: 'abandon' }, 'abandon'],
  ])('%o is %s', (fields, state) => expect(stateOf(fields as Cycle)).toBe(state));

  test('it is open until it is decided or taken back', () => {
    expect([{}, { decision: 'adopt' }, { withdrawn: true }].map((one) => isOpen(one))).toEqual([
      true,
      false,
      false,
    ]);
  });
});

test('a plan of which everybody was asked says so; once begun that is past', () => {
  expect([stateOf({}, true), stateOf({ started: '2026-03-10' }, true)]).toEqual(['asked', 'going_on']);
});

describe('when Do begins', () => {
  test('what was predicted up to now is kept, with the day', () => {
    expect(beginning({ prediction: '8 of 10' }, '2026-03-10')).toEqual({
      started: '2026-03-10',
      first_prediction: '8 of 10',
    });
  });
  test('no prediction is kept as none, and a reason only when there is one', () => {
    const none = { started: '2026-03-10', first_prediction: null };
    expect(beginning({ prediction: ' ' }, '2026-03-10', '  ')).toEqual(none);
    expect(beginning({}, '2026-03-10', ' ward closed ')).toEqual({ ...none, override: 'ward closed' });
  });
});

test('from another team its plan is taken over; dates and prediction are one’s own', () => {
  const theirs: Cycle = {
    team: 't9',
    facility: 'f9',
    question: 'Pens?',
    prediction: '9 of 10',
    first_prediction: '9 of 10',
    scale: 'one',
    role: 'midwife',
    measure: 'm',
    what: 'Buy pens',
    when: 'In May',
    starts: '2026-03-10',
    started: '2026-03-11',
    override: 'x',
    learned: 'Pens first',
    decision: 'adopt',
    previous: 'c0',
  };
  expect(takenOver({ id: 'c1', fields: theirs })).toEqual({
    copied_from: 'c1',
    question: 'Pens?',
    scale: 'one',
    role: 'midwife',
    measure: 'm',
    what: 'Buy pens',
  });
});

describe('the next cycle', () => {
  test('takes over who, what and where, never the answers', () => {
    const before = cycle('c1', {
      question: 'Pens?',
      prediction: '9 of 10',
      who: 'Midwife on duty',
      where: '',
      learned: 'Pens first',
      decision: 'adapt',
      facility: 'f',
      team: 't',
    });
    expect(carriedOver(before)).toEqual({ previous: 'c1', who: 'Midwife on duty', facility: 'f', team: 't' });
  });
});

describe('ramps', () => {
  test('are cycles that follow one another, the newest ramp first', () => {
    const ramps = rampsOf([
      cycle('c', { previous: 'b', starts: '2026-05-01' }),
      cycle('x', { starts: '2026-06-01' }),
      cycle('a', { starts: '2026-03-01' }),
      cycle('b', { previous: 'a', starts: '2026-04-01' }),
    ]);
    expect(ids(ramps)).toEqual(['x', 'a b c']);
  });

  test('two cycles that follow the same one stand behind it', () => {
    const ramps = rampsOf([
      cycle('b2', { previous: 'a', starts: '2026-05-01' }),
      cycle('a', { starts: '2026-03-01' }),
      cycle('b1', { previous: 'a', starts: '2026-04-01' }),
    ]);
    expect(ids(ramps)).toEqual(['a b1 b2']);
  });

  test('a cycle whose forerunner isn’t on this phone begins its own', () => {
    expect(ids(rampsOf([cycle('b', { previous: 'elsewhere' })]))).toEqual(['b']);
  });

  test('two phones that linked two cycles to each other don’t hang the screen', () => {
    const ramps = rampsOf([
      cycle('a', { previous: 'b', starts: '2026-03-01' }),
      cycle('b', { previous: 'a', starts: '2026-04-01' }),
      cycle('c', { previous: 'b', starts: '2026-05-01' }),
    ]);
    expect(ids(ramps)).toEqual(['a b c']);
  });
});
