import { beforeEach, describe, expect, test } from 'vitest';
import { later } from '../../src/today/later.svelte';
import { nextThings, type Given } from '../../src/today/next';
import { isQuiet, quietOf, USUAL } from '../../src/today/quiet';

const TODAY = '2026-11-27';
const base: Given = {
  today: TODAY,
  team: 't',
  facility: 'hc',
  roles: ['midwife'],
  held: [
    { person: 'me', role: 'midwife', place: 'hc' },
    { person: 'other', role: 'laboratory', place: 'hc' },
  ],
  tasks: [],
  cycles: [],
  meetings: [],
  escalations: [],
  answers: [],
  words: [],
};
const what = (given: Partial<Given>): string[] =>
  nextThings({ ...base, ...given }).map((one) => `${one.what} ${one.id}`);
const task = (id: string, fields: object) => ({
  id,
  fields: { team: 't', facility: 'hc', role: 'midwife', due: TODAY, text: id, ...fields },
});

describe('tasks', () => {
  test('mine from three days before, late ones first; not what is done, taken back or another team’s', () => {
    expect(
      what({
        tasks: [
          task('in3', { due: '2026-11-30' }),
          task('in4', { due: '2026-12-01' }),
          task('late', { due: '2026-11-20' }),
          task('done', { done_on: TODAY }),
          task('back', { withdrawn: true }),
          task('theirs', { team: 'u' }),
          task('noday', { due: null }),
        ],
      }),
    ).toEqual(['task late', 'task in3']);
  });

  test('of another role are its holders’; of one that nobody holds, everybody’s', () => {
    const tasks = [task('lab', { role: 'laboratory' }), task('pharmacy', { role: 'pharmacy' })];
    expect(what({ tasks })).toEqual(['task pharmacy']);
    expect(what({ tasks, roles: ['laboratory'] })).toEqual(['task lab', 'task pharmacy']);
  });
});

test('a cycle says its one next step', () => {
  const cycle = (id: string, fields: object) => ({ id, fields: { team: 't', facility: 'hc', ...fields } });
  expect(
    what({
      cycles: [
        cycle('later', { starts: '2026-11-28' }),
        cycle('now', { starts: TODAY }),
        cycle('running', { starts: '2026-11-01', ends: '2026-12-01' }),
        cycle('over', { starts: '2026-11-01', ends: TODAY }),
        cycle('studied', { starts: '2026-11-01', ends: TODAY, happened: 'x', compared: 'partly' }),
        cycle('decided', { starts: '2026-11-01', ends: TODAY, decision: 'adopt' }),
      ],
    }),
  ).toEqual(['decide studied', 'look over', 'begin now']);
});

test('the day a team agreed on is said on that day, until that meeting is written down', () => {
  const meeting = (id: string, fields: object) => ({ id, fields: { team: 't', ...fields } });
  const before = meeting('m1', { day: '2026-11-13', ended: true, next_day: TODAY });
  expect(what({ meetings: [before] })).toEqual(['meeting m1']);
  expect(what({ meetings: [before], today: '2026-11-26' })).toEqual([]);
  const ended = meeting('m2', { day: TODAY, ended: true, next_day: '2026-12-11' });
  expect(what({ meetings: [before, ended] })).toEqual([]);
});

test('an answer is news for a fortnight, unless it is settled', () => {
  const escalations = [{ id: 'e', fields: { team: 't', text: 'a cuff' } }];
  const answered = (on: string) => [{ id: 'a', fields: { escalation: 'e', answered_on: on } }];
  expect(what({ escalations, answers: answered('2026-11-13') })).toEqual(['answer e']);
  expect(what({ escalations, answers: answered('2026-11-12') })).toEqual([]);
  const settled = [{ id: 'e', fields: { team: 't', settled_on: TODAY } }];
  expect(what({ escalations: settled, answers: answered(TODAY) })).toEqual([]);
});

test('an early word goes to its keeper, and the answer back', () => {
  const word = (mine: boolean, fields: object = {}) => [
    { id: 'w', mine, fields: { facility: 'hc', day: TODAY, ...fields } },
  ];
  expect(what({ words: word(false) })).toEqual([]);
  expect(what({ words: word(true) })).toEqual(['low w']);
  expect(what({ words: word(true), team: '' })).toEqual(['low w']);
  expect(what({ words: word(false, { replied_on: TODAY }) })).toEqual(['reply w']);
  expect(what({ words: word(false, { replied_on: TODAY }), team: '' })).toEqual([]);
});

describe('quiet hours', () => {
  test('go over midnight, or not; from an hour to itself is never', () => {
    expect([19, 20, 23, 0, 5, 6].map((hour) => isQuiet(hour, USUAL))).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
    expect([12, 13, 14].map((hour) => isQuiet(hour, { from: 13, to: 14 }))).toEqual([false, true, false]);
    expect(isQuiet(8, { from: 8, to: 8 })).toBe(false);
  });

  test('are the usual ones where nothing, or nothing sound, is stored', () => {
    expect(quietOf('nobody')).toEqual({ from: 20, to: 6 });
  });
});

describe('put off until tomorrow', () => {
  beforeEach(() => {
    const kept = new Map<string, string>();
    globalThis.localStorage = {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, text: string) => void kept.set(name, text),
    } as unknown as Storage;
  });

  test('for one person, for one day, and taken back', () => {
    later.put('almaz', TODAY, 'task a');
    expect(later.has('almaz', TODAY, 'task a')).toBe(true);
    expect(later.has('chaltu', TODAY, 'task a')).toBe(false);
    expect(later.has('almaz', '2026-11-28', 'task a')).toBe(false);
    later.put('almaz', TODAY, 'task b');
    later.bring('almaz', TODAY, 'task a');
    expect(later.has('almaz', TODAY, 'task a')).toBe(false);
    expect(later.has('almaz', TODAY, 'task b')).toBe(true);
  });

  test('stored hours are read back', () => {
    localStorage.setItem('debo.quiet.almaz', '{"from":22,"to":5}');
    localStorage.setItem('debo.quiet.broken', '{"from":99,"to":"x"}');
    expect(quietOf('almaz')).toEqual({ from: 22, to: 5 });
    expect(quietOf('broken')).toEqual(USUAL);
  });
});
