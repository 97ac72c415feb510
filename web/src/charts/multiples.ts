/** Small multiples: every facility's points on one common run of periods, so that a month stands above a month. */
import type { Point } from '../measures/series';
import { between, compare, type Period } from '../periods';

/** As many periods as a small chart can show: two years of months. */
const MOST = 24;

/** The periods that all charts share: from the first to the last that any of them has, the newest at most 24. */
export function spanOf(series: Point[][]): Period[] {
  const ends = series
    .filter((points) => points.length)
    .flatMap((points) => [points[0]!.period, points.at(-1)!.period]);
  const sorted = ends.sort(compare);
  const [first, last] = [sorted[0], sorted.at(-1)];
  return first && last ? between(first, last).slice(-MOST) : [];
}

/** What belongs to each of a facility's points (its values, its centre line) on those periods; null where it has none. */
export function aligned(points: Point[], each: (number | null)[], span: Period[]): (number | null)[] {
  const values = new Map(points.map((point, index) => [point.period.id, each[index] ?? null]));
  return span.map((period) => values.get(period.id) ?? null);
}
