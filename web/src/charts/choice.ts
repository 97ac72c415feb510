/**
 * Which chart fits a measure, and why: the same thresholds and keys as debo/spc/choice.py, which names their sources.
 * Held to the same cases (vectors/chart_choices.json).
 */
import type { Numbers } from './run-chart';

export type MeasureKind = 'share' | 'rate' | 'count' | 'value';
export type ChartName = 'run' | 'p' | 'pp' | 'u' | 'up' | 'c' | 'i' | 'g' | 't';

/** Fewer points make no limits. */
const LIMITS_FROM = 12;
/** The rarer of the two outcomes, or the events, must be expected so often a period. */
const EXPECTED = 4;
/** Where more than this share of the periods has no event, what lies between two events says more. */
const RARE = 0.25;
/** With so many cases (of a rate: events) chance is not all that moves the points. */
const LARGE = 1000;
/** With fewer nothing lies between two of them. */
const FEWEST_EVENTS = 1.5;
const ROUNDING = 1e-9;

const CHART_OF = {
  few_points: 'run',
  few_on_a_line: 'run',
  none_counted: 'run',
  all_counted: 'run',
  share: 'p',
  small_share: 'run',
  large_share: 'pp',
  rate: 'u',
  small_rate: 'run',
  large_rate: 'up',
  rare: 'g',
  count: 'c',
  small_count: 'run',
  rare_count: 't',
  value: 'i',
} as const;

export type ReasonKey = keyof typeof CHART_OF;

export interface Choice {
  chart: ChartName;
  reason: ReasonKey;
  /** What the reason's sentence names: points, needed, zeros, size, events. */
  params: Record<string, number>;
}

/**
 * Choose the chart of one series; `n` are the denominators of a share or a rate, `fewest` how many points make the
 * line of the phase that has fewest.
 */
export function chooseChart(
  measure: MeasureKind,
  y: Numbers,
  n: Numbers | null = null,
  fewest = Infinity,
): Choice {
  const known = y.flatMap((top, i) => {
    const below = n ? n[i] : 1;
    return top == null || below == null || (n && below <= 0) ? [] : [{ top, below }];
  });
  const points = known.length;
  const sum = (of: (pair: { top: number; below: number }) => number): number =>
    known.reduce((total, pair) => total + of(pair), 0);
  const zeros = known.filter(({ top }) => top === 0).length;
  const events = sum(({ top }) => top) / points;
  const size = sum(({ below }) => below) / points;
  const level = events / size;
  const rarer = measure === 'share' ? Math.min(level, 1 - level) : level;
  const expected = measure === 'share' ? size * rarer : events;
  const needed = measure === 'share' ? Math.ceil(EXPECTED / rarer - ROUNDING) : EXPECTED;
  const say = (reason: ReasonKey, params: Record<string, number> = {}): Choice => ({
    chart: CHART_OF[reason],
    reason,
    params: Object.fromEntries(Object.entries(params).map(([name, figure]) => [name, readable(figure)])),
  });

  if (points < LIMITS_FROM) return say('few_points', { points, needed: LIMITS_FROM });
  if (fewest < LIMITS_FROM) return say('few_on_a_line', { points: fewest, needed: LIMITS_FROM });
  if (measure === 'value') return say('value');
  if (events * points < FEWEST_EVENTS) return say('none_counted');
  if (measure === 'share' && level >= 1) return say('all_counted');
  if (zeros > RARE * points) return say(measure === 'count' ? 'rare_count' : 'rare', { zeros, points });
  const isSmall = expected < EXPECTED * (1 - ROUNDING);
  if (measure === 'count')
    return say(isSmall ? 'small_count' : 'count', isSmall ? { events, needed } : { events });
  if (measure === 'share') {
    if (isSmall) return say('small_share', { size, needed });
    return say(size >= LARGE ? 'large_share' : 'share', { size });
  }
  if (isSmall) return say('small_rate', { events, needed });
  // What a rate is over has no unit of its own (days, years); its events have.
  return say(events >= LARGE ? 'large_rate' : 'rate', { events });
}

/** Whole from ten on, below with one decimal, as it is read. */
function readable(figure: number): number {
  return figure >= 10 || Number.isInteger(figure) ? roundEven(figure) : roundEven(figure * 10) / 10;
}

/** Halves go to the even neighbour, as in Python; 0.05 and its like are no halves in binary anyway. */
function roundEven(figure: number): number {
  const down = Math.floor(figure);
  if (figure - down !== 0.5) return Math.round(figure);
  return down % 2 === 0 ? down : down + 1;
}
