/** What a chart says, as a sentence in the reader's language. Words, not verdicts; debo/spc/reading.py has the same. */
import { t } from '../languages';
import { preferences } from '../settings/preferences.svelte';
import type { Reading, ReadingKey } from './rules';

/** The sentence of a reading, plain where the reader wants it so. */
export function readingWords({ key, params }: Reading): string {
  return (preferences.plain ? PLAIN : SENTENCES)[key](params);
}

type Params = Record<string, number>;

const SENTENCES: Record<ReadingKey, (params: Params) => string> = {
  no_points: () => t('No points yet.'),
  too_few: (p) => t('Keep going: {n} of 10 points.', p),
  too_few_on_line: (p) => t('Keep going: {n} of 10 points (on the line, so not counted: {on_line}).', p),
  ordinary: () => t('Ordinary variation: nothing here needs an explanation of its own.'),
  change_run: (p) =>
    t(
      'Likely a real change: {n} points in a row on one side of the line; chance seldom makes more than {limit}.',
      p,
    ),
  change_crossings: (p) =>
    t('Likely a real change: few crossings of the line ({n}; chance seldom makes fewer than {limit}).', p),
  better_run: (p) =>
    t(
      'Likely a real change for the better: {n} points in a row on one side of the line; chance seldom makes more than {limit}.',
      p,
    ),
  better_crossings: (p) =>
    t(
      'Likely a real change for the better: few crossings of the line ({n}; chance seldom makes fewer than {limit}).',
      p,
    ),
  ask_run: (p) =>
    t(
      'Worth asking about: {n} points in a row on one side of the line; chance seldom makes more than {limit}.',
      p,
    ),
  ask_crossings: (p) =>
    t('Worth asking about: few crossings of the line ({n}; chance seldom makes fewer than {limit}).', p),
  outside_one: () => t('Worth asking about: one point lies outside the limits.'),
  outside_many: (p) => t('Worth asking about: {n} points lie outside the limits.', p),
  ihi_shift: (p) => t('Worth asking about: a shift, {n} points in a row on one side of the line.', p),
  ihi_trend: (p) => t('Worth asking about: a trend, {n} points in a row all rising or all falling.', p),
  ihi_few_runs: (p) => t('Worth asking about: few runs along the line ({n}).', p),
  ihi_many_runs: (p) => t('Worth asking about: many runs along the line ({n}).', p),
};

/** The same without the terms of charts: what is known, and no number that only a chart's rule needs. */
const PLAIN: Record<ReadingKey, (params: Params) => string> = {
  no_points: () => t('No points yet.'),
  too_few: (p) => t('Keep counting: {n} of the 10 counts we need.', p),
  too_few_on_line: (p) => t('Keep counting: {n} of the 10 counts we need.', p),
  ordinary: () => t('Up and down as usual. Nothing special happened here.'),
  change_run: (p) => t('Something has likely changed: {n} times in a row on one side of the middle.', p),
  change_crossings: () => t('Something has likely changed: it stays long on one side of the middle.'),
  better_run: (p) => t('It has likely become better: {n} times in a row on one side of the middle.', p),
  better_crossings: () => t('It has likely become better: it stays long on one side of the middle.'),
  ask_run: (p) => t('Let us ask what happened: {n} times in a row on one side of the middle.', p),
  ask_crossings: () => t('Let us ask what happened: it stays long on one side of the middle.'),
  outside_one: () => t('Let us ask what happened: one count lies far from the others.'),
  outside_many: (p) => t('Let us ask what happened: {n} counts lie far from the others.', p),
  ihi_shift: (p) => t('Let us ask what happened: {n} times in a row on one side of the middle.', p),
  ihi_trend: (p) => t('Let us ask what happened: {n} times in a row it only rises, or only falls.', p),
  ihi_few_runs: () => t('Let us ask what happened: it stays long on one side of the middle.'),
  ihi_many_runs: () => t('Let us ask what happened: it jumps from side to side each time.'),
};
