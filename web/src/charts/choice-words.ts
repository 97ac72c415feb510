/** Why a chart is this chart, as a sentence; debo/spc/choice.py says the same but where a phone keeps the run chart. */
import { t } from '../languages';
import type { Choice, ReasonKey } from './choice';

/** The sentence of a reason. */
export function choiceWords({ reason, params }: Choice): string {
  return SENTENCES[reason](params);
}

type Params = Record<string, number>;

const SENTENCES: Record<ReasonKey, (params: Params) => string> = {
  few_points: (p) => t('Run chart: limits need {needed} points, and there are {points}.', p),
  few_on_a_line: (p) =>
    t('Run chart: limits need {needed} points on each line, and one here is made of {points}.', p),
  none_counted: () =>
    t('Run chart: fewer than two were counted in all periods together, too few for limits.'),
  all_counted: () => t('Run chart: all were counted in every period, and limits would lie on the line.'),
  share: (p) => t('P chart: a share of {size} a period on average, enough for limits.', p),
  small_share: (p) =>
    t(
      'Run chart: a share would have a P chart, but {size} a period on average are too few for limits; at this level they need {needed}.',
      p,
    ),
  large_share: (p) =>
    t('P′ chart: a share of {size} a period on average, so many that more than chance moves the points.', p),
  rate: (p) => t('U chart: a rate with {events} counted a period on average, enough for limits.', p),
  small_rate: (p) =>
    t(
      'Run chart: a rate would have a U chart, but {events} counted a period on average are too few for limits; they need {needed}.',
      p,
    ),
  large_rate: (p) =>
    t(
      'U′ chart: a rate with {events} counted a period on average, so many that more than chance moves the points.',
      p,
    ),
  rare: (p) =>
    t(
      'Run chart: in {zeros} of {points} periods there was none; a G chart of the cases between one and the next would say more.',
      p,
    ),
  count: (p) => t('C chart: a count with the same chance in every period, {events} on average.', p),
  small_count: (p) =>
    t(
      'Run chart: a count would have a C chart, but {events} a period on average are too few for limits; they need {needed}.',
      p,
    ),
  rare_count: (p) =>
    t(
      'Run chart: in {zeros} of {points} periods there was none; a T chart of the time between one and the next would say more.',
      p,
    ),
  value: () => t('I chart: one measured value a period.'),
};
