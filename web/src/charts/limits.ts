/**
 * A facility's points with control limits, where their number and kind allow it. Loaded when somebody asks for limits.
 * The points of a G or T chart are events and not months: the phone keeps the run chart there, and says what says more.
 */
import type { Measure } from '../ledger/schema';
import type { Point } from '../measures/series';
import { isMeasured, isRatio } from '../measures/value';
import { chooseChart, type Choice, type MeasureKind } from './choice';
import { choiceWords } from './choice-words';
import { readPoints, type Acts, type ChartReading } from './reading';
import { readRunChart, type Kind, type Numbers } from './run-chart';

export interface WithLimits {
  reading: ChartReading;
  choice: Choice;
  /** Why it is this chart, as a sentence in the language shown when it was asked. */
  why: string;
}

const COMPUTED: readonly string[] = ['run', 'p', 'pp', 'u', 'up', 'c', 'i'] satisfies Kind[];
const FACTOR: Record<string, number> = { percent: 100, per_thousand: 1000 };

/** What a measure is to a control chart. */
export function kindOfMeasure(measure: Measure): MeasureKind {
  if (!isRatio(measure)) return isMeasured(measure) ? 'value' : 'count';
  return measure.unit === 'rate' || measure.over_hundred ? 'rate' : 'share';
}

/** Read the points as the chart that fits; the run chart's own line and phases, and limits where they mean something. */
export function readWithLimits(points: Point[], measure: Measure, acts: Acts = {}): WithLimits {
  const kind = kindOfMeasure(measure);
  const ratio = kind === 'share' || kind === 'rate';
  // A point that is no figure (taken back, nobody to count over) is none here either.
  const y = points.map((point) => (ratio ? (point.value === null ? null : point.numerator) : point.value));
  const n = ratio ? points.map((point) => (point.value === null ? null : point.denominator)) : null;
  const plain = readPoints(points, measure, acts);
  const onLine = plain.chart.phases.map(
    ({ from, baseline }) => y.slice(from, from + baseline).filter((one) => one !== null).length,
  );
  const choice = chooseChart(kind, y, n, Math.min(...onLine));
  const why = choiceWords(choice);
  if (choice.chart === 'run' || !COMPUTED.includes(choice.chart)) return { reading: plain, choice, why };
  const phases = plain.chart.phases;
  const chart = readRunChart({
    chart: choice.chart as Kind,
    y,
    n,
    parts: phases.slice(1).map((phase) => phase.from),
    baselines: phases.map((phase) => (phase.baseline === phase.to - phase.from ? 0 : phase.baseline)),
    direction: measure.direction === 'up' || measure.direction === 'down' ? measure.direction : null,
    rules: acts.rules ?? 'anhoej',
  });
  const factor = ratio ? (FACTOR[measure.unit ?? ''] ?? 1) : 1;
  const shown = (column: Numbers): Numbers => column.map((one) => (one === null ? null : one * factor));
  const reading = {
    ...plain,
    phase: chart.phases.at(-1) && {
      ...chart.phases.at(-1)!,
      centre: shown([chart.phases.at(-1)!.centre])[0] ?? null,
    },
    chart: {
      ...chart,
      value: plain.chart.value,
      centre: shown(chart.centre),
      lower: shown(chart.lower),
      upper: shown(chart.upper),
    },
  };
  return { reading: { ...reading, phase: reading.phase ?? null }, choice, why };
}
