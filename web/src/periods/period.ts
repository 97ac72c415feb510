/**
 * Reporting periods: ISO weeks `2026W05`, Ethiopian months `e2018-01`, Gregorian months `2026-03`.
 *
 * Pagume is never a period; its days count with Meskerem (docs/decisions/0010-pagume.md). debo/periods/period.py is
 * the same, and both answer to vectors/periods.json.
 */
import { words } from '../languages/index.svelte';
import {
  DAYS_IN_MONTH,
  PAGUME,
  daysInMonth,
  fromJulian,
  toEthiopian,
  toGregorian,
  toJulian,
  type GregorianDay,
} from './ethiopian';
import { PeriodError } from './refusal';

export type Kind = 'week' | 'ethiopian_month' | 'gregorian_month';
/** The day an Ethiopian month begins: its own first, or the 21st of the month before. */
export type StartDay = 1 | 21;

export interface Period {
  readonly id: string;
  readonly kind: Kind;
  readonly year: number;
  /** The ISO week, or the month. */
  readonly number: number;
  readonly startDay: StartDay;
}

const FIRST_YEAR = 1000;
const LAST_YEAR = 9990;

const UNREADABLE = words(
  '“{text}” is not a period Debo can read. Nothing was changed. Write e2018-01 (Ethiopian month), 2026-03 (Gregorian month) or 2026W05 (week).',
);
const NO_SUCH_MONTH = words(
  '“{text}”: months are 01 to 12, and the days of Pagume count with Meskerem. Nothing was changed.',
);
const NO_SUCH_WEEK = words('“{text}”: the weeks of {year} are 01 to {last}. Nothing was changed.');
const NO_SUCH_YEAR = words('“{text}”: Debo counts the years 1000 to 9990. Nothing was changed.');

const padded = (number: number, digits = 2): string => String(number).padStart(digits, '0');
const julianOf = (year: number, month: number, day: number): number =>
  toJulian(`${year}-${padded(month)}-${padded(day)}`);

/** The period `number` of `year`; throws PeriodError for one the year does not have. */
export function period(kind: Kind, year: number, number: number, startDay: StartDay = 1): Period {
  const [isWeek, isEthiopian] = [kind === 'week', kind === 'ethiopian_month'];
  const id = `${isEthiopian ? 'e' : ''}${padded(year, 4)}${isWeek ? 'W' : '-'}${padded(number)}`;
  if (year < FIRST_YEAR || year > LAST_YEAR) throw new PeriodError(NO_SUCH_YEAR, { text: id });
  const last = numbersIn(kind, year);
  if (number < 1 || number > last) {
    throw new PeriodError(isWeek ? NO_SUCH_WEEK : NO_SUCH_MONTH, { text: id, year, last });
  }
  return { id, kind, year, number, startDay: isEthiopian ? startDay : 1 };
}

/** Read a period's id; throws PeriodError, saying how ids are written. */
export function parse(text: string, startDay: StartDay = 1): Period {
  const [, e, year, mark, number] = /^(e?)(\d{4})([W-])(\d\d)$/.exec(text) ?? [];
  if (!number || (e && mark === 'W')) throw new PeriodError(UNREADABLE, { text });
  const kind = mark === 'W' ? 'week' : e ? 'ethiopian_month' : 'gregorian_month';
  return period(kind, Number(year), Number(number), startDay);
}

/** The period of this kind that `day` belongs to. */
export function periodOf(day: GregorianDay, kind: Kind, startDay: StartDay = 1): Period {
  if (kind === 'week') return weekOf(toJulian(day));
  if (kind === 'gregorian_month') return period(kind, Number(day.slice(0, 4)), Number(day.slice(5, 7)));
  const date = toEthiopian(day);
  const month = period(kind, date.year, Math.min(date.month, 12), startDay);
  const isInNextMonth = date.month === PAGUME || (startDay > 1 && date.day >= startDay);
  return isInNextMonth ? next(month) : month;
}

export function firstDay({ kind, year, number, startDay }: Period): GregorianDay {
  if (kind === 'week') return fromJulian(firstMonday(year) + 7 * (number - 1));
  if (kind === 'gregorian_month') return `${year}-${padded(number)}-01`;
  // Meskerem takes Pagume with it, and from the 21st the end of Nehase too.
  if (number === 1)
    return toGregorian({ year: year - 1, month: startDay === 1 ? PAGUME : 12, day: startDay });
  return toGregorian({ year, month: startDay === 1 ? number : number - 1, day: startDay });
}

export const lastDay = (period: Period): GregorianDay =>
  fromJulian(toJulian(firstDay(period)) + days(period) - 1);

/** How many days the period has. */
export function days(period: Period): number {
  const { kind, year, number } = period;
  if (kind === 'week') return 7;
  if (kind === 'ethiopian_month')
    return DAYS_IN_MONTH + (isLonger(period) ? daysInMonth(year - 1, PAGUME) : 0);
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
}

/** Whether Pagume makes this month a sixth longer, so that its counts stand higher than others. */
export const isLonger = ({ kind, number }: Period): boolean => kind === 'ethiopian_month' && number === 1;

export const next = ({ kind, year, number, startDay }: Period): Period =>
  number < numbersIn(kind, year)
    ? period(kind, year, number + 1, startDay)
    : period(kind, year + 1, 1, startDay);

export const previous = ({ kind, year, number, startDay }: Period): Period =>
  number > 1
    ? period(kind, year, number - 1, startDay)
    : period(kind, year - 1, numbersIn(kind, year - 1), startDay);

/** The periods from `first` to `last`, both included; none if `last` comes before `first`. */
export function between(first: Period, last: Period): Period[] {
  const found: Period[] = [];
  for (let each = first; compare(each, last) <= 0; each = next(each)) found.push(each);
  return found;
}

/** Negative when `one` comes first; periods of two kinds, or two settings, have no order and throw. */
export function compare(one: Period, other: Period): number {
  if (one.kind !== other.kind || one.startDay !== other.startDay) {
    throw new TypeError(`${one.id} and ${other.id} are counted differently and have no order`);
  }
  return one.year - other.year || one.number - other.number;
}

/** Whether the period has not begun on `today`, which is the caller's to doubt: phones carry wrong clocks. */
export const isFuture = (period: Period, today: GregorianDay): boolean => firstDay(period) > today;

/** Whether the period's last day has passed. */
export const isOver = (period: Period, today: GregorianDay): boolean => lastDay(period) < today;

/** The fiscal year (EFY) of a day: from 1 Hamle, named by the year in which it ends. */
export function fiscalYearOf(day: GregorianDay): number {
  const { year, month } = toEthiopian(day);
  return month >= 11 ? year + 1 : year;
}

/** The fiscal year (EFY) a period is reported in: the one in which it ends. */
export const fiscalYear = (period: Period): number => fiscalYearOf(lastDay(period));

export const firstDayOfFiscalYear = (efy: number): GregorianDay =>
  toGregorian({ year: efy - 1, month: 11, day: 1 });

/** How many periods of this kind a year has: 12 months, 52 or 53 weeks. */
const numbersIn = (kind: Kind, year: number): number =>
  kind === 'week' ? (firstMonday(year + 1) - firstMonday(year)) / 7 : 12;

/** The Monday of ISO week 1, the week that holds 4 January; a Julian day number divides by 7 on Mondays. */
function firstMonday(year: number): number {
  const fourth = julianOf(year, 1, 4);
  return fourth - (fourth % 7);
}

function weekOf(julian: number): Period {
  // A week belongs to the year of its Thursday.
  const monday = julian - (julian % 7);
  const year = Number(fromJulian(monday + 3).slice(0, 4));
  return period('week', year, (monday - firstMonday(year)) / 7 + 1);
}
