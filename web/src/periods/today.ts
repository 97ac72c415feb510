/** What day it is, as far as a phone can know: some carry a clock that fell back by years. */
import { fromJulian, toJulian, type GregorianDay } from './ethiopian';

const MS_A_DAY = 864e5;
const JULIAN_1970 = 2440588;
/** Addis Ababa is three hours ahead of UTC, and the reporting day ends there. */
const HOURS_AHEAD = 3;

/**
 * The day on the phone's clock, but never before `known`, the last day some count at the hub speaks of:
 * time doesn't run backwards. A clock that is ahead can't be told from a long time without contact.
 */
export function today(clockMs = Date.now(), known: GregorianDay | null = null): GregorianDay {
  const day = fromJulian(JULIAN_1970 + Math.floor((clockMs + HOURS_AHEAD * 36e5) / MS_A_DAY));
  return known !== null && toJulian(known) > toJulian(day) ? known : day;
}
