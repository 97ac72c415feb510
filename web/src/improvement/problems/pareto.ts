/**
 * Which elements of a bundle are missed most: one bar each, the longest first, with what they make up together.
 * An element was missed where it was not done, or where nobody wrote it down; "not applicable" is no miss.
 */
import type { ElementCounts } from '../../ledger/schema';

export interface Bar {
  key: string;
  notDone: number;
  notDocumented: number;
  missed: number;
  /** Charts in which the element was called for. */
  of: number;
  /** What this bar and those before it make up of everything missed, 0 to 1. */
  together: number;
}

/** The few that make up this much are looked at first (Juran's vital few). */
export const VITAL = 0.8;

/** The bars of some periods' counts; `keys`: the bundle's elements in their order, which breaks ties. */
export function paretoOf(
  keys: readonly string[],
  counts: readonly (ElementCounts | null | undefined)[],
): Bar[] {
  const bars = keys.map((key) => {
    const parts = counts.map((one) => one?.[key] ?? {});
    const sum = (name: 'done' | 'not_done' | 'not_documented'): number =>
      parts.reduce((all, part) => all + (part[name] ?? 0), 0);
    const [notDone, notDocumented] = [sum('not_done'), sum('not_documented')];
    const missed = notDone + notDocumented;
    return { key, notDone, notDocumented, missed, of: sum('done') + missed };
  });
  const ranked = bars.sort((a, b) => b.missed - a.missed || keys.indexOf(a.key) - keys.indexOf(b.key));
  const all = ranked.reduce((sum, { missed }) => sum + missed, 0);
  let sofar = 0;
  return ranked.map((bar) => ({ ...bar, together: all ? (sofar += bar.missed) / all : 0 }));
}

/** The fewest bars, from the longest, that together make up `VITAL` of what was missed. */
export function vitalFew(bars: readonly Bar[]): Bar[] {
  const missed = bars.filter(({ missed }) => missed > 0);
  const last = missed.findIndex(({ together }) => together >= VITAL);
  return missed.slice(0, last + 1);
}
