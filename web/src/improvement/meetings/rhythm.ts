/** How often a team meets: by Ethiopian month, from its first meeting to the last month that is over. */
import type { Meeting } from '../../ledger/schema';
import { between, compare, isOver, periodOf, type GregorianDay, type Period } from '../../periods';

export interface Month {
  period: Period;
  meetings: number;
}

/**
 * A month without a meeting is a count of 0. Before the first meeting that was written down nothing is known, so nothing
 * is counted; nor in the month that still runs. Always Meskerem to Pagume, whatever a collaborative's reporting month.
 */
export function months(meetings: Meeting[], today: GregorianDay): Month[] {
  const counts = new Map<string, number>();
  const met: Period[] = [];
  for (const one of meetings) {
    if (one.withdrawn || !one.day || one.day > today) continue;
    const period = monthOf(one.day);
    met.push(period);
    counts.set(period.id, (counts.get(period.id) ?? 0) + 1);
  }
  const [first] = met.sort(compare);
  if (!first) return [];
  return between(first, monthOf(today))
    .filter((period) => isOver(period, today))
    .map((period) => ({ period, meetings: counts.get(period.id) ?? 0 }));
}

/** In a month that has no full meeting yet a huddle is offered; never to a team that has just met. */
export function offersHuddle(meetings: Meeting[], today: GregorianDay): boolean {
  const now = monthOf(today).id;
  const here = meetings.filter((one) => !one.withdrawn && one.day && one.day <= today);
  return !here.some((one) => one.kind === 'full' && monthOf(one.day!).id === now);
}

const monthOf = (day: GregorianDay): Period => periodOf(day, 'ethiopian_month');
