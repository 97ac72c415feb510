/**
 * Which facilities a mentor visits next, and why, in reasons alone: no facility is ordered by its results. Pure, so that
 * the cases are computed by hand.
 */
import { toJulian, type GregorianDay } from '../periods';
import { FADING } from './settings';

export type Rhythm = 'weekly' | 'fortnightly' | 'monthly' | 'on_call';

export type Reason =
  | { why: 'asked'; day: GregorianDay }
  | { why: 'never' }
  | { why: 'long'; days: number }
  | { why: 'signal'; measures: readonly string[] }
  | { why: 'unmet'; departments: readonly string[] };

export interface Site {
  facility: string;
  /** Days of visits that were made. */
  visits: readonly GregorianDay[];
  /** Days planned and not over yet. */
  planned: readonly GregorianDay[];
  rhythm: Rhythm;
  /** Open questions of its team: the day each was asked. */
  asked: readonly GregorianDay[];
  /** Names of measures whose released counts say: worth asking about. */
  signals: readonly string[];
  /** Departments that are here, and those a visit has met. */
  departments: readonly string[];
  met: readonly string[];
}

export interface Suggestion {
  facility: string;
  reasons: Reason[];
  /** The next planned day, if there is one. */
  planned: GregorianDay | null;
  last: GregorianDay | null;
}

/** What speaks for a visit to one facility, the most pressing first. */
export function reasonsFor(site: Site, today: GregorianDay): Reason[] {
  const found: Reason[] = [];
  const [first] = [...site.asked].sort();
  if (first) found.push({ why: 'asked', day: first });
  const last = lastOf(site.visits, today);
  if (!last) found.push({ why: 'never' });
  if (site.signals.length) found.push({ why: 'signal', measures: site.signals });
  if (last) {
    const days = toJulian(today) - toJulian(last);
    if (days > FADING.days_between[site.rhythm]) found.push({ why: 'long', days });
    // Before the first visit nobody was met: that is one reason, not two.
    const unmet = site.departments.filter((one) => !site.met.includes(one));
    if (unmet.length) found.push({ why: 'unmet', departments: unmet });
  }
  return found;
}

/**
 * Facilities with a reason: those that asked first, for planning a visit answers them; then what is not planned yet, more
 * reasons before fewer, and those not seen for longest; the order they came in decides the rest.
 */
export function suggest(sites: readonly Site[], today: GregorianDay): Suggestion[] {
  return sites
    .map((site) => ({
      facility: site.facility,
      reasons: reasonsFor(site, today),
      planned: [...site.planned].sort().find((day) => day >= today) ?? null,
      last: lastOf(site.visits, today),
    }))
    .filter(({ reasons }) => reasons.length)
    .sort(
      (a, b) =>
        Number(hasAsked(b)) - Number(hasAsked(a)) ||
        Number(a.planned !== null) - Number(b.planned !== null) ||
        b.reasons.length - a.reasons.length ||
        (a.last ?? '').localeCompare(b.last ?? ''),
    );
}

const hasAsked = ({ reasons }: Suggestion): boolean => reasons.some(({ why }) => why === 'asked');

const lastOf = (visits: readonly GregorianDay[], today: GregorianDay): GregorianDay | null =>
  [...visits]
    .filter((day) => day <= today)
    .sort()
    .at(-1) ?? null;
