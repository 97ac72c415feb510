/** From the hub's cells to what is drawn and said. */
import type { Cells, Reported, Told } from './answers';

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
