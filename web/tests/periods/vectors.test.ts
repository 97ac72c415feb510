import { describe, expect, test } from 'vitest';
import {
  PeriodError,
  between,
  clockLabel,
  compare,
  dayLabel,
  days,
  era,
  ethiopianDate,
  firstDay,
  firstDayOfFiscalYear,
  fiscalYear,
  fiscalYearOf,
  isFuture,
  isLonger,
  isOver,
  label,
  lastDay,
  monthName,
  next,
  parse,
  period,
  periodOf,
  previous,
  toEthiopian,
  toGregorian,
  weekdayName,
  type Calendar,
  type Kind,
  type Length,
  type StartDay,
} from '../../src/periods';
import type { LanguageCode } from '../../src/languages/index.svelte';
import vectors from '../../../vectors/periods.json';

type Said = [string, StartDay, LanguageCode, Calendar, Length, string];
interface Cases {
  dates: [string, number, number, number][];
  not_dates: [number, number, number][];
  periods: Record<string, unknown> & { id: string; start_day: StartDay }[];
  of: [string, Kind, StartDay, string][];
  refused: [string, string][];
  between: [string, string, string[]][];
  future: [string, StartDay, string, { future: boolean; over: boolean }][];
  fiscal_years: [string, number][];
  fiscal_year_begins: [number, string][];
  labels: Said[];
  days: [string, LanguageCode, Calendar, Length, string, string][];
  clock: [string, LanguageCode, Calendar, string][];
  months: Record<LanguageCode, Record<Calendar, string[]>>;
  eras: [LanguageCode, Calendar, string][];
}

const cases = vectors as unknown as Cases;

function refusalOf(act: () => unknown): PeriodError {
  try {
    act();
  } catch (error) {
    if (error instanceof PeriodError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the cases shared with Python', () => {
  test.each(cases.dates)('%s is one day in both calendars', (day, year, month, number) => {
    expect(toEthiopian(day)).toEqual({ year, month, day: number });
    expect(toGregorian(ethiopianDate(year, month, number))).toBe(day);
  });

  test.each(cases.not_dates)('%i-%i-%i is no day', (year, month, day) => {
    expect(refusalOf(() => ethiopianDate(year, month, day)).message).toBe(
      `${day}/${month}/${year} is not a day of the Ethiopian calendar. Nothing was changed.`,
    );
  });

  test.each(cases.periods)('$id from day $start_day knows its days and neighbours', (expected) => {
    const found = parse(expected.id, expected.start_day);
    expect({
      id: found.id,
      start_day: found.startDay,
      kind: found.kind,
      first: firstDay(found),
      last: lastDay(found),
      days: days(found),
      longer: isLonger(found),
      next: next(found).id,
      previous: previous(found).id,
      efy: fiscalYear(found),
    }).toEqual(expected);
  });

  test.each(cases.of)('%s as %s from day %i is %s', (day, kind, startDay, id) => {
    expect(periodOf(day, kind, startDay).id).toBe(id);
  });

  test.each(cases.refused)('%j is refused with what to do', (text, sentence) => {
    expect(refusalOf(() => parse(text)).message).toBe(sentence);
  });

  test.each(cases.between)('from %s to %s', (first, last, ids) => {
    expect(between(parse(first), parse(last)).map(({ id }) => id)).toEqual(ids);
  });

  test.each(cases.future)('%s from day %i on %s', (id, startDay, today, expected) => {
    const found = parse(id, startDay);
    expect({ future: isFuture(found, today), over: isOver(found, today) }).toEqual(expected);
  });

  test.each(cases.fiscal_years)('%s is in EFY %i', (day, efy) => {
    expect(fiscalYearOf(day)).toBe(efy);
  });

  test.each(cases.fiscal_year_begins)('EFY %i begins on %s', (efy, day) => {
    expect(firstDayOfFiscalYear(efy)).toBe(day);
  });

  test.each(cases.labels)(
    '%s from %i in %s, %s, %s: %s',
    (id, startDay, lang, calendar, length, expected) => {
      expect(label(parse(id, startDay), lang, calendar, length)).toBe(expected);
    },
  );

  test.each(cases.days)('%s in %s, %s, %s: %s, %s', (day, lang, calendar, length, expected, weekday) => {
    expect(dayLabel(day, lang, calendar, length)).toBe(expected);
    expect(weekdayName(day, lang)).toBe(weekday);
  });

  test.each(cases.clock)('%s in %s, %s: %s', (time, lang, calendar, expected) => {
    const [hour, minute] = time.split(':').map(Number) as [number, number];
    expect(clockLabel(hour, minute, lang, calendar)).toBe(expected);
  });

  test.each(cases.eras)('the era in %s, %s is %s', (lang, calendar, expected) => {
    expect(era(lang, calendar)).toBe(expected);
  });

  test.each(['en', 'am', 'om'] as const)('months have their own names in %s', (lang) => {
    for (const calendar of ['ethiopian', 'gregorian'] as const) {
      const expected = cases.months[lang][calendar];
      expect(expected.map((_, index) => monthName(index + 1, lang, calendar))).toEqual(expected);
    }
  });
});

describe('the calendar of ICU agrees', () => {
  test('on each of 55,152 days from 1950 to 2100, without and through our own months', () => {
    const icu = new Intl.DateTimeFormat('en-u-ca-ethiopic', {
      timeZone: 'UTC',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    });
    let checked = 0;
    for (let at = Date.UTC(1950, 0, 1); at <= Date.UTC(2100, 11, 31); at += 864e5) {
      const part = Object.fromEntries(icu.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
      const day = new Date(at).toISOString().slice(0, 10);
      const ours = toEthiopian(day);
      if (ours.year !== part['year'] || ours.month !== part['month'] || ours.day !== part['day']) {
        expect({ day, ours }).toEqual({ day, ours: part });
      }
      if (toGregorian(ours) !== day) expect(toGregorian(ours)).toBe(day);
      checked += 1;
    }
    expect(checked).toBe(55152);
  });
});

describe('order', () => {
  test('ids sort as their days do, and no day falls between two periods', () => {
    for (const [kind, startDay] of [
      ['week', 1],
      ['ethiopian_month', 1],
      ['ethiopian_month', 21],
      ['gregorian_month', 1],
    ] as const) {
      let each = period(kind, 1999, 1, startDay);
      while (each.year < 2030) {
        const after = next(each);
        expect(after.id > each.id && compare(each, after) < 0).toBe(true);
        expect(Date.parse(firstDay(after)) - Date.parse(lastDay(each))).toBe(864e5);
        expect(previous(after)).toEqual(each);
        expect(periodOf(lastDay(each), kind, startDay)).toEqual(each);
        each = after;
      }
    }
  });

  test('periods of two kinds or two settings have none', () => {
    expect(() => compare(parse('2026W05'), parse('2026-03'))).toThrow(TypeError);
    expect(() => compare(parse('e2018-01', 1), parse('e2018-01', 21))).toThrow(/counted differently/);
  });
});
