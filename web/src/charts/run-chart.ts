/**
 * One series as a run chart or control chart: centre line, limits, the Anhøj and the IHI rules. The same semantics
 * as debo/spc (docs/charts.md), held to the same cases (vectors/run_charts.json). No dependency, no words.
 */
import { judgeAnhoej, judgeIhi, readingOf, type Anhoej, type Counts, type Ihi, type Reading } from './rules';

export type Kind = 'run' | 'i' | 'p' | 'pp' | 'c' | 'u' | 'up';

/** Charts of one number over another. */
const RATIOS: readonly Kind[] = ['p', 'pp', 'u', 'up'];
export type Numbers = (number | null)[];

export interface ChartInput {
  chart: Kind;
  /** Measured values, or numerators; null is missing, which is not zero. */
  y: Numbers;
  /** Denominators; a pair with a missing half or nothing below the line is no point. */
  n?: Numbers | null;
  /** The first so many points make the line for all; ignored where there are parts. */
  freeze?: number | null;
  /** The last point of each phase, counted from 1. */
  parts?: number[] | null;
  /** For each phase, how many of its first points make its line; 0 for all. */
  baselines?: number[] | null;
  /** Points, counted from 1, left out of line, limits and runs. */
  exclude?: number[] | null;
  /** A line that was given. */
  centre?: number | null;
  /** Leave out extreme moving ranges once (Nelson 1982). */
  screenMr?: boolean;
  rules?: 'anhoej' | 'ihi';
  /** Which way is better; leave it out when neither is. */
  direction?: 'up' | 'down' | null;
}

export interface Phase extends Counts, Anhoej {
  /** The first point, and the one after the last, counted from 0. */
  from: number;
  to: number;
  /** So many first points make the line; the rest is the line extended. */
  baseline: number;
  centre: number | null;
  ihi: Ihi;
  reading: Reading;
}

export interface RunChart {
  value: Numbers;
  centre: Numbers;
  lower: Numbers;
  upper: Numbers;
  /** Off the line, neither missing nor excluded. */
  useful: boolean[];
  /** Outside the limits. */
  signal: boolean[];
  phases: Phase[];
  /** What the present phase says. */
  reading: Reading;
}

// Mean moving range of two points over their standard deviation; and the upper limit of a moving range over its
// mean (Montgomery, Introduction to Statistical Quality Control, appendix VI).
const D2 = 1.128;
const D4 = 3.267;
// Sums are rounded: nearer than this share of the line is on it, and as near to a limit is not outside.
const ROUNDING = 1e-12;

export function readRunChart(input: ChartInput): RunChart {
  const series = pairsOf(input);
  const size = series.value.length;
  const chart: RunChart = {
    value: series.value,
    centre: [],
    lower: [],
    upper: [],
    useful: [],
    signal: [],
    phases: [],
    reading: { key: 'no_points', params: {} },
  };
  const cuts = [...new Set(input.parts ?? [])]
    .filter((last) => last > 0 && last < size)
    .sort((a, b) => a - b);
  const ends = [...cuts, size];
  ends.forEach((to, index) => {
    const from = ends[index - 1] ?? 0;
    const wished = input.baselines ? input.baselines[index] : input.parts?.length ? 0 : input.freeze;
    const baseline = wished && wished > 0 ? Math.min(wished, to - from) : to - from;
    if (size) chart.phases.push(readPhase(input, series, from, to, baseline, chart));
  });
  chart.reading = chart.phases.at(-1)?.reading ?? chart.reading;
  return chart;
}

interface Series {
  value: Numbers;
  above: Numbers;
  below: Numbers | null;
}

function pairsOf({ chart, y, n }: ChartInput): Series {
  if (RATIOS.includes(chart) && !n) throw new Error(`A ${chart} chart needs a denominator for every count.`);
  if (!n) return { value: [...y], above: y, below: null };
  const known = (i: number): boolean => y[i] != null && n[i] != null && n[i] > 0;
  return {
    value: y.map((top, i) => (known(i) ? top! / n[i]! : null)),
    above: y.map((top, i) => (known(i) ? top : null)),
    below: y.map((_, i) => (known(i) ? n[i]! : null)),
  };
}

function readPhase(
  input: ChartInput,
  series: Series,
  from: number,
  to: number,
  baseline: number,
  chart: RunChart,
) {
  const excluded = new Set(input.exclude ?? []);
  const rows = Array.from({ length: to - from }, (_, i) => from + i);
  const kept = rows.filter((i) => !excluded.has(i + 1));
  const base = kept.filter((i) => i < from + baseline);
  const made = lineOf(input, series, base);
  const { line } = made;
  const sides = new Map(kept.map((i) => [i, sideOf(series, i, made)]));
  const limits = limitsOf(input, series, base, line);
  let outside = 0;
  for (const i of rows) {
    const [lower, upper] = limits(i);
    const signal = isOutside(series.value[i] ?? null, lower, upper);
    outside += +signal;
    chart.centre.push(line);
    chart.lower.push(lower);
    chart.upper.push(upper);
    chart.signal.push(signal);
    chart.useful.push(Boolean(sides.get(i)));
  }
  const counts = countRuns([...sides.values()], outside, known(kept, series.value));
  const phase = {
    from,
    to,
    baseline,
    centre: line,
    ...counts,
    ...judgeAnhoej(counts),
    ihi: judgeIhi(counts),
  };
  return { ...phase, reading: readingOf(phase, input.rules, input.direction) };
}

const known = (rows: number[], values: Numbers): number[] =>
  rows.flatMap((i) => (values[i] == null ? [] : [values[i]]));

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);

const meanOf = (numbers: number[]): number | null => (numbers.length ? sum(numbers) / numbers.length : null);

interface Line {
  line: number | null;
  /** Nearer to the line than this is on it. */
  margin: number;
  /** The sums behind the line of a ratio. */
  above?: number;
  below?: number;
}

function lineOf({ chart, centre }: ChartInput, series: Series, base: number[]): Line {
  const values = known(base, series.value);
  const given = centre ?? null;
  if (chart === 'run') return { line: given ?? medianOf(values), margin: 0 };
  if (chart === 'i' || chart === 'c') {
    const line = given ?? meanOf(values);
    // Values on both sides of 0 may cancel to a mean that is nothing but rounding: their size tells.
    const size = chart === 'i' ? (meanOf(values.map(Math.abs)) ?? 0) : 0;
    return { line, margin: ROUNDING * Math.max(size, Math.abs(line ?? 0)) };
  }
  if (given !== null) return { line: given, margin: ROUNDING * Math.abs(given) };
  const above = sum(known(base, series.above));
  const below = sum(known(base, series.below!));
  return { line: below ? above / below : null, margin: ROUNDING * Math.abs(above / below), above, below };
}

function medianOf(values: number[]): number | null {
  const ordered = [...values].sort((a, b) => a - b);
  const half = ordered.length / 2;
  return ordered.length ? (ordered[Math.ceil(half) - 1]! + ordered[Math.floor(half)]!) / 2 : null;
}

/** 1 above the line, -1 below, 0 on it. For ratios of whole numbers y * N is compared with Y * n, exactly. */
function sideOf({ value, above, below }: Series, i: number, made: Line): number {
  const [y, { line }] = [value[i], made];
  if (y == null || line === null) return 0;
  if (Math.abs(y - line) > made.margin) return Math.sign(y - line);
  const left = above[i]! * (made.below ?? NaN);
  const right = (below?.[i] ?? NaN) * (made.above ?? NaN);
  return Number.isSafeInteger(left) && Number.isSafeInteger(right) ? Math.sign(left - right) : 0;
}

type Limits = (i: number) => [number | null, number | null];

/** Three standard deviations either way, each chart in its own way. */
function limitsOf(input: ChartInput, series: Series, base: number[], line: number | null): Limits {
  const { chart } = input;
  const spread = line === null ? null : spreadOf(input, series, base, line);
  if (line === null || spread === null || Number.isNaN(spread)) return () => [null, null];
  const most = chart === 'p' || chart === 'pp' ? 1 : Infinity;
  return (i) => {
    const size = series.below?.[i];
    if (RATIOS.includes(chart) && size == null) return [null, null];
    const reach = 3 * (RATIOS.includes(chart) ? spread / Math.sqrt(size!) : spread);
    const lower = chart === 'i' ? line - reach : Math.max(0, line - reach);
    return [lower, Math.min(most, line + reach)];
  };
}

/** One standard deviation; of a ratio that of a single case. */
function spreadOf(input: ChartInput, series: Series, base: number[], line: number): number | null {
  const { chart, screenMr } = input;
  if (chart === 'run') return null;
  const chance = Math.sqrt(chart === 'p' || chart === 'pp' ? line * (1 - line) : line);
  if (chart === 'p' || chart === 'u' || chart === 'c') return chance;
  if (chart === 'i') return rangeOf(base, (i) => series.value[i] ?? null, screenMr);
  // Laney 2002: each point in its own standard deviations; their moving range says how much wider than by chance.
  const z = (i: number): number | null => {
    const [value, size] = [series.value[i], series.below?.[i]];
    return value == null || size == null ? null : ((value - line) * Math.sqrt(size)) / chance;
  };
  const wider = rangeOf(base, z, screenMr);
  return wider === null ? null : chance * wider;
}

/** The mean moving range over 1.128: across an excluded point the neighbours meet, across a missing one they don't. */
function rangeOf(base: number[], of: (i: number) => number | null, screened?: boolean): number | null {
  const ranges = base.flatMap((i, at) => {
    const [now, before] = [of(i), at ? of(base[at - 1]!) : null];
    return now === null || before === null ? [] : [Math.abs(now - before)];
  });
  const most = D4 * (meanOf(ranges) ?? 0);
  const spread = meanOf(screened ? ranges.filter((range) => range < most) : ranges);
  return spread === null ? null : spread / D2;
}

function isOutside(y: number | null, lower: number | null, upper: number | null): boolean {
  if (y === null || lower === null || upper === null) return false;
  const margin = ROUNDING * Math.max(Math.abs(lower), Math.abs(upper));
  return y - upper > margin || lower - y > margin;
}

/** A point on the line neither breaks nor lengthens a run; equal neighbours neither break nor lengthen a trend. */
function countRuns(sides: number[], outside: number, values: number[]): Counts {
  const useful = sides.filter(Boolean);
  const steps = values.slice(1).map((now, i) => Math.sign(now - values[i]!));
  const [longestRun, runs] = stretches(useful);
  const [climbs] = stretches(steps.filter(Boolean));
  const later = Math.sign(sum(useful.slice(Math.ceil(useful.length / 2))));
  return {
    nObs: values.length,
    nUseful: useful.length,
    longestRun,
    crossings: Math.max(0, runs - 1),
    longestTrend: climbs + 1,
    outside,
    later,
  };
}

/** The longest stretch of one sign, and how many stretches there are. */
function stretches(signs: number[]): [number, number] {
  let [longest, length, count] = [0, 0, 0];
  signs.forEach((sign, i) => {
    const goesOn = sign === signs[i - 1];
    length = goesOn ? length + 1 : 1;
    count += +!goesOn;
    longest = Math.max(longest, length);
  });
  return [longest, count];
}
