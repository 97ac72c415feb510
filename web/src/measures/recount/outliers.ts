/** Counts far from the others of their year: worth asking about, never refused. debo/measures/quality is the same. */
import { days, type Period } from '../../periods';
import { OUTLIER } from './settings';

export type Outlier = 'none' | 'moderate' | 'extreme';

/** Mean and standard deviation are those of all counts, the one in question included, as in the WHO's tool. */
export function outliers(values: readonly (number | null)[]): Outlier[] {
  const known = values.filter((one): one is number => one !== null);
  const none = values.map((): Outlier => 'none');
  if (known.length < OUTLIER.least) return none;
  const mean = known.reduce((sum, one) => sum + one, 0) / known.length;
  const squares = known.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  const spread = Math.sqrt(squares / (known.length - 1));
  if (spread === 0) return none;
  return values.map((one) => {
    const distance = one === null ? 0 : Math.abs(one - mean) / spread;
    return distance >= OUTLIER.extreme ? 'extreme' : distance >= OUTLIER.moderate ? 'moderate' : 'none';
  });
}

/** A count as it would be in a month of thirty days: Meskerem with Pagume is a sixth longer, and no outlier for that. */
export function perMonth(count: number | null, period: Period): number | null {
  return count === null || period.kind === 'week' ? count : (count * 30) / days(period);
}

/** Outliers worth a question: where counts are small, chance alone makes some. */
export function worthAsking(values: readonly (number | null)[]): Outlier[] {
  const known = values.filter((one): one is number => one !== null);
  const mean = known.reduce((sum, one) => sum + one, 0) / Math.max(1, known.length);
  return outliers(values).map((how, at) => (Math.max(values[at] ?? 0, mean) < OUTLIER.small ? 'none' : how));
}

/** What a count would be among those before it: the newest of a year, which needs a history of its own. */
export function outlierAmong(value: number | null, earlier: readonly (number | null)[]): Outlier {
  if (value === null || Number.isNaN(value)) return 'none';
  const year = earlier.slice(1 - OUTLIER.window);
  if (year.filter((one) => one !== null).length < OUTLIER.least) return 'none';
  return worthAsking([...year, value]).at(-1)!;
}
