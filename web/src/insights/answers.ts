/** What the hub answers (docs/insights.md, "The doors"), and what was last heard while this tab is open. */
import type { ReadingKey } from '../charts/rules';
import type { Said } from '../design/said';
import { session } from '../ledger';

export interface Named {
  place: string;
  name: Said;
  kind: string;
}

export type Below = Named & { has_below: boolean };

/** A measure at a place; each list has one item a period. */
export interface Cells {
  values: (number | null)[];
  numerators: (number | null)[];
  denominators: (number | null)[];
  /** Of these periods a small count of deaths isn't told. */
  hidden: number[];
  reported: number[];
  expected: number[];
  reading: ReadingKey;
  params: Record<string, number>;
  centre: number | null;
  /** Only of a sum. */
  with_enough?: number;
  with_change?: number;
}

export interface Told {
  measure: string;
  name: Said;
  unit: string;
  deaths: boolean;
}

interface Head {
  place: Named;
  above: Named[];
  below: Below[];
  /** Seconds since 1970. */
  made: number;
}

export type Overview = Head & { measures: (Told & { periods: string[]; whole: Cells })[] };
export type OneMeasure = Head & {
  measure: Told;
  periods: string[];
  whole: Cells;
  parts: (Below & { cells: Cells | null })[];
};

export interface Reported extends Below {
  expected: number[];
  reported: number[];
  dated: number[];
  timely: number[];
  moderate: number;
  extreme: number;
  /** A facility's counts far from its others; empty for a sum. */
  far: { measure: string; period: string; extreme: boolean }[];
}

export type Reporting = Head & {
  periods: string[];
  whole: Reported | null;
  parts: Reported[];
  measures: Told[];
};

/** Never written to the phone: it would lie there after the office ended. Another person's is dropped. */
let kept: { person: string | null; answers: Map<string, unknown> } = { person: null, answers: new Map() };

/** What the hub said last, to this person in this tab. */
export function lastHeard<T>(path: string): T | undefined {
  if (kept.person !== session.person) kept = { person: session.person, answers: new Map() };
  return kept.answers.get(path) as T | undefined;
}

/** Ask the hub. Throws HubError. */
export async function hear<T>(path: string): Promise<T> {
  const person = session.person;
  const answer = await session.ask<T>(path);
  lastHeard(path);
  if (person === session.person) kept.answers.set(path, answer);
  return answer;
}
