/**
 * The whys of a problem as a tree: a cause, why it is there (`parent`), why that is so. Each branch has an end, the
 * last why anybody asked; an end within the team's hands is where an idea begins (FEATURES N13).
 */
import type { Cause } from '../../ledger/schema';

export interface Kept {
  id: string;
  fields: Cause;
}

export interface Rung<One extends Kept> {
  cause: One;
  /** How many whys were asked to come here: 0 for what is seen first. */
  depth: number;
  why: Rung<One>[];
}

/** What a team does next at a cause. `idea` is never offered before a why was asked. */
export type Next = 'why' | 'reach' | 'idea' | 'ask' | 'nothing';

/** How many whys the habit has; a hint, not a rule. */
export const FIVE = 5;

/**
 * The causes as trees, in their own order. A cause whose parent was taken back or isn't here yet stands at the top;
 * two that explain each other (two phones, offline) stand there too, so that none is lost from sight.
 */
export function ladder<One extends Kept>(causes: readonly One[]): Rung<One>[] {
  const known = new Map(causes.filter(({ fields }) => !fields.withdrawn).map((one) => [one.id, one]));
  const under = new Map<string | null, One[]>();
  for (const one of [...known.values()].sort(inOrder)) {
    const above = soundParent(one, known);
    under.set(above, [...(under.get(above) ?? []), one]);
  }
  const grow = (above: string | null, depth: number): Rung<One>[] =>
    (under.get(above) ?? []).map((cause) => ({ cause, depth, why: grow(cause.id, depth + 1) }));
  return grow(null, 0);
}

/** Every rung, from the top down. */
export function rungs<One extends Kept>(ladders: readonly Rung<One>[]): Rung<One>[] {
  return ladders.flatMap((one) => [one, ...rungs(one.why)]);
}

/** The ends of the branches: causes of which nobody asked why yet. */
export function ends<One extends Kept>(ladders: readonly Rung<One>[]): Rung<One>[] {
  return rungs(ladders).filter(({ why }) => why.length === 0);
}

/** What comes next at a rung; `open`: an idea or an asking stands there already. */
export function nextAt(rung: Rung<Kept>, has: { idea: boolean; asked: boolean }): Next {
  if (rung.why.length > 0) return 'nothing';
  // The first thing that comes to mind is seldom the cause.
  if (rung.depth === 0) return 'why';
  const { reach } = rung.cause.fields;
  if (!reach) return 'reach';
  if (reach === 'ours') return has.idea ? 'nothing' : 'idea';
  return has.asked ? 'nothing' : 'ask';
}

export interface Within {
  ours: number;
  woreda: number;
  others: number;
  /** Those of which nobody has said it yet; they count for nothing. */
  unsaid: number;
  /** Ours over all of which it was said; null when it was said of none. */
  share: number | null;
}

/** How much lies within the team's hands: of causes or of ideas. */
export function within(list: readonly { reach?: string | null; withdrawn?: boolean | null }[]): Within {
  const standing = list.filter(({ withdrawn }) => !withdrawn);
  const count = (reach: string): number => standing.filter((one) => one.reach === reach).length;
  const [ours, woreda, others] = [count('ours'), count('woreda'), count('others')];
  const said = ours + woreda + others;
  return { ours, woreda, others, unsaid: standing.length - said, share: said ? ours / said : null };
}

function soundParent(cause: Kept, known: ReadonlyMap<string, Kept>): string | null {
  const parent = cause.fields.parent ?? '';
  const seen = new Set([cause.id]);
  for (let at = parent; known.has(at); at = known.get(at)!.fields.parent ?? '') {
    if (seen.has(at)) return null;
    seen.add(at);
  }
  return known.has(parent) ? parent : null;
}

/** By their place in the list, then by id, which rises with time. */
function inOrder(a: Kept, b: Kept): number {
  const [one, other] = [a.fields.position || '~', b.fields.position || '~'];
  if (one !== other) return one < other ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
