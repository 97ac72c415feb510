/** A team's cycles and events over the months: where each bar lies, as shares of the time that is shown. */
import type { Cycle, Event, Team } from '../../ledger/schema';
import {
  daysInMonth,
  fromJulian,
  toEthiopian,
  toGregorian,
  toJulian,
  type Calendar,
  type GregorianDay,
} from '../../periods';
import { beganOn, hasBegun } from '../lamps/began';

export interface Month {
  first: GregorianDay;
  month: number;
  year: number;
  /** In the whole, from 0 to 1. */
  from: number;
  to: number;
}
export interface Bar {
  kind: 'cycle' | 'event';
  id: string;
  from: number;
  to: number;
  first: GregorianDay;
  last: GregorianDay | null;
  /** Only planned, or still without a last day. */
  isOpen: boolean;
  isPlan: boolean;
}

interface Kept<Fields> {
  id: string;
  fields: Fields;
}
const FEWEST_MONTHS = 3;

/** Cycles by the day they began (or are to begin) and events by their day; the months around them. */
export function timelineOf(
  cycles: Kept<Cycle>[],
  events: Kept<Event>[],
  today: GregorianDay,
  calendar: Calendar,
  most = 12,
): { months: Month[]; bars: Bar[] } {
  const spans = [
    ...cycles.filter(({ fields }) => !fields.withdrawn).map((one) => spanOf(one, today)),
    ...events.filter(({ fields }) => !fields.withdrawn && fields.day).map(spotOf),
  ].filter((one) => one !== null);
  const days = spans.flatMap(({ first, last }) => [first, last ?? today]);
  const low = days.reduce((least, day) => (day < least ? day : least), today);
  const high = days.reduce((greatest, day) => (day > greatest ? day : greatest), today);
  const months = monthsFrom(low, high, calendar).slice(-most);
  const begin = toJulian(months[0]!.first);
  const whole = toJulian(next(months.at(-1)!.first, calendar)) - begin;
  const share = (day: GregorianDay, more = 0): number =>
    Math.min(1, Math.max(0, (toJulian(day) + more - begin) / whole));
  const bars = spans
    .map((one) => ({
      ...one,
      from: share(one.first),
      to: share(one.last ?? (one.first > today ? one.first : today), 1),
    }))
    .filter(({ last, first }) => (last ?? (first > today ? first : today)) >= months[0]!.first);
  return {
    months: months.map((one) => ({
      ...one,
      from: share(one.first),
      to: share(next(one.first, calendar)),
    })),
    bars: bars.sort((a, b) => a.from - b.from || a.to - b.to || (a.id < b.id ? -1 : 1)),
  };
}

/**
 * The teams whose cycles stand on a facility's timeline: those of the place, and any other whose cycle was tried there,
 * such as a health centre's at its post. In the order in which they were listed.
 */
export function teamsAt(facility: string, teams: Kept<Team>[], cycles: Kept<Cycle>[]): Kept<Team>[] {
  const testing = new Set(cycles.map(({ fields }) => fields.team));
  return teams.filter(({ id, fields }) => fields.place === facility || testing.has(id));
}

type Unplaced = Omit<Bar, 'from' | 'to'>;

function spanOf({ id, fields }: Kept<Cycle>, today: GregorianDay): Unplaced | null {
  const first = beganOn(fields) ?? fields.starts;
  if (!first) return null;
  const isPlan = !hasBegun(fields);
  const last = fields.ends && fields.ends >= first ? fields.ends : isPlan ? first : null;
  return { kind: 'cycle', id, first, last, isPlan, isOpen: !last || last > today };
}

function spotOf({ id, fields }: Kept<Event>): Unplaced {
  const day = fields.day!;
  return { kind: 'event', id, first: day, last: day, isOpen: false, isPlan: false };
}

function monthsFrom(low: GregorianDay, high: GregorianDay, calendar: Calendar): Omit<Month, 'from' | 'to'>[] {
  const found = [];
  for (let first = firstOfMonth(low, calendar); first <= high || found.length < FEWEST_MONTHS;) {
    const { year, month } = dateOf(first, calendar);
    found.push({ first, month, year });
    first = next(first, calendar);
  }
  return found;
}

function dateOf(day: GregorianDay, calendar: Calendar): { year: number; month: number } {
  if (calendar === 'ethiopian') return toEthiopian(day);
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)) };
}

function firstOfMonth(day: GregorianDay, calendar: Calendar): GregorianDay {
  if (calendar === 'gregorian') return `${day.slice(0, 8)}01`;
  return toGregorian({ ...toEthiopian(day), day: 1 });
}

function next(first: GregorianDay, calendar: Calendar): GregorianDay {
  if (calendar === 'gregorian') return firstOfMonth(fromJulian(toJulian(first) + 31), calendar);
  const { year, month } = toEthiopian(first);
  return fromJulian(toJulian(first) + daysInMonth(year, month));
}
