/** What a count said when it was first reported, however often it was corrected since; debo/measures/recounts.py too. */
import type { Observation } from '../ledger/schema';
import type { GregorianDay } from '../periods';

const PARTS = [
  ['numerator', 'first_numerator'],
  ['denominator', 'first_denominator'],
  ['value', 'first_value'],
] as const;

const wasCorrected = (counted: Observation): boolean => PARTS.some(([, first]) => counted[first] != null);

/** The count as first reported: kept by its first correction, else the count itself. */
export function firstReported(counted: Observation): Observation {
  if (!wasCorrected(counted)) return counted;
  const first = PARTS.map(([part, kept]) => [part, counted[kept] ?? null]);
  return { ...counted, ...(Object.fromEntries(first) as Partial<Observation>) };
}

/**
 * What showing a count writes beside it: the day, the first time; and what was reported first, when it is corrected
 * for the first time. `before`: the count as it stands in the collaborative.
 */
export function keptOfReport(
  before: Observation | undefined,
  now: Observation,
  on: GregorianDay,
): Partial<Observation> {
  if (!before) return { reported_on: on };
  // Shown and taken back on one day is a slip of the hand; nobody calls that a report.
  const isSlip = before.withdrawn === true && before.reported_on === on;
  const isCorrection = PARTS.some(([part]) => before[part] != null && before[part] !== (now[part] ?? null));
  if (isSlip || !isCorrection || wasCorrected(before)) return {};
  return Object.fromEntries(
    PARTS.filter(([part]) => before[part] != null).map(([part, first]) => [first, before[part]]),
  );
}
