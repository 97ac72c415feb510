/**
 * A second look at a count while it is typed. What can't be is refused with its reason; what is only unlikely can be
 * kept with a note. Nothing typed is ever thrown away, and no check says whose fault anything is.
 */
import { words } from '../languages/index.svelte';
import type { Values } from '../languages/index.svelte';
import type { Measure, Observation } from '../ledger/schema';
import { isFuture, isOver, parse, type GregorianDay, type Period, type StartDay } from '../periods';
import { outlierAmong, perMonth } from './recount/outliers';
import { isMeasured, isRatio, valueOf } from './value';

export type Field = 'numerator' | 'denominator' | 'value' | 'period' | 'elements';

export interface Check {
  code: keyof typeof SAID;
  field: Field;
  /** stop: it can't be so. note: unlikely, keep it with a note. word: only said. */
  tone: 'stop' | 'note' | 'word';
  values?: Values;
}

export const SAID = words({
  unreadable: 'Please write digits only, such as 12.',
  no_numerator: 'How many? If there was none, write 0. Left empty it means: not counted.',
  no_denominator: 'Out of how many? It is needed to draw the point.',
  above_whole:
    '{numerator} of {denominator}: more than the whole. Is one of the two written in the other’s place?',
  over_zero: 'Counted {numerator}, but out of 0. Please look at both numbers again.',
  nobody: 'Nobody to count this time. It is kept, and no point is drawn: nothing is not zero per cent.',
  over_hundred:
    'More than were expected ({value}). That can be, when people come from elsewhere. A short note helps.',
  jump: 'Earlier it was about {usual}; now {value}. If it is right, keep it with a short note.',
  jump_denominator: 'Earlier it was about {usual} here; now {value}. Is there a digit too many or too few?',
  outlier:
    'Further from the year’s other counts than most. Worth asking about; if it is right, just keep it.',
  negative: 'This can’t be below zero.',
  future: 'This period has not begun yet, so it can’t be counted.',
  running: 'This period is still running. You can count now and change it when it is over.',
  closed: 'The charter has closed this period. Your count is kept; please say in a note why it comes now.',
  element_sum: '{element}: the parts add up to {sum}, more than the {reviewed} charts reviewed.',
  all_above_element: '“All done” can’t be more than {most}: “{element}” was not done in the others.',
  all_below_floor: 'With these elements, at least {least} charts had all of them done.',
});

/** How many earlier counts it takes before one can be called unusual. */
const ENOUGH_HISTORY = 6;
/** Iglewicz and Hoaglin (1993): a modified z-score above 3.5 is worth a second look. */
const UNUSUAL = 3.5;
/** The median absolute deviation times this estimates a standard deviation (the same source). */
const MAD_TO_SD = 1.4826;

export interface Typed {
  measure: Measure;
  /** NaN where the digits can't be read, null where there are none. */
  counted: Pick<Observation, 'numerator' | 'denominator' | 'value'>;
  period: Period;
  today: GregorianDay;
  closed: boolean;
  /** Earlier counts of this facility, without the one being changed. */
  history: Observation[];
}

/** Everything worth saying about what was typed so far, the most serious first. */
export function checksOf(typed: Typed): Check[] {
  const found = [...periodChecks(typed), ...numberChecks(typed)];
  if (!found.some(({ field, tone }) => tone !== 'word' && field !== 'period'))
    found.push(...outlierChecks(typed));
  const rank = { stop: 0, note: 1, word: 2 };
  return found.sort((a, b) => rank[a.tone] - rank[b.tone]);
}

/** Whether anything was typed at all. */
export function isBlank({ numerator, denominator, value }: Typed['counted']): boolean {
  return numerator == null && denominator == null && value == null;
}

function periodChecks({ period, today, closed }: Typed): Check[] {
  if (isFuture(period, today)) return [{ code: 'future', field: 'period', tone: 'stop' }];
  if (closed) return [{ code: 'closed', field: 'period', tone: 'note' }];
  return isOver(period, today) ? [] : [{ code: 'running', field: 'period', tone: 'word' }];
}

function numberChecks(typed: Typed): Check[] {
  const { measure, counted } = typed;
  if (isBlank(counted)) return [];
  const unreadable = (['numerator', 'denominator', 'value'] as const).find((name) =>
    Number.isNaN(counted[name]),
  );
  if (unreadable) return [{ code: 'unreadable', field: unreadable, tone: 'stop' }];
  if (isMeasured(measure)) return measuredChecks(typed);
  return isRatio(measure) ? ratioChecks(typed) : jumpOf(typed);
}

function measuredChecks(typed: Typed): Check[] {
  const value = typed.counted.value;
  if (value != null && value < 0) return [{ code: 'negative', field: 'value', tone: 'stop' }];
  return jumpOf(typed);
}

function ratioChecks(typed: Typed): Check[] {
  const { numerator, denominator } = typed.counted;
  if (denominator == null) return [{ code: 'no_denominator', field: 'denominator', tone: 'stop' }];
  if (denominator === 0) {
    if (numerator) return [{ code: 'over_zero', field: 'denominator', tone: 'stop', values: { numerator } }];
    return [{ code: 'nobody', field: 'denominator', tone: 'word' }];
  }
  if (numerator == null) return [{ code: 'no_numerator', field: 'numerator', tone: 'stop' }];
  const above = aboveWhole(typed);
  return above ? [above] : [...jumpOfDenominator(typed, denominator), ...jumpOf(typed)].slice(0, 1);
}

/**
 * More than the whole can't be, and the hub refuses it too (debo/measures/rules.py); unless the measure says it may
 * be so, as with an expected population (DOMAIN 1.2). Then the first time wants a note, and no time after that.
 */
function aboveWhole({ measure, counted, history }: Typed): Check | null {
  const { numerator, denominator } = counted as { numerator: number; denominator: number };
  if (numerator <= denominator || measure.unit === 'rate') return null;
  if (!measure.over_hundred) {
    return { code: 'above_whole', field: 'numerator', tone: 'stop', values: { numerator, denominator } };
  }
  const whole = valueOf(measure, { numerator: 1, denominator: 1 })!;
  if (history.some((one) => (valueOf(measure, one) ?? 0) > whole)) return null;
  const value = `${Math.round((100 * numerator) / denominator)}\u202f%`;
  return { code: 'over_hundred', field: 'numerator', tone: 'note', values: { value } };
}

function jumpOf({ measure, counted, history }: Typed): Check[] {
  const value = valueOf(measure, counted);
  const earlier = history.map((one) => valueOf(measure, one)).filter((one): one is number => one !== null);
  if (value === null || !isUnusual(value, earlier, chanceOf(measure, earlier, counted.denominator ?? null)))
    return [];
  const field = isMeasured(measure) ? 'value' : 'numerator';
  const suffix = measure.unit === 'percent' ? '\u202f%' : '';
  const said = (number: number): string =>
    `${Math.round(number * 10) / 10}`.replace(/\.\d$/, (d) => (number >= 10 ? '' : d)) + suffix;
  return [
    { code: 'jump', field, tone: 'note', values: { usual: said(median(earlier)), value: said(value) } },
  ];
}

function jumpOfDenominator({ history }: Typed, denominator: number): Check[] {
  const earlier = history.map((one) => one.denominator).filter((one): one is number => one != null);
  if (!isUnusual(denominator, earlier, Math.sqrt(Math.max(1, median(earlier))))) return [];
  const usual = Math.round(median(earlier));
  return [
    { code: 'jump_denominator', field: 'denominator', tone: 'note', values: { usual, value: denominator } },
  ];
}

/** What WHO's review of data quality calls an outlier: a question that asks for nothing and stops nobody. */
function outlierChecks({ measure, counted, history, period }: Typed): Check[] {
  // What is expected from a population was never counted.
  const parts = (['numerator', 'denominator', 'value'] as const).filter(
    (part) => part !== 'denominator' || measure.denominator_kind !== 'population',
  );
  const earlier = history.map((one) => readPeriod(one.period, period.startDay));
  const comparable = earlier.every((one) => one !== null);
  const asFar = (one: Typed['counted'], part: (typeof parts)[number], of: Period | null): number | null =>
    part !== 'value' && comparable && of ? perMonth(one[part] ?? null, of) : (one[part] ?? null);
  return parts
    .filter((part) => {
      const year = history.map((one, at) => asFar(one, part, earlier[at]!));
      return outlierAmong(asFar(counted, part, period), year) !== 'none';
    })
    .map((field) => ({ code: 'outlier', field, tone: 'word' }));
}

function readPeriod(id: string | null | undefined, startDay: StartDay): Period | null {
  try {
    return id ? parse(id, startDay) : null;
  } catch {
    return null;
  }
}

/** Whether `value` stands out of its own history by far more than chance and habit move it. */
export function isUnusual(value: number, earlier: number[], chance: number): boolean {
  if (earlier.length < ENOUGH_HISTORY) return false;
  const middle = median(earlier);
  const spread = MAD_TO_SD * median(earlier.map((one) => Math.abs(one - middle)));
  return Math.abs(value - middle) > UNUSUAL * Math.max(spread, chance);
}

/**
 * The spread that chance alone gives: a small health post's share jumps by itself. Binomial for a share, Poisson for
 * a count; for a measured value a twentieth of its middle, so that a constant history doesn't flag every change.
 */
function chanceOf(measure: Measure, earlier: number[], denominator: number | null): number {
  const middle = median(earlier);
  if (measure.unit === 'count') return Math.sqrt(Math.max(1, middle));
  if (isMeasured(measure) || measure.unit === 'rate') return Math.max(0.5, Math.abs(middle) / 20);
  const whole = measure.unit === 'percent' ? 100 : 1000;
  const share = Math.min(0.95, Math.max(0.05, middle / whole));
  return whole * Math.sqrt((share * (1 - share)) / Math.max(1, denominator ?? 1));
}

/** The middle value; NaN of nothing. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
