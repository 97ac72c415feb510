/** A count as the figure people read: 34 of 40 births is 85 %; and how that figure is written. */
import type { Measure, Observation } from '../ledger/schema';

/** Below this a share jumps with every single birth, so its point is drawn hollow (DOMAIN 3.3). */
export const SMALL_DENOMINATOR = 10;

const FACTOR: Record<string, number> = { percent: 100, per_thousand: 1000, rate: 1 };

/** Whether the measure is one number over another. */
export function isRatio(measure: Measure): boolean {
  return measure.denominator_kind !== 'none' && (measure.unit ?? '') in FACTOR;
}

/** Whether the measure is typed as one measured value (minutes, days) and not as a count. */
export function isMeasured(measure: Measure): boolean {
  return !isRatio(measure) && measure.unit !== 'count';
}

/**
 * The figure of an observation, null when there is none: not counted, taken back, or nobody to count over.
 * Zero over something is a true zero; anything over zero is no figure.
 */
export function valueOf(measure: Measure, counted: Observation): number | null {
  if (counted.withdrawn) return null;
  if (!isRatio(measure)) return (isMeasured(measure) ? counted.value : counted.numerator) ?? null;
  const { numerator, denominator } = counted;
  if (numerator == null || !denominator) return null;
  return (FACTOR[measure.unit ?? ''] ?? 1) * (numerator / denominator);
}

/** Whether chance alone moves this point a lot. */
export function isSmall(measure: Measure, counted: Observation): boolean {
  const { denominator } = counted;
  return isRatio(measure) && denominator != null && denominator > 0 && denominator < SMALL_DENOMINATOR;
}

/** The figure as written on a chart and in a list: `85 %`, `12.5 ‰`, `7`. A narrow space that doesn't break. */
export function written(value: number | null, unit: string | null | undefined): string {
  if (value === null) return '–';
  const number = rounded(value);
  if (unit === 'percent') return `${number}\u202f%`;
  return unit === 'per_thousand' ? `${number}\u202f‰` : number;
}

/** Whole numbers from ten up, one decimal below: finer than that is not in the data. */
export function rounded(value: number): string {
  const size = Math.abs(value);
  const text = size >= 10 ? value.toFixed(0) : value.toFixed(1);
  return text.replace(/\.0$/, '');
}
