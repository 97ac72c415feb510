/** A day put together from a year, a month and a day of the Ethiopian calendar, part by part as a person picks them. */
import { daysInMonth, toEthiopian, toGregorian, type GregorianDay } from '../../periods';

export interface Picked {
  year: number | null;
  month: number | null;
  day: number | null;
}

/** The parts of a day; all empty when there is none or it can't be read. */
export function partsOf(day: string | null): Picked {
  if (!day || Number.isNaN(Date.parse(day))) return { year: null, month: null, day: null };
  return { ...toEthiopian(day) };
}

/** The Gregorian day, once all parts are there. A day past the end of Pagume becomes its last day. */
export function dayOf({ year, month, day }: Picked): GregorianDay | null {
  if (year === null || month === null || day === null) return null;
  return toGregorian({ year, month, day: Math.min(day, daysInMonth(year, month)) });
}

/** The days to choose from: 30, or Pagume's five or six. */
export function daysToPick({ year, month }: Picked): number[] {
  const last = year !== null && month !== null ? daysInMonth(year, month) : 30;
  return Array.from({ length: last }, (_, index) => index + 1);
}

/** Years around the one that counts: far enough back for a role held, ahead for an aim. */
export function yearsToPick(today: GregorianDay, chosen: number | null): number[] {
  const now = toEthiopian(today).year;
  const first = Math.min(now - 10, chosen ?? now);
  const last = Math.max(now + 4, chosen ?? now);
  return Array.from({ length: last - first + 1 }, (_, index) => last - index);
}
