/** From the hub's cells to what is drawn and said. */
import type { ChartReading } from '../charts/reading';
import type { Point } from '../measures/series';
import { parse } from '../periods';
import type { Cells, Reported, Told } from './answers';

/** Over fewer, chance alone moves a share a lot: drawn hollow, as on a facility's own chart. */
const FEW = 10;

/** The newest period with a figure or with one that isn't told; -1 when there is none. */
export function newest({ values, hidden }: Cells): number {
  return Math.max(values.map((value) => value !== null).lastIndexOf(true), ...hidden);
}

/** Where the axis ends that all these share: a hundred for percentages, else a little above the highest. */
export function topOf(all: readonly Cells[], unit: string): number {
  if (unit === 'percent') return 100;
  const values = all.flatMap((one) => one.values).filter((value) => value !== null);
  return Math.max(1, ...values) * 1.1;
}

/** The centre line at each point, as Small.svelte draws it. */
export const centresOf = ({ values, centre }: Cells): (number | null)[] => values.map(() => centre);

/** A sum's periods as the points of a chart. Nothing here is a draft, and nobody here wrote it. */
export function pointsOf(cells: Cells, periods: readonly string[]): Point[] {
  return periods.map((id, i) => ({
    period: parse(id),
    value: cells.values[i] ?? null,
    numerator: cells.numerators[i] ?? null,
    denominator: cells.denominators[i] ?? null,
    small: (cells.denominators[i] ?? FEW) < FEW,
    draft: false,
    note: '',
    counted: null,
  }));
}

/** What the hub read of them, in the form that a chart is laid out from. */
export function readingOf(cells: Cells): ChartReading {
  const none = cells.values.map(() => null);
  return {
    chart: {
      value: cells.values,
      centre: centresOf(cells),
      lower: none,
      upper: none,
      useful: cells.values.map((value) => value !== null && value !== cells.centre),
      signal: cells.values.map(() => false),
      phases: [],
      reading: { key: cells.reading, params: cells.params },
    },
    extended: cells.values.map(() => false),
    run: null,
    phase: null,
  };
}

/** Of the reports expected for a period: how many came in time, came at all, and are still missing. */
export interface Came {
  expected: number;
  inTime: number;
  /** Late, or nobody knows on which day. */
  otherwise: number;
  missing: number;
}

/** A row's periods; null where nothing was expected. */
export function cameOf(row: Pick<Reported, 'expected' | 'reported' | 'timely'>): (Came | null)[] {
  return row.expected.map((expected, i) => {
    if (!expected) return null;
    const [reported, inTime] = [row.reported[i] ?? 0, row.timely[i] ?? 0];
    return {
      expected,
      inTime,
      otherwise: Math.max(0, reported - inTime),
      missing: Math.max(0, expected - reported),
    };
  });
}

/**
 * Every count worth asking about with its facility, in the order of the hub's answer. Of deaths none: among months
 * without any, a single death stands out, and small counts aren't told.
 */
export function asking(
  parts: readonly Reported[],
  measures: readonly Pick<Told, 'measure' | 'deaths'>[],
): (Pick<Reported, 'place' | 'name'> & Reported['far'][number])[] {
  const told = new Set(measures.filter((one) => !one.deaths).map((one) => one.measure));
  return parts.flatMap(({ place, name, far }) =>
    far.filter((one) => told.has(one.measure)).map((one) => ({ place, name, ...one })),
  );
}
