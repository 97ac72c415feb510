/** The axes of a chart: round numbers up the side, and as many names of periods below as fit. */
import type { LanguageCode } from '../languages/index.svelte';
import {
  fromJulian,
  firstDay,
  monthName,
  toEthiopian,
  toJulian,
  type Calendar,
  type Period,
} from '../periods';

/** The top of the axis: shares stand on 0 to 100, unless something lies above; others on the next round number. */
export function topOf(values: (number | null)[], unit: string | null | undefined): number {
  const most = Math.max(0, ...values.filter((value): value is number => value !== null));
  if (unit === 'percent' && most <= 100) return 100;
  return roundUp(most * 1.05 || 1, unit);
}

/** The next 1, 2, 2.5 or 5 times a power of ten that reaches `value`; a count is never cut finer than one. */
export function roundUp(value: number, unit?: string | null): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((one) => one * power >= value * (1 - 1e-9)) ?? 10;
  // 1.5 × 0.1 is not quite 0.15 in binary; twelve digits are.
  const top = Number((step * power).toPrecision(12));
  return unit === 'count' ? Math.max(2, Math.ceil(top)) : top;
}

/** Where the lines across stand: 0, the top and one to four between, on round numbers; among shares, on 100 %. */
export function ticksTo(top: number, unit?: string | null): number[] {
  const parts = [4, 5, 3, 2].find((count) => isRound(top / count, top, unit)) ?? 2;
  return Array.from({ length: parts + 1 }, (_, index) => (top / parts) * index);
}

function isRound(step: number, top: number, unit?: string | null): boolean {
  if (unit === 'count') return Number.isInteger(step);
  // Shares are written without decimals.
  if (unit === 'percent' && top >= 100) return top % step === 0 && 100 % step === 0;
  const digits = step / 10 ** Math.floor(Math.log10(step));
  return Math.abs(digits * 4 - Math.round(digits * 4)) < 1e-9;
}

export interface PeriodName {
  name: string;
  year: number;
}

/** What stands under a point: the month (its first day, for a week) and the year, in the calendar shown. */
export function periodName(period: Period, code: LanguageCode, calendar: Calendar): PeriodName {
  if (period.kind === `${calendar}_month`) {
    return { name: monthName(period.number, code, calendar, 'short'), year: period.year };
  }
  // A month of the other calendar is named by the month most of it falls in: its middle day.
  const middle = period.kind === 'week' ? 0 : 15;
  const { year, month, day } = inCalendar(fromJulian(toJulian(firstDay(period)) + middle), calendar);
  const name = monthName(month, code, calendar, 'short');
  return { name: period.kind === 'week' ? `${day} ${name}` : name, year };
}

/** Every how many periods a name fits, when each needs `room` and the points stand `step` apart. */
export function everyHow(step: number, room: number): number {
  return [1, 2, 3, 4, 6, 12, 13, 26, 52].find((count) => count * step >= room) ?? 52;
}

function inCalendar(day: string, calendar: Calendar): { year: number; month: number; day: number } {
  if (calendar === 'ethiopian') return toEthiopian(day);
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return { year, month, day: date };
}
