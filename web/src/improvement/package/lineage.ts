/** Where an idea came from, who took it over, and what happened wherever it was tried. */
import type { Cycle, Idea } from '../../ledger/schema';
import { stateOf } from '../cycles/cycle-state';

export interface Kept<Fields> {
  id: string;
  fields: Fields;
}

/** The ideas it was taken over from, the nearest first. Ends where one isn't on this phone, or the chain closes. */
export function cameFrom<One extends Kept<Idea>>(id: string, ideas: One[]): One[] {
  const known = new Map(ideas.map((one) => [one.id, one]));
  const passed = new Set([id]);
  const chain: One[] = [];
  for (let at = known.get(id)?.fields.copied_from; at && known.has(at) && !passed.has(at);) {
    passed.add(at);
    chain.push(known.get(at)!);
    at = known.get(at)!.fields.copied_from;
  }
  return chain;
}

/** Every idea that was taken over from this one, from those too. */
export function takenOver<One extends Kept<Idea>>(id: string, ideas: One[]): One[] {
  return ideas.filter((one) => one.id !== id && cameFrom(one.id, ideas).some((from) => from.id === id));
}

/** The idea with all its kin: the first of the chain, and all that came from it. */
export function familyOf<One extends Kept<Idea>>(id: string, ideas: One[]): One[] {
  const first = cameFrom(id, ideas).at(-1)?.id ?? id;
  const kin = new Set([first, id, ...takenOver(first, ideas).map((one) => one.id)]);
  return ideas.filter((one) => kin.has(one.id));
}

export interface Tried {
  /** At how many facilities. */
  places: number;
  tried: number;
  adopted: number;
  adapted: number;
  abandoned: number;
}

/** What came of the cycles of these ideas; a cycle that is only planned was not tried. */
export function triedOf(ideas: string[], cycles: Kept<Cycle>[]): Tried {
  const begun = cyclesOf(ideas, cycles);
  const decided = (state: string): number => begun.filter(({ fields }) => stateOf(fields) === state).length;
  return {
    places: new Set(begun.map(({ fields }) => fields.facility)).size,
    tried: begun.length,
    adopted: decided('adopt'),
    adapted: decided('adapt'),
    abandoned: decided('abandon'),
  };
}

/** The begun cycles of these ideas in the order of their days. */
export function cyclesOf<One extends Kept<Cycle>>(ideas: string[], cycles: One[]): One[] {
  const when = ({ id, fields }: One): string => `${fields.starts || '9999'} ${id}`;
  return cycles
    .filter(
      ({ fields }) => !fields.withdrawn && ideas.includes(fields.idea ?? '') && stateOf(fields) !== 'planned',
    )
    .sort((a, b) => (when(a) < when(b) ? -1 : 1));
}

/** Which points of a series lie before the first cycle began and which after; the point in whose period it began is neither. */
export function beforeAndAfter(
  points: { first: string; last: string; value: number | null }[],
  starts: string,
): { before: number[]; after: number[] } {
  const values = (keep: (one: { first: string; last: string }) => boolean): number[] =>
    points.filter(keep).flatMap(({ value }) => (value === null ? [] : [value]));
  return {
    before: values(({ last }) => last < starts),
    after: values(({ first }) => first > starts),
  };
}

/** The middle of some numbers; null below three, which say too little. */
export function middleOf(values: number[]): number | null {
  if (values.length < 3) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
