/** What people marked on a chart: cycles as bars and events as flags in a lane below, each where its days are. */
import type { Cycle, Event } from '../ledger/schema';
import { days, firstDay, toJulian, type GregorianDay, type Period } from '../periods';

export interface Mark {
  kind: 'cycle' | 'event';
  id: string;
  /** The number it carries on the chart and in the list below. */
  number: number;
  /** In points from the left: 2.5 is the middle between the third and the fourth. */
  from: number;
  to: number;
  /** Marks at the same time are drawn under each other. */
  lane: number;
  text: string;
  isOpen: boolean;
}

/** Room between two marks of a lane, in points, unless told how far apart the points are drawn. */
const AIR = 1;

interface Kept<Fields> {
  id: string;
  fields: Fields;
}

/** Where a day stands among the periods: the middle of period 0 is 0, its first day -0.5; null outside them. */
export function positionOf(day: GregorianDay, periods: Period[]): number | null {
  const at = toJulian(day);
  for (const [index, period] of periods.entries()) {
    const into = at - toJulian(firstDay(period));
    if (into >= 0 && into < days(period)) return index - 0.5 + into / days(period);
  }
  return null;
}

/** The cycles and events that touch these periods, numbered in the order they began. */
export function marksOf(cycles: Kept<Cycle>[], events: Kept<Event>[], periods: Period[], air = AIR): Mark[] {
  if (periods.length === 0) return [];
  const found = [
    ...cycles.map((cycle) => cycleSpan(cycle, periods)),
    ...events.map((event) => eventSpot(event, periods)),
  ].filter((mark): mark is Unplaced => mark !== null);
  found.sort((a, b) => a.from - b.from || a.to - b.to || (a.id < b.id ? -1 : 1));
  return inLanes(
    found.map((mark, index) => ({ ...mark, number: index + 1, lane: 0 })),
    air,
  );
}

type Unplaced = Omit<Mark, 'number' | 'lane'>;

function cycleSpan({ id, fields }: Kept<Cycle>, periods: Period[]): Unplaced | null {
  // The day Do began is what explains a point; a plan stands where it is to begin.
  const begins = fields.started || fields.starts;
  if (fields.withdrawn || !begins) return null;
  const [low, high] = [-0.5, periods.length - 0.5];
  const from = positionOf(begins, periods) ?? outside(begins, periods);
  // A cycle without an end is still going on, up to the edge of what is drawn.
  const to = fields.ends ? (positionOf(fields.ends, periods) ?? outside(fields.ends, periods)) : high;
  if (to < low || from > high) return null;
  const span = { from: Math.max(low, from), to: Math.min(high, Math.max(to, from)) };
  return { kind: 'cycle', id, ...span, text: fields.question ?? '', isOpen: !fields.decision };
}

function eventSpot({ id, fields }: Kept<Event>, periods: Period[]): Unplaced | null {
  const at = fields.day ? positionOf(fields.day, periods) : null;
  if (fields.withdrawn || at === null) return null;
  return { kind: 'event', id, from: at, to: at, text: fields.text ?? '', isOpen: false };
}

function outside(day: GregorianDay, periods: Period[]): number {
  return day < firstDay(periods[0]!) ? -Infinity : Infinity;
}

function inLanes(marks: Mark[], air: number): Mark[] {
  const ends: number[] = [];
  return marks.map((mark) => {
    const free = ends.findIndex((end) => end + air <= mark.from);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = mark.to;
    return { ...mark, lane };
  });
}
