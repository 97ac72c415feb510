/** Whether and when Do began, told from what is written in a cycle. */
import type { Cycle } from '../../ledger/schema';
import type { GregorianDay } from '../../periods';

/** Do has begun: somebody said so, or wrote down what happened. */
export function hasBegun(cycle: Cycle): boolean {
  return Boolean(cycle.started || isSaid(cycle.happened));
}

/** The day Do began, as far as anybody wrote it down. */
export function beganOn(cycle: Cycle): GregorianDay | null {
  return hasBegun(cycle) ? cycle.started || cycle.starts || null : null;
}

export function isSaid(text: string | null | undefined): boolean {
  return Boolean(text?.trim());
}
