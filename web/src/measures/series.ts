/** One facility's counts of one measure, in the order of time: released ones, and the team's drafts among them. */
import type { Measure, Observation } from '../ledger/schema';
import { between, compare, parse, type Period, type StartDay } from '../periods';
import { isSmall, valueOf } from './value';

export interface Counted {
  id: string;
  channel: string;
  fields: Observation;
  where: 'phone' | 'carried' | 'way' | 'hub' | 'attention' | 'waits';
  /** Per field, the full stamp of its value: `<counter>@<device>`. */
  stamps?: Record<string, string>;
}

export interface Point {
  period: Period;
  /** Null leaves a gap: missing is not zero. */
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  /** Few to count over: chance alone moves it a lot. */
  small: boolean;
  /** Not, or not like this, shown to the collaborative yet. */
  draft: boolean;
  note: string;
  /** The count itself, for opening and changing it; null in a gap. */
  counted: Counted | null;
}

const SHOWN: (keyof Observation)[] = [
  'numerator',
  'denominator',
  'value',
  'elements',
  'sampling',
  'note',
  'withdrawn',
];

/** The points from the first to the last count, one for every period between. */
export function pointsOf(measure: Measure, counts: Counted[], startDay: StartDay = 1): Point[] {
  const newest = new Map<string, Point>();
  for (const [text, kept] of byPeriod(counts)) {
    const period = readable(text, startDay, measure.period_kind);
    if (period) newest.set(period.id, pointOf(measure, period, kept));
  }
  const periods = [...newest.values()].map((point) => point.period).sort(compare);
  const [first, last] = [periods[0], periods.at(-1)];
  if (!first || !last) return [];
  return between(first, last).map((period) => newest.get(period.id) ?? gap(period));
}

/** A series that ended longer ago than this is not drawn on with empty months. */
const STILL_COUNTED = 6;

/** The points with gaps up to `period`, so that a month not yet counted is seen as missing; where counting goes on. */
export function upTo(points: Point[], period: Period | null): Point[] {
  const last = points.at(-1)?.period;
  if (!last || !period || last.kind !== period.kind) return points;
  const missing = between(last, period).slice(1);
  return missing.length > STILL_COUNTED ? points : [...points, ...missing.map(gap)];
}

/** The position of the newest point that has a value; the last one when none has. */
export function newestOf(points: Point[]): number {
  const found = points.map((point) => point.value !== null).lastIndexOf(true);
  return found === -1 ? points.length - 1 : found;
}

/** Whether a draft says something else than what was released; the same words twice are one point. */
export function differs(draft: Observation, released: Observation): boolean {
  return SHOWN.some((name) => JSON.stringify(draft[name] ?? null) !== JSON.stringify(released[name] ?? null));
}

interface Copy {
  fields: object;
  stamps?: Record<string, string>;
}

/**
 * Whether the team's copy says more than the shared one. Releasing writes the shared copy later than the draft; only
 * a draft changed after that is news, and a correction made in the shared copy is not hidden by an old draft.
 * A shared copy that was withdrawn is no longer shown to anybody, so the draft stands again.
 */
export function isNews(draft: Copy, shared: Copy): boolean {
  if (isWithdrawn(shared)) return !isWithdrawn(draft);
  return newest(draft) >= newest(shared);
}

function isWithdrawn({ fields }: Copy): boolean {
  return (fields as { withdrawn?: boolean | null }).withdrawn === true;
}

function newest({ stamps = {} }: { stamps?: Record<string, string> }): number {
  return Object.values(stamps).reduce((most, stamp) => Math.max(most, parseInt(stamp, 10) || 0), 0);
}

interface Pair {
  draft?: Counted;
  released?: Counted;
}

function byPeriod(counts: Counted[]): Map<string, Pair> {
  const pairs = new Map<string, Pair>();
  for (const counted of counts) {
    const period = counted.fields.period ?? '';
    const pair = pairs.get(period) ?? {};
    if (counted.channel.startsWith('team:')) pair.draft = counted;
    else pair.released = counted;
    pairs.set(period, pair);
  }
  return pairs;
}

// A period of another kind, or one no calendar knows, can't stand on this axis; it is left to the table of records.
function readable(text: string, startDay: StartDay, kind: string | null | undefined): Period | null {
  try {
    const period = parse(text, startDay);
    return period.kind === kind ? period : null;
  } catch {
    return null;
  }
}

function pointOf(measure: Measure, period: Period, { draft, released }: Pair): Point {
  const draftIsNews =
    draft && (!released || (differs(draft.fields, released.fields) && isNews(draft, released)));
  const counted = (draftIsNews ? draft : (released ?? draft))!;
  const { numerator, denominator, note } = counted.fields;
  return {
    period,
    value: valueOf(measure, counted.fields),
    numerator: numerator ?? null,
    denominator: denominator ?? null,
    small: isSmall(measure, counted.fields),
    draft: Boolean(draftIsNews),
    note: note ?? '',
    counted,
  };
}

function gap(period: Period): Point {
  return {
    period,
    value: null,
    numerator: null,
    denominator: null,
    small: false,
    draft: false,
    note: '',
    counted: null,
  };
}
