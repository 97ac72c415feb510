/**
 * The Ethiopian calendar: twelve months of thirty days, then Pagume of five or six.
 *
 * A Gregorian day is text, `2025-09-11`, as records hold it; in between, days are counted by their Julian day
 * number, where 1 Meskerem of year y is 1723856 + 365 y + y div 4. debo/periods/ethiopian.py is the same.
 */
import { words } from '../languages/index.svelte';
import { PeriodError } from './refusal';

/** A Gregorian day, `2025-09-11`. */
export type GregorianDay = string;

export interface EthiopianDate {
  readonly year: number;
  /** 1 (Meskerem) to 13 (Pagume). */
  readonly month: number;
  readonly day: number;
}

export const PAGUME = 13;
export const DAYS_IN_MONTH = 30;
const EPOCH = 1723856;
const DAYS_IN_FOUR_YEARS = 1461;
// The Julian day number of 1 January 1970, where Date counts from.
const DAY_OF_1970 = 2440588;
const MS_A_DAY = 864e5;
// Python's dates end within the Ethiopian year 9992; both sides refuse alike.
const LAST_YEAR = 9991;

const NOT_A_DAY = words('{day}/{month}/{year} is not a day of the Ethiopian calendar. Nothing was changed.');

/** Whether Pagume of this Ethiopian year has six days; every fourth year, without exception. */
export const isLeapYear = (year: number): boolean => year % 4 === 3;

/** How many days a month (1 to 13) has. */
export const daysInMonth = (year: number, month: number): number =>
  month < PAGUME ? DAYS_IN_MONTH : isLeapYear(year) ? 6 : 5;

/** A day of the Ethiopian calendar; throws PeriodError for one that does not exist. */
export function ethiopianDate(year: number, month: number, day: number): EthiopianDate {
  const exists = year >= 1 && year <= LAST_YEAR && month >= 1 && month <= PAGUME;
  if (exists && day >= 1 && day <= daysInMonth(year, month)) return { year, month, day };
  throw new PeriodError(NOT_A_DAY, { day, month, year });
}

export function toEthiopian(day: GregorianDay): EthiopianDate {
  const sinceEpoch = toJulian(day) - EPOCH;
  const fourYears = Math.floor(sinceEpoch / DAYS_IN_FOUR_YEARS);
  const rest = sinceEpoch - fourYears * DAYS_IN_FOUR_YEARS;
  // The leap day ends the third year of four, so its day 1460 is still that year's.
  const yearOfFour = Math.floor(rest / 365) - Math.floor(rest / 1460);
  const dayOfYear = rest - 365 * yearOfFour;
  return ethiopianDate(
    4 * fourYears + yearOfFour,
    Math.floor(dayOfYear / DAYS_IN_MONTH) + 1,
    (dayOfYear % DAYS_IN_MONTH) + 1,
  );
}

export function toGregorian({ year, month, day }: EthiopianDate): GregorianDay {
  return fromJulian(EPOCH + 365 * year + Math.floor(year / 4) + DAYS_IN_MONTH * (month - 1) + day - 1);
}

/** The Julian day number of a Gregorian day. */
export const toJulian = (day: GregorianDay): number => Date.parse(`${day}T00:00Z`) / MS_A_DAY + DAY_OF_1970;

/** The Gregorian day of a Julian day number. */
export const fromJulian = (julian: number): GregorianDay =>
  new Date((julian - DAY_OF_1970) * MS_A_DAY).toISOString().slice(0, 10);
