/** Which periods the charter has closed: by an act of the steward, or so many days after the period's end. */
import type { Closure, Collaborative } from '../ledger/schema';
import { lastDay, toJulian, type GregorianDay, type Period } from '../periods';

export function isClosed(
  period: Period,
  today: GregorianDay,
  charter: Collaborative | null,
  closures: Closure[],
): boolean {
  const act = closures.find((closure) => closure.period === period.id);
  // A person's word goes before the rule, both ways.
  if (act) return act.open_again !== true;
  const days = charter?.closes_after_days;
  return days != null && toJulian(today) - toJulian(lastDay(period)) > days;
}
