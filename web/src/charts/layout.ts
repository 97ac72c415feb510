/** One run chart laid out: every line, dot and label with its place. The screen and the shared picture draw this. */
import type { LanguageCode } from '../languages/index.svelte';
import type { Calendar } from '../periods';
import { written } from '../measures/value';
import type { Point } from '../measures/series';
import { everyHow, periodName, ticksTo, topOf } from './axis';
import type { Beside } from './beside';
import { apart, band, levels, linePath, Scale, spots, type Level, type Spot } from './geometry';
import { limitsPath } from './limits-path';
import type { Mark } from './marks';
import type { ChartReading } from './reading';

export interface Text {
  x: number;
  y: number;
  text: string;
}
export interface Layout {
  scale: Scale;
  top: number;
  rows: (Text & { line: string })[];
  line: string;
  /** Filled, open (few to count over) and drafts (diamonds). */
  dots: { solid: Spot[]; hollow: Spot[]; drafts: Spot[] };
  /** A second series: its line, and the places where it says something of its own. */
  verified: Series;
  first: Series;
  levels: Level[];
  goal: number | null;
  /** The ground between the limits; empty when the chart has none. */
  limits: string;
  /** Points outside them. */
  outside: Spot[];
  run: { x: number; y: number; width: number; height: number } | null;
  months: Text[];
  years: Text[];
  /** What the lines stand at, in the margin on the right. */
  ends: (Text & { kind: 'centre' | 'goal' })[];
  /** New phases: where they begin. */
  cuts: number[];
  marks: (Mark & { x1: number; x2: number; y: number })[];
  height: number;
}

export interface Series {
  line: string;
  spots: Spot[];
}

export interface Given {
  points: Point[];
  beside?: Beside | undefined;
  reading: ChartReading;
  unit: string | null | undefined;
  goal: number | null;
  marks: Mark[];
  width: number;
  /** Of the plot itself, without what stands below. */
  plot: number;
  code: LanguageCode;
  calendar: Calendar;
}

const LEFT = 46;
const RIGHT = 54;
const TOP = 14;
/** Two lines of names below the plot. */
const NAMES = 40;
/** Room for a mark's bar and its number. */
export const LANE = 26;
/** A month's name needs so much room; a week's, with its day, more. */
const NAME_WIDTH = { month: 42, week: 58 };

/** How many points apart two marks must begin so that their numbers (24 px) don't touch. */
export function airOf(width: number, count: number): number {
  return (24 * Math.max(1, count)) / (width - LEFT - RIGHT);
}

export function layOut(given: Given): Layout {
  const { points, beside, reading, unit, goal, marks, width, plot } = given;
  const values = points.map((point) => point.value);
  const lanes = marks.length ? Math.max(...marks.map((mark) => mark.lane)) + 1 : 0;
  const bottom = NAMES + lanes * LANE;
  const height = TOP + plot + bottom;
  const [verified, first] = [beside?.verified ?? [], beside?.first ?? []];
  const { lower, upper, signal } = reading.chart;
  const top = topOf([...values, ...verified, ...first, goal, roomFor(upper, values)], unit);
  const box = { width, height, left: LEFT, right: RIGHT, top: TOP, bottom };
  const scale = new Scale(box, points.length, 0, top);
  const limits = limitsPath(lower, upper, scale);
  const pieces = levels(reading.chart.centre, reading.extended, scale);
  return {
    scale,
    top,
    height,
    rows: ticksTo(top, unit).map((tick) => rowOf(tick, unit, scale)),
    line: linePath(values, scale),
    dots: dotsOf(points, scale),
    verified: { line: linePath(verified, scale), spots: spots(verified, scale) },
    first: {
      line: linePath(first, scale),
      // Where it is what still stands, the point says it.
      spots: spots(first, scale).filter(({ index }) => first[index] !== values[index]),
    },
    levels: pieces,
    goal: goal === null ? null : scale.y(goal),
    limits,
    outside: spots(
      values.map((value, index) => (signal[index] ? value : null)),
      scale,
    ),
    // On the ground of the limits the band of a run could not be told apart; the reading says it.
    run: limits ? null : reading.run && band(reading.run.from, reading.run.to, scale),
    ...namesOf(given, scale),
    ends: endsOf(pieces, given, scale),
    cuts: reading.chart.phases.slice(1).map((phase) => scale.x(phase.from) - scale.step / 2),
    marks: marks.map((mark) => ({
      ...mark,
      x1: scale.x(mark.from),
      x2: scale.x(mark.to),
      y: TOP + plot + NAMES + mark.lane * LANE + LANE / 2,
    })),
  };
}

/** How far the limits may stretch the axis: never so that the points are squeezed flat. */
function roomFor(upper: (number | null)[], values: (number | null)[]): number | null {
  const highest = Math.max(...upper.filter((one): one is number => one !== null));
  const most = Math.max(0, ...values.filter((one): one is number => one !== null));
  return Number.isFinite(highest) ? Math.min(highest, 1.6 * most) : null;
}

function rowOf(tick: number, unit: string | null | undefined, scale: Scale): Text & { line: string } {
  const y = scale.y(tick);
  const { left, right, width } = scale.box;
  return { x: left - 8, y, text: written(tick, unit), line: `M${left} ${y}H${width - right}` };
}

function dotsOf(points: Point[], scale: Scale): Layout['dots'] {
  const all = spots(
    points.map((point) => point.value),
    scale,
  );
  const is = (spot: Spot): Point => points[spot.index]!;
  return {
    solid: all.filter((spot) => !is(spot).draft && !is(spot).small),
    hollow: all.filter((spot) => !is(spot).draft && is(spot).small),
    drafts: all.filter((spot) => is(spot).draft),
  };
}

function namesOf({ points, code, calendar }: Given, scale: Scale): { months: Text[]; years: Text[] } {
  const [months, years]: [Text[], Text[]] = [[], []];
  const y = scale.box.height - scale.box.bottom + 18;
  const width = NAME_WIDTH[points[0]?.period.kind === 'week' ? 'week' : 'month'];
  const every = everyHow(scale.step, width);
  let year: number | null = null;
  points.forEach(({ period }, index) => {
    // Counted from the newest, so that the period just entered always has its name.
    if ((points.length - 1 - index) % every !== 0) return;
    const named = periodName(period, code, calendar);
    months.push({ x: scale.x(index), y, text: named.name });
    if (named.year !== year) years.push({ x: scale.x(index), y: y + 16, text: String(named.year) });
    year = named.year;
  });
  return { months, years };
}

function endsOf(pieces: Level[], { unit, goal }: Given, scale: Scale): Layout['ends'] {
  const x = scale.box.width - scale.box.right + 8;
  const last = pieces.at(-1);
  const found: Layout['ends'] = [];
  if (last) found.push({ kind: 'centre', x, y: scale.y(last.value), text: written(last.value, unit) });
  if (goal !== null) found.push({ kind: 'goal', x, y: scale.y(goal), text: written(goal, unit) });
  const ys = apart(
    found.map((end) => end.y),
    16,
  );
  return found.map((end, index) => ({ ...end, y: ys[index]! }));
}
