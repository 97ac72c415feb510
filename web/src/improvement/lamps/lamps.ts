/**
 * Four lamps over a cycle: prediction, small scale, data over time, linked. They teach; none is a mark for anybody.
 * The definitions are those of the published reviews of PDSA; debo/improvement/lamps.py is the same in Python, and
 * both answer to vectors/fidelity.json.
 */
import type { Cycle } from '../../ledger/schema';
import { firstDay, lastDay, toJulian, type Period } from '../../periods';
import { beganOn, hasBegun, isSaid } from './began';

export const LAMPS = ['prediction', 'small', 'data', 'linked'] as const;
export type Lamp = (typeof LAMPS)[number];
export type Lamps = Record<Lamp, boolean>;

export interface Kept {
  id: string;
  fields: Cycle;
}
export interface Counted {
  period: Period;
  value: number | null;
}

/** The first three of the scales; the two larger ones come after them. */
const SMALL = ['one', 'shift', 'week'];
/** Fewer consecutive points than this tell nothing over time. */
const POINTS = 3;

/** Which lamps of `cycle` are lit, among all cycles known here and the points of its own measure. */
export function lampsOf(cycle: Kept, cycles: readonly Kept[], points: readonly Counted[]): Lamps {
  const standing = new Map(cycles.filter((one) => !one.fields.withdrawn).map((one) => [one.id, one]));
  return {
    prediction: isPredicted(cycle.fields),
    small: beganSmall(cycle, standing),
    data: isSeenOverTime(cycle.fields, points),
    linked: isLinked(cycle, standing),
  };
}

// Once Do has begun, only what had been kept at that moment was a prediction; what came later is hindsight.
function isPredicted(cycle: Cycle): boolean {
  return isSaid(hasBegun(cycle) ? cycle.first_prediction : cycle.prediction);
}

function beganSmall(cycle: Kept, standing: Map<string, Kept>): boolean {
  if (!cycle.fields.scale) return false;
  const passed: string[] = [];
  for (let at: Kept | undefined = cycle; at && !passed.includes(at.id); at = before(at, standing)) {
    if (SMALL.includes(at.fields.scale ?? '')) return true;
    passed.push(at.id);
  }
  return false;
}

function isSeenOverTime(cycle: Cycle, points: readonly Counted[]): boolean {
  const began = beganOn(cycle);
  if (!began || !cycle.measure) return false;
  let run = 0;
  let next: number | null = null;
  for (const { period, value } of points) {
    if (value === null || lastDay(period) < began) continue;
    run = toJulian(firstDay(period)) === next ? run + 1 : 1;
    next = toJulian(lastDay(period)) + 1;
    if (run >= POINTS) return true;
  }
  return false;
}

function isLinked(cycle: Kept, standing: Map<string, Kept>): boolean {
  if (before(cycle, standing)) return true;
  return [...standing.values()].some((one) => one.id !== cycle.id && one.fields.previous === cycle.id);
}

function before(cycle: Kept, standing: Map<string, Kept>): Kept | undefined {
  const previous = cycle.fields.previous;
  return previous && previous !== cycle.id ? standing.get(previous) : undefined;
}
