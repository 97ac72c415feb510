/** A facility's points read as a run chart: the frozen baseline, the phases people began, and what the runs say. */
import type { Baseline, Measure, Phase } from '../ledger/schema';
import type { Point } from '../measures/series';
import { readRunChart, type Phase as ReadPhase, type RunChart } from './run-chart';

export interface ChartReading {
  chart: RunChart;
  /** Where the line is a baseline carried on past its last point. */
  extended: boolean[];
  /** The points of the run that makes the signal, first and last. */
  run: { from: number; to: number } | null;
  /** The present phase, once there is a point. */
  phase: ReadPhase | null;
}

export interface Acts {
  baseline?: Baseline | null | undefined;
  phases?: Phase[] | undefined;
  rules?: 'anhoej' | 'ihi' | undefined;
}

/** Read the points with what people decided: where the baseline ends, where new phases begin. */
export function readPoints(points: Point[], measure: Measure, acts: Acts = {}): ChartReading {
  const starts = startsOf(points, acts.phases ?? []);
  const baselines = baselinesOf(points, starts, acts.baseline);
  const direction = measure.direction === 'up' || measure.direction === 'down' ? measure.direction : null;
  const chart = readRunChart({
    chart: 'run',
    y: points.map((point) => point.value),
    // A phase that begins at a point ends the one before, whose last point is counted from 1.
    parts: starts,
    baselines,
    direction,
    rules: acts.rules ?? 'anhoej',
  });
  const extended = points.map(() => false);
  for (const phase of chart.phases) {
    for (let index = phase.from + phase.baseline; index < phase.to; index += 1) extended[index] = true;
  }
  const phase = chart.phases.at(-1) ?? null;
  return { chart, extended, phase, run: phase?.longRun ? longestRun(chart, phase) : null };
}

/** The positions at which phases begin, in order; a phase outside the points, or taken back, begins nothing. */
function startsOf(points: Point[], phases: Phase[]): number[] {
  const found = phases
    .filter((phase) => !phase.withdrawn)
    .map((phase) => points.findIndex((point) => point.period.id === phase.starts))
    .filter((index) => index > 0);
  return [...new Set(found)].sort((a, b) => a - b);
}

/** How many first points make each phase's line; 0 means all. The baseline freezes the phase it ends in. */
function baselinesOf(points: Point[], starts: number[], baseline: Baseline | null | undefined): number[] {
  const last = baseline?.last ? points.findIndex((point) => point.period.id === baseline.last) : -1;
  return [0, ...starts].map((from, index) => {
    const to = starts[index] ?? points.length;
    return last >= from && last < to ? last - from + 1 : 0;
  });
}

interface Run {
  side: number;
  from: number;
  to: number;
  length: number;
}

/** Where the longest run of a phase lies: points on the line neither break nor lengthen it. */
export function longestRun(chart: RunChart, phase: ReadPhase): { from: number; to: number } | null {
  const runs: Run[] = [];
  for (let index = phase.from; index < phase.to; index += 1) {
    const [value, centre] = [chart.value[index], chart.centre[index]];
    if (!chart.useful[index] || value == null || centre == null) continue;
    const side = Math.sign(value - centre);
    const last = runs.at(-1);
    if (last?.side === side) Object.assign(last, { to: index, length: last.length + 1 });
    else runs.push({ side, from: index, to: index, length: 1 });
  }
  const [longest] = runs.sort((a, b) => b.length - a.length);
  return longest ? { from: longest.from, to: longest.to } : null;
}

/** How many charts in a hundred of pure chance each rule set flags (400,000 simulated charts a row; docs/charts.md). */
const FALSE_ALARMS = [
  { points: 12, anhoej: 1.3, ihi: 13.4 },
  { points: 24, anhoej: 3.1, ihi: 37 },
  { points: 36, anhoej: 4.3, ihi: 56.1 },
  { points: 60, anhoej: 4.4, ihi: 79.7 },
];

/** The row of the simulation nearest to this many points. */
export function falseAlarms(points: number): { points: number; anhoej: number; ihi: number } {
  const distance = (row: { points: number }): number => Math.abs(row.points - points);
  return FALSE_ALARMS.reduce((best, row) => (distance(row) < distance(best) ? row : best));
}

/** A reading as what it says and why: cut at its colon (Amharic writes ፦), whole when it has none. */
export function inTwo(words: string): [string, string] {
  const found = /^(.+?)\s*[:፦]\s*(.+)$/su.exec(words);
  if (!found) return [words, ''];
  const because = found[2]!;
  return [found[1]!, because.charAt(0).toLocaleUpperCase() + because.slice(1)];
}
