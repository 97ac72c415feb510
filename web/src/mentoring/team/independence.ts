/**
 * Independence: what a team begins by itself, told from days alone (FEATURES N6). It is the team's freedom, not a score.
 * debo/mentoring/independence.py is the same; both answer to vectors/independence.json.
 */
import { fromJulian, toJulian, type GregorianDay } from '../../periods';
import { INDEPENDENCE } from '../settings';

/** A cycle under way from its first to its last day; without `last` it still is. */
export interface UnderWay {
  first: GregorianDay;
  last: GregorianDay | null;
}

export interface Days {
  acts: readonly GregorianDay[];
  visits: readonly GregorianDay[];
  cycles: readonly UnderWay[];
}

export interface Independence {
  acts: number;
  own: number;
  /** Null without an act, which is not zero. */
  share: number | null;
  /** For each visit of the days looked at, how long until the next act; null where none followed yet. */
  daysToNext: (number | null)[];
  /** The longest stretch of days without a visit on all of which a cycle was under way. */
  longestGap: number;
}

/**
 * Look at the 90 days that end with `today`. An act within 7 days after a visit, the day of the visit included, is not
 * begun by the team itself; acts and visits after `today` are left out.
 */
export function independence({ acts, visits, cycles }: Days, today: GregorianDay): Independence {
  const end = toJulian(today);
  const begins = end - INDEPENDENCE.window_days + 1;
  const known = visits
    .map(toJulian)
    .filter((day) => day <= end)
    .sort(byNumber);
  const done = acts
    .map(toJulian)
    .filter((day) => day >= begins && day <= end)
    .sort(byNumber);
  const own = done.filter((day) => isOwn(day, known)).length;
  return {
    acts: done.length,
    own,
    share: done.length ? own / done.length : null,
    daysToNext: known
      .filter((day) => day >= begins)
      .map((visit) => {
        const later = done.find((day) => day > visit);
        return later === undefined ? null : later - visit;
      }),
    longestGap: longestGap(new Set(known), cycles, begins, end),
  };
}

/** Whether there was enough to say anything by. */
export const saysEnough = (acts: number): boolean => acts >= INDEPENDENCE.enough_acts;

/** The share over the 90 days before each of `ends`, for the small chart over time. */
export function overTime(days: Days, ends: readonly GregorianDay[]): (number | null)[] {
  return ends.map((end) => {
    const { acts, share } = independence(days, end);
    return saysEnough(acts) ? share : null;
  });
}

function isOwn(day: number, visits: number[]): boolean {
  const last = visits.filter((visit) => visit <= day).at(-1);
  return last === undefined || day - last > INDEPENDENCE.after_visit_days;
}

function longestGap(
  visits: ReadonlySet<number>,
  cycles: readonly UnderWay[],
  begins: number,
  end: number,
): number {
  let [longest, run] = [0, 0];
  for (let day = begins; day <= end; day += 1) {
    const on = fromJulian(day);
    const alive = cycles.some(({ first, last }) => first <= on && (last === null || on <= last));
    run = alive && !visits.has(day) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

const byNumber = (a: number, b: number): number => a - b;
