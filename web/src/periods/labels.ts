/** How a day, a period or an hour is written for a person, in her language and the calendar she chose. */
import type { LanguageCode } from '../languages/index.svelte';
import { toEthiopian, toJulian, type EthiopianDate, type GregorianDay } from './ethiopian';
import { eras, ethiopianMonths, gregorianMonths, partsOfDay, weekdays } from './names';
import { firstDay, lastDay, type Period } from './period';

export type Calendar = 'ethiopian' | 'gregorian';
export type Length = 'long' | 'short';

/**
 * Name a period: `Meskerem 2018`, or the days it covers when the calendar shown is not its own.
 * Short forms fit under an axis: `Mes 2018`, `Sep–Oct 2025`, and for a week its first day, `26 Jan 2026`.
 */
export function label(
  period: Period,
  lang: LanguageCode,
  calendar: Calendar,
  length: Length = 'long',
): string {
  const { kind, year, number } = period;
  if (kind === `${calendar}_month`) return `${monthName(number, lang, calendar, length)} ${year}`;
  const [first, last] = [firstDay(period), lastDay(period)];
  if (length === 'long') return spanLabel(first, last, lang, calendar);
  if (kind === 'week') return dayLabel(first, lang, calendar, length);
  return monthsLabel(dateIn(calendar, first), dateIn(calendar, last), lang, calendar);
}

/** Write one day: `1 Meskerem 2018`. */
export const dayLabel = (
  day: GregorianDay,
  lang: LanguageCode,
  calendar: Calendar,
  length: Length = 'long',
): string => spanLabel(day, day, lang, calendar, length);

/** Write the days from `first` to `last`, naming no month or year twice: `18–24 Tir 2018`. */
export function spanLabel(
  first: GregorianDay,
  last: GregorianDay,
  lang: LanguageCode,
  calendar: Calendar,
  length: Length = 'long',
): string {
  const [begin, end] = [dateIn(calendar, first), dateIn(calendar, last)];
  const within = (month: number, numbers: string | number): string => {
    const name = monthName(month, lang, calendar, length);
    return lang === 'en' ? `${numbers} ${name}` : `${name} ${numbers}`;
  };
  const withYear = (text: string, year: number): string =>
    text + { en: ' ', am: '፣ ', om: ', ' }[lang] + year;

  if (begin.year !== end.year) {
    return `${withYear(within(begin.month, begin.day), begin.year)} – ${withYear(within(end.month, end.day), end.year)}`;
  }
  if (begin.month !== end.month) {
    return withYear(`${within(begin.month, begin.day)} – ${within(end.month, end.day)}`, end.year);
  }
  return withYear(within(end.month, begin.day === end.day ? end.day : `${begin.day}–${end.day}`), end.year);
}

/** Name a month, counted from 1. */
export const monthName = (
  month: number,
  lang: LanguageCode,
  calendar: Calendar,
  length: Length = 'long',
): string =>
  shortened((calendar === 'ethiopian' ? ethiopianMonths : gregorianMonths)[lang][month - 1]!, length);

/** Name the weekday of a day. */
export const weekdayName = (day: GregorianDay, lang: LanguageCode, length: Length = 'long'): string =>
  shortened(weekdays[lang][toJulian(day) % 7]!, length);

/** What is written after a year to say which calendar counts it: `E.C.` or `G.C.` */
export const era = (lang: LanguageCode, calendar: Calendar): string => eras[lang][calendar];

/** Write a time of day: `13:30`, or as people here say it, `7:30 in the afternoon`, six hours off. */
export function clockLabel(hour: number, minute: number, lang: LanguageCode, calendar: Calendar): string {
  const minutes = String(minute).padStart(2, '0');
  if (calendar === 'gregorian') return `${String(hour).padStart(2, '0')}:${minutes}`;
  // The Ethiopian day begins at dawn: seven in the morning is one o'clock.
  const clock = `${((hour + 5) % 12) + 1}:${minutes}`;
  const part = partsOfDay[lang][Math.floor(hour / 6)]!;
  return lang === 'en' ? `${clock} ${part}` : `${part} ${clock}`;
}

function monthsLabel(
  begin: EthiopianDate,
  end: EthiopianDate,
  lang: LanguageCode,
  calendar: Calendar,
): string {
  const [start, finish] = [begin, end].map(({ month }) => monthName(month, lang, calendar, 'short'));
  if (begin.year !== end.year) return `${start} ${begin.year} – ${finish} ${end.year}`;
  return `${start === finish ? start : `${start}–${finish}`} ${end.year}`;
}

function dateIn(calendar: Calendar, day: GregorianDay): EthiopianDate {
  if (calendar === 'ethiopian') return toEthiopian(day);
  const [year, month, number] = day.split('-').map(Number) as [number, number, number];
  return { year, month, day: number };
}

const shortened = (name: string, length: Length): string => (length === 'long' ? name : name.slice(0, 3));
