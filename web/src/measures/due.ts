/** What is due: per measure the last period that is over, until it is counted. */
import type { Measure } from '../ledger/schema';
import {
  isOver,
  parse,
  periodOf,
  previous,
  type GregorianDay,
  type Kind,
  type Period,
  type StartDay,
} from '../periods';
import type { Point } from './series';

/** The newest period whose last day has passed: what a team can count completely. */
export function duePeriod(kind: Kind, today: GregorianDay, startDay: StartDay = 1): Period {
  const running = periodOf(today, kind, startDay);
  return isOver(running, today) ? running : previous(running);
}

/** The point of `period`, when it was counted. */
export function pointAt(points: Point[], period: Period): Point | null {
  return (
    points.find(
      (point) => point.period.id === period.id && point.counted?.fields.withdrawn !== true && point.counted,
    ) || null
  );
}

/** The count before `period`, the nearest one there is: what the person remembers while typing. */
export function pointBefore(points: Point[], period: Period): Point | null {
  const before = points.filter((point) => point.value !== null && point.period.id < period.id);
  return before.at(-1) ?? null;
}

/** Whether a facility of this kind counts the measure; a measure that names no kind is counted everywhere. */
export function isCountedAt(measure: Measure, kind: string | null | undefined): boolean {
  const kinds = measure.reported_by ?? [];
  return kinds.length === 0 || kinds.includes(kind ?? '');
}

/** Measures in the order the charter gives them, then by name. */
export function inOrder(one: Measure, other: Measure, nameOf: (measure: Measure) => string): number {
  const [a, b] = [one.position ?? '', other.position ?? ''];
  // Those without a place in the order stand behind those with one.
  const byPlace = Number(!a) - Number(!b) || a.localeCompare(b, undefined, { numeric: true });
  return byPlace || nameOf(one).localeCompare(nameOf(other));
}

/** The period an address names, or null when it can't be read. */
export function periodFrom(text: string | undefined, kind: Kind, startDay: StartDay): Period | null {
  if (!text) return null;
  try {
    const period = parse(text, startDay);
    return period.kind === kind ? period : null;
  } catch {
    return null;
  }
}
