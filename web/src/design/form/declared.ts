/** What the generic form knows of a field, and what stands in the way of saving it. */
import { words } from '../../languages/index.svelte';

/** One field as the schema declares it (made from the Django models). */
export interface Declared {
  kind: string;
  label: string;
  help?: string;
  required?: boolean;
  to?: string;
  choices?: { value: string; label: string }[];
  max?: number;
}

export type Values = Record<string, unknown>;

export const PROBLEMS = words({
  missing: 'This is needed before it can be saved.',
  count: 'Please write a whole number, such as 12.',
  number: 'Please write a number, such as 4.5.',
});

/** Kinds that have a screen of their own and no place in a generic form. */
const ELSEWHERE = new Set(['element_counts']);

/** The fields to ask for, in order: those named, else all that are declared. */
export function asked(fields: Record<string, Declared>, names?: string[]): [string, Declared][] {
  const chosen = names ?? Object.keys(fields);
  return chosen
    .map((name) => [name, fields[name]] as const)
    .filter((pair): pair is [string, Declared] => pair[1] !== undefined && !ELSEWHERE.has(pair[1].kind));
}

/** Whether nothing was given: an empty text, list or set of words is as missing as null. */
export function isMissing(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.values(value).every(isMissing);
}

/** What stands in the way, by field. `NaN` is what a number field holds while its digits can't be read. */
export function problemsOf(fields: [string, Declared][], values: Values): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, field] of fields) {
    const value = values[name];
    if (Number.isNaN(value)) found[name] = field.kind === 'count' ? PROBLEMS.count : PROBLEMS.number;
    else if (field.required && isMissing(value)) found[name] = PROBLEMS.missing;
  }
  return found;
}

/** Only what changed, with null for what was emptied: an entry says no more than the person did. */
export function changed(before: Values, after: Values): Values {
  const set: Values = {};
  for (const [name, value] of Object.entries(after)) {
    const now = isMissing(value) ? null : trimmed(value);
    const was = isMissing(before[name]) ? null : before[name];
    if (JSON.stringify(now) !== JSON.stringify(was)) set[name] = now;
  }
  return set;
}

function trimmed(value: unknown): unknown {
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return value.map(trimmed);
  if (value && typeof value === 'object') {
    const kept = Object.entries(value).filter(([, one]) => !isMissing(one));
    return Object.fromEntries(kept.map(([key, one]) => [key, trimmed(one)]));
  }
  return value;
}
