import { expect, test } from 'vitest';
import {
  apart,
  proposed,
  SCORES,
  wayDone,
  type Evidence,
  type Need,
} from '../../src/mentoring/progress/progress';

const NOTHING: Evidence = {
  charter: false,
  members: 0,
  aim: false,
  met: false,
  points: 0,
  studied: 0,
  adopted: 0,
  signals: 0,
  held: 0,
  goals: [],
  pack: false,
};
const BEGUN = { charter: true, members: 5 };
const PLANNED = { ...BEGUN, aim: true, met: true };
const COUNTED = { ...PLANNED, points: 6, goals: [0, 0.1, 0, 0] };
const TRIED = { ...COUNTED, studied: 1 };
const GAINED = { ...TRIED, studied: 2, adopted: 1, signals: 1, goals: [0.3, 0.1, 0, 0] };
const HALF = { ...GAINED, goals: [1, 1.2, 0.4, 0] };
const HELD = { ...HALF, held: 6 };

/** Golden cases, one or more a level, by the scale of DOMAIN 2.1 and the thresholds of settings.json. */
const GOLDEN: [string, Partial<Evidence>, number, Need[]][] = [
  ['named, nothing else', {}, 0.5, ['charter', 'team']],
  ['a charter and two people are no team yet', { charter: true, members: 2 }, 0.5, ['team']],
  ['charter and team, no work yet', BEGUN, 1, ['aim', 'meeting']],
  ['an aim alone is not yet planning', { ...BEGUN, aim: true }, 1, ['meeting']],
  ['aim written, a meeting held', PLANNED, 1.5, ['counts']],
  ['two counts are not yet a baseline', { ...PLANNED, points: 2 }, 1.5, ['counts']],
  ['the measure is counted, nothing tried', COUNTED, 2, ['study']],
  ['a signal without a cycle is no tested change', { ...COUNTED, signals: 1 }, 2, ['study']],
  ['one cycle with Study and no signal', TRIED, 2.5, ['first_gain']],
  ['the first signal', { ...TRIED, signals: 1 }, 3, ['adopted', 'gain_and_signal']],
  ['20 % of a goal, no signal', { ...TRIED, goals: [0.2, 0] }, 3, ['adopted', 'gain_and_signal']],
  ['19 % of a goal, no signal', { ...TRIED, goals: [0.19] }, 2.5, ['first_gain']],
  ['a signal, a part of a goal, a change adopted', GAINED, 3.5, ['half_of_goals']],
  ['50 % of the goals', HALF, 4, ['held']],
  ['one goal of three is less than half', { ...GAINED, goals: [1, 0.5, 0.9] }, 3.5, ['half_of_goals']],
  ['the signal held for six points', HELD, 4.5, ['all_goals', 'pack']],
  ['held for five points', { ...HALF, held: 5 }, 4, ['held']],
  ['all goals, no pack for newcomers', { ...HELD, goals: [1, 1, 1.4] }, 4.5, ['pack']],
  ['all goals, and the pack is there', { ...HELD, goals: [1, 1], pack: true }, 5, []],
  ['no goal is never "all goals"', { ...GAINED, goals: [], pack: true, held: 9 }, 3, ['gain_and_signal']],
];

test.each(GOLDEN)('%s', (_name, known, score, missing) => {
  expect(proposed({ ...NOTHING, ...known })).toEqual({ score, missing });
});

test('every level from 0.5 to 5.0 has a golden case', () => {
  expect([...new Set(GOLDEN.map(([, , score]) => score))].sort((a, b) => a - b)).toEqual(SCORES);
});

test('more evidence never lowers what is proposed', () => {
  const steps = [{}, BEGUN, PLANNED, COUNTED, TRIED, { ...TRIED, signals: 1 }, GAINED, HALF, HELD];
  const scores = steps.map((known) => proposed({ ...NOTHING, ...known }).score);
  expect(scores).toEqual([0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5]);
});

test('the way to a goal, whichever direction is better', () => {
  expect(wayDone(40, 80, 50)).toBe(0.25);
  expect(wayDone(12, 6, 9)).toBe(0.5);
  expect(wayDone(12, 6, 15)).toBe(-0.5);
  expect(wayDone(40, 40, 50)).toBeNull();
  expect(wayDone(null, 80, 50)).toBeNull();
  expect(wayDone(40, 80, undefined)).toBeNull();
});

test('team and mentor stand apart, and neither is averaged away', () => {
  const period = '2019-03';
  const team = { said_by: 'team', score: 3, why: 'We tried four things', period };
  const mentor = { said_by: 'mentor', score: 2.5, why: 'No signal yet', period };
  expect(apart([team, mentor], period)).toEqual({ team, mentor, gap: 0.5 });
  expect(apart([team], period)).toEqual({ team, mentor: null, gap: null });
  expect(apart([{ ...team, withdrawn: true }, mentor], period)).toEqual({ team: null, mentor, gap: null });
  expect(apart([team, mentor], '2019-04')).toEqual({ team: null, mentor: null, gap: null });
});
