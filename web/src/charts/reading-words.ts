/** What a chart says, as a sentence in the reader's language. Words, not verdicts; debo/spc/reading.py has the same. */
import { t } from '../languages';
import type { Reading, ReadingKey } from './rules';

/** The sentence of a reading. */
export function readingWords({ key, params }: Reading): string {
  return SENTENCES[key](params);
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
