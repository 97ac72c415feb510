/** Ramps: cycles that follow one another, each learning from the one before (`previous`). */
import type { Cycle } from '../../ledger/schema';

export interface Kept {
  id: string;
  fields: Cycle;
}

/** The cycles as ramps, each in the order of its steps; the ramp with the newest step first. */
export function rampsOf<One extends Kept>(cycles: One[]): One[][] {
  const known = new Map(cycles.map((cycle) => [cycle.id, cycle]));
  const ramps = new Map<string, One[]>();
  for (const cycle of cycles) {
    const root = rootOf(cycle, known);
    ramps.set(root, [...(ramps.get(root) ?? []), cycle]);
  }
  const steps = [...ramps.values()].map((ramp) =>
    ramp.sort((a, b) => depthOf(a, known) - depthOf(b, known) || inTime(a, b)),
  );
  return steps.sort((a, b) => inTime(b.at(-1)!, a.at(-1)!));
}

// Two phones may have linked two cycles to each other; a cycle already passed ends the walk.
function walk(cycle: Kept, known: Map<string, Kept>): string[] {
  const passed: string[] = [cycle.id];
  for (
    let at = cycle.fields.previous;
    at && known.has(at) && !passed.includes(at);
    at = known.get(at)!.fields.previous
  ) {
    passed.push(at);
  }
  return passed;
}

function rootOf(cycle: Kept, known: Map<string, Kept>): string {
  const passed = walk(cycle, known);
  const last = known.get(passed.at(-1)!)!;
  // In a circle every walk ends elsewhere; the smallest id is a root all its cycles agree on.
  const isCircle = Boolean(last.fields.previous && passed.includes(last.fields.previous));
  return isCircle ? [...passed].sort()[0]! : last.id;
}

function depthOf(cycle: Kept, known: Map<string, Kept>): number {
  return walk(cycle, known).length;
}

/** By the day they began; those without a day are the newest; then by id, which rises with time. */
function inTime(a: Kept, b: Kept): number {
  const [one, other] = [a.fields.starts || '9999', b.fields.starts || '9999'];
  if (one !== other) return one < other ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
