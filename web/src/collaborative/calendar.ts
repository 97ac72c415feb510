/**
 * A collaborative's time as it is drawn: Ethiopian months, the learning sessions, and between them the periods in
 * which teams work. A period of work is never written down: it is what lies between two sessions (DOMAIN 2).
 */
import type { Collaborative, LearningSession } from '../ledger/schema';
import type { Kept } from '../people/catchment';
import {
  fromJulian,
  isOver,
  lastDay,
  next,
  periodOf,
  previous,
  toEthiopian,
  toGregorian,
  toJulian,
  type GregorianDay,
  type Period,
  type StartDay,
} from '../periods';

export type Session = Kept<LearningSession>;
export type BandKind = 'prework' | 'action' | 'holding';

/** A stretch of days that has a name; both days are its own. */
export interface Band {
  kind: BandKind;
  /** Of an action period: which one, from 1. */
  number: number;
  first: GregorianDay;
  last: GregorianDay;
}

export type MarkKind = 'begins' | 'session' | 'visit' | 'due' | 'closes' | 'ends';

export interface Mark {
  kind: MarkKind;
  day: GregorianDay;
  /** The last day, of what takes more than one. */
  until: GregorianDay;
  /** The session's number and record; the period that is due or closes. */
  number?: number;
  id?: string;
  period?: Period;
}

export interface Month {
  /** The month's first and last day; Pagume stands with Nehase. */
  first: GregorianDay;
  last: GregorianDay;
  marks: Mark[];
}

export interface Visited {
  id: string;
  fields: { planned_for?: string | null; day?: string | null; withdrawn?: boolean | null };
}

const DAY_AFTER = 1;
/** A collaborative without a last day is drawn so far ahead: the fifteen months of the usual four sessions. */
const MONTHS_AHEAD = 15;
const MOST_MONTHS = 40;
/** Where the charter doesn't say it. */
export const DUE_AFTER = 6;

const plus = (day: GregorianDay, days: number): GregorianDay => fromJulian(toJulian(day) + days);
const endOf = ({ fields }: Session): GregorianDay =>
  fields.ends && fields.starts && fields.ends > fields.starts ? fields.ends : fields.starts!;

/** The sessions that count, in the order of their days. */
export function inTime(sessions: Session[]): Session[] {
  return sessions
    .filter(({ fields }) => fields.starts && !fields.withdrawn)
    .sort(
      (a, b) =>
        a.fields.starts!.localeCompare(b.fields.starts!) || (a.fields.number ?? 0) - (b.fields.number ?? 0),
    );
}

/**
 * From when to when the calendar goes: the charter's days, widened by the sessions; fifteen months where it doesn't
 * end. Null while nothing has a day.
 */
export function spanOf(
  charter: Collaborative,
  sessions: Session[],
): { first: GregorianDay; last: GregorianDay } | null {
  const held = inTime(sessions);
  const days = [charter.starts, ...held.map(({ fields }) => fields.starts)].filter(Boolean) as string[];
  const first = days.sort()[0];
  if (!first) return null;
  const ends = [charter.ends, ...held.map(endOf)].filter(Boolean) as string[];
  const open = plus(first, MONTHS_AHEAD * 30);
  const last = charter.ends ? ends.sort().at(-1)! : [...ends, open].sort().at(-1)!;
  return { first, last: last < first ? first : last };
}

/** Prework before the first session, an action period after each, and after the last one what the stage says. */
export function bandsOf(charter: Collaborative, sessions: Session[]): Band[] {
  const span = spanOf(charter, sessions);
  const held = inTime(sessions);
  if (!span) return [];
  const begins = !charter.stage || charter.stage === 'prework';
  if (held.length === 0) return begins ? [{ kind: 'prework', number: 0, ...span }] : [];
  const found: Band[] = [
    { kind: 'prework', number: 0, first: span.first, last: plus(held[0]!.fields.starts!, -DAY_AFTER) },
  ];
  const holds = charter.stage === 'holding' || charter.stage === 'spreading';
  held.forEach((session, index) => {
    const following = held[index + 1];
    const last = following ? plus(following.fields.starts!, -DAY_AFTER) : span.last;
    const kind = !following && holds ? 'holding' : 'action';
    found.push({ kind, number: index + 1, first: plus(endOf(session), DAY_AFTER), last });
  });
  return found.filter(({ first, last }) => first <= last);
}

/** The band a day lies in; null on a session's own days, and outside. */
export function bandOn(bands: Band[], day: GregorianDay): Band | null {
  return bands.find(({ first, last }) => first <= day && day <= last) ?? null;
}

interface Dated {
  charter: Collaborative;
  sessions: Session[];
  visits?: Visited[];
  startDay: StartDay;
}

/** All that has a day, in order; reports fall due and periods close for every Ethiopian month of the span. */
export function marksOf({ charter, sessions, visits = [], startDay }: Dated): Mark[] {
  const span = spanOf(charter, sessions);
  if (!span) return [];
  const found: Mark[] = [];
  const at = (kind: MarkKind, day: string | null | undefined, more: Partial<Mark> = {}): void => {
    if (day) found.push({ kind, day, until: day, ...more });
  };
  at('begins', charter.starts);
  at('ends', charter.ends);
  for (const session of inTime(sessions)) {
    const { starts, number } = session.fields;
    at('session', starts, { until: endOf(session), number: number ?? 0, id: session.id });
  }
  for (const { id, fields } of visits)
    if (!fields.withdrawn && !fields.day) at('visit', fields.planned_for, { id });
  // A month that ended just before the first day falls due after it, but belongs to no one here.
  let period = periodOf(span.first, 'ethiopian_month', startDay);
  for (let n = 0; n < MOST_MONTHS && lastDay(period) <= span.last; n += 1, period = next(period)) {
    at('due', plus(lastDay(period), charter.report_due_after_days ?? DUE_AFTER), { period });
    if (charter.closes_after_days != null)
      at('closes', plus(lastDay(period), charter.closes_after_days), { period });
  }
  const order: MarkKind[] = ['begins', 'session', 'visit', 'due', 'closes', 'ends'];
  return found
    .filter(({ day }) => day >= span.first && day <= span.last)
    .sort((a, b) => a.day.localeCompare(b.day) || order.indexOf(a.kind) - order.indexOf(b.kind));
}

/** The months of the Ethiopian calendar from the first day to the last, each with what falls in it. */
export function monthsOf(dated: Dated): Month[] {
  const span = spanOf(dated.charter, dated.sessions);
  if (!span) return [];
  const marks = marksOf(dated);
  const found: Month[] = [];
  for (let first = monthStart(span.first); first <= span.last && found.length < MOST_MONTHS;) {
    const following = nextMonth(first);
    const last = plus(following, -DAY_AFTER);
    found.push({ first, last, marks: marks.filter(({ day }) => first <= day && day <= last) });
    first = following;
  }
  return found;
}

/** The next thing with a day that concerns everybody: a session, the beginning or the end. */
export function nextDate(marks: Mark[], today: GregorianDay): Mark | null {
  const shared: MarkKind[] = ['begins', 'session', 'ends'];
  return marks.find(({ kind, until }) => shared.includes(kind) && until >= today) ?? null;
}

/** Where a day lies between two others, 0 to 1. */
export function shareOf(day: GregorianDay, { first, last }: { first: string; last: string }): number {
  const length = toJulian(last) - toJulian(first) + 1;
  return Math.min(1, Math.max(0, (toJulian(day) - toJulian(first)) / length));
}

/** The newest Ethiopian month that is over and whose report isn't due yet, if any. */
export function dueNow(charter: Collaborative, today: GregorianDay, startDay: StartDay): Mark | null {
  const now = periodOf(today, 'ethiopian_month', startDay);
  const over = isOver(now, today) ? now : previous(now);
  const day = plus(lastDay(over), charter.report_due_after_days ?? DUE_AFTER);
  return day >= today ? { kind: 'due', day, until: day, period: over } : null;
}

function monthStart(day: GregorianDay): GregorianDay {
  const { year, month } = toEthiopian(day);
  // The five or six days of Pagume are drawn with Nehase: alone they would be a sliver.
  return toGregorian({ year, month: Math.min(month, 12), day: 1 });
}

function nextMonth(first: GregorianDay): GregorianDay {
  const { year, month } = toEthiopian(first);
  return month < 12
    ? toGregorian({ year, month: month + 1, day: 1 })
    : toGregorian({ year: year + 1, month: 1, day: 1 });
}
