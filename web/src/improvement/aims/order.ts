/** A team's aims as it works on them: those that run first, the nearest day foremost; then those whose day has passed. */
import type { Aim } from '../../ledger/schema';

interface Kept {
  fields: Aim;
}

/** 0 while it runs, 1 when its day has passed, 2 when the team has ended it. */
function stage({ ended, by }: Aim, today: string): number {
  if (ended) return 2;
  return by && by < today ? 1 : 0;
}

/**
 * Those that run, the nearest day first and those without a day after them; then those whose day has passed, and those
 * that were ended, the latest first. The same on every phone: no id and no clock is asked.
 */
export function aimsInOrder<One extends Kept>(aims: One[], today: string): One[] {
  const day = ({ ended, by }: Aim): string => ended || by || '9999';
  return [...aims].sort(({ fields: a }, { fields: b }) => {
    const [one, other] = [stage(a, today), stage(b, today)];
    if (one !== other) return one - other;
    const [first, second] = one === 0 ? [day(a), day(b)] : [day(b), day(a)];
    return first.localeCompare(second) || (a.what ?? '').localeCompare(b.what ?? '');
  });
}
