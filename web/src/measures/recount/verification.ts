/** The verification factor: what a register holds, over what was reported. debo/measures/quality is the same. */
import { LIMITS } from './settings';

/** "The report is higher" is a factor below the lower limit. None of them is a verdict on anybody. */
export type Reading = 'missing' | 'both_none' | 'reported_none' | 'report_higher' | 'within' | 'report_lower';

export interface Verified {
  /** Recounted / reported; null where nothing was reported, never infinity. */
  factor: number | null;
  reading: Reading;
  recounted: number | null;
  reported: number | null;
}

type Count = number | null | undefined;

/** Factor and reading of a recount beside its report; a factor on a limit lies within. */
export function verify(recounted: Count, reported: Count): Verified {
  const [there, said] = [recounted ?? null, reported ?? null];
  const factor = there !== null && said ? there / said : null;
  return { factor, reading: readingOf(there, said, factor), recounted: there, reported: said };
}

function readingOf(there: number | null, said: number | null, factor: number | null): Reading {
  if (there === null || said === null) return 'missing';
  if (factor === null) return there === 0 ? 'both_none' : 'reported_none';
  if (factor < LIMITS.low) return 'report_higher';
  return factor > LIMITS.high ? 'report_lower' : 'within';
}

/** One factor for several periods: sums over sums, for rare events. Pairs of which either is missing count nowhere. */
export function pooled(pairs: readonly (readonly [Count, Count])[]): Verified {
  const known = pairs.filter(([there, said]) => there != null && said != null) as [number, number][];
  const sum = (side: 0 | 1): number | null =>
    known.length ? known.reduce((total, pair) => total + pair[side], 0) : null;
  return verify(sum(0), sum(1));
}
