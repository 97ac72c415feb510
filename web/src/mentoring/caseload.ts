/**
 * A mentor's caseload in three lists: who needs a visit, who can do with fewer, and all others; in the order of the
 * catchment. No number stands beside a facility, and none is compared with another.
 */
import type { GregorianDay } from '../periods';
import { nextStep, type Standing } from './fading';
import { reasonsFor, type Reason, type Site } from './planner';

export interface Case extends Site, Omit<Standing, 'rhythm'> {}

export interface Caseload<One extends Case> {
  needs: { one: One; reasons: Reason[] }[];
  fewer: One[];
  others: One[];
}

/** What makes a visit needed: it was asked for, never made, overdue, or a measure of safety says worse. */
const PRESSING: ReadonlySet<Reason['why']> = new Set(['asked', 'never', 'long']);

export function caseload<One extends Case>(cases: readonly One[], today: GregorianDay): Caseload<One> {
  const found: Caseload<One> = { needs: [], fewer: [], others: [] };
  for (const one of cases) {
    const reasons = reasonsFor(one, today);
    const isNeeded = one.safety.length > 0 || reasons.some(({ why }) => PRESSING.has(why));
    if (isNeeded) found.needs.push({ one, reasons });
    else if ('to' in nextStep(one, today)) found.fewer.push(one);
    else found.others.push(one);
  }
  return found;
}
