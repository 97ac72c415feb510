/**
 * A clinical bundle counted from charts: per element how often it was done, and how many charts had all of it.
 * "Not applicable" counts for the birth; "not documented" counts as not done; they are never the same (DOMAIN 1.3).
 */
import type { ElementCounts } from '../ledger/schema';
import type { Check } from './checks';

export interface Part {
  done: number | null;
  not_applicable: number | null;
  not_documented: number | null;
}
export type Reviewed = Record<string, Part>;

export const EMPTY: Part = { done: null, not_applicable: null, not_documented: null };

/** What remains of the charts for "not done", or null while the element isn't filled in. */
export function notDone(part: Part, reviewed: number | null): number | null {
  if (part.done === null || reviewed === null) return null;
  return reviewed - part.done - (part.not_applicable ?? 0) - (part.not_documented ?? 0);
}

/** Charts in which this element doesn't stand in the way of "all done". */
function passed(part: Part): number {
  return (part.done ?? 0) + (part.not_applicable ?? 0);
}

/**
 * Between how many and how many charts can have all elements done, given the elements: never more than the least
 * done one, and at least what is left when all the failures fall on different charts (Bonferroni's inequality).
 */
export function boundsOfAll(
  parts: Reviewed,
  reviewed: number,
): { least: number; most: number; at: string | null } {
  let [least, most, at] = [reviewed, reviewed, null as string | null];
  for (const [key, part] of Object.entries(parts)) {
    if (part.done === null) continue;
    least -= reviewed - passed(part);
    if (passed(part) < most) [most, at] = [passed(part), key];
  }
  return { least: Math.max(0, least), most, at };
}

/** What can't be in the element counts; `nameOf` says an element's name. */
export function elementChecks(
  parts: Reviewed,
  counted: { numerator?: number | null | undefined; denominator?: number | null | undefined },
  nameOf: (key: string) => string,
): Check[] {
  const reviewed = counted.denominator;
  if (reviewed == null || Number.isNaN(reviewed)) return [];
  for (const [key, part] of Object.entries(parts)) {
    const left = notDone(part, reviewed);
    if (left !== null && left < 0) {
      const values = { element: nameOf(key), sum: reviewed - left, reviewed };
      return [{ code: 'element_sum', field: 'elements', tone: 'stop', values }];
    }
  }
  return allOrNoneChecks(parts, counted.numerator, reviewed, nameOf);
}

function allOrNoneChecks(
  parts: Reviewed,
  all: number | null | undefined,
  reviewed: number,
  nameOf: (key: string) => string,
): Check[] {
  if (all == null || Number.isNaN(all)) return [];
  const { least, most, at } = boundsOfAll(parts, reviewed);
  if (at !== null && all > most) {
    return [
      { code: 'all_above_element', field: 'numerator', tone: 'stop', values: { most, element: nameOf(at) } },
    ];
  }
  const isComplete =
    Object.values(parts).length > 0 && Object.values(parts).every((part) => part.done !== null);
  if (isComplete && all < least)
    return [{ code: 'all_below_floor', field: 'numerator', tone: 'stop', values: { least } }];
  return [];
}

/** The element counts as a record keeps them; elements nobody filled in are left out. */
export function kept(parts: Reviewed, reviewed: number | null): ElementCounts | null {
  const filled = Object.entries(parts).filter(([, part]) => part.done !== null);
  if (filled.length === 0 || reviewed === null) return null;
  return Object.fromEntries(
    filled.map(([key, part]) => [
      key,
      {
        done: part.done ?? 0,
        not_done: notDone(part, reviewed) ?? 0,
        not_applicable: part.not_applicable ?? 0,
        not_documented: part.not_documented ?? 0,
      },
    ]),
  );
}

/** The element counts of a record, as fields to type in. */
export function opened(keys: string[], counts: ElementCounts | null | undefined): Reviewed {
  return Object.fromEntries(
    keys.map((key) => {
      const part = counts?.[key];
      if (!part) return [key, { ...EMPTY }];
      return [
        key,
        {
          done: part.done ?? 0,
          not_applicable: part.not_applicable ?? 0,
          not_documented: part.not_documented ?? 0,
        },
      ];
    }),
  );
}
