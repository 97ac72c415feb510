/** A measure while it is being written down: sensible beginnings, and what still doesn't fit together. */
import { words } from '../../languages/index.svelte';
import type { Measure } from '../../ledger/schema';

export type DraftProblem =
  | 'no_name'
  | 'no_numerator'
  | 'no_denominator'
  | 'no_denominator_kind'
  | 'denominator_unused'
  | 'goal_above_hundred';

export const DRAFT_TEXT: Record<DraftProblem, string> = words({
  no_name: 'A name is missing: what do people call it?',
  no_numerator: 'What is counted above the line?',
  no_denominator: 'A share needs something below the line: out of what?',
  no_denominator_kind:
    'Where does the number below the line come from? Shares over a register and over the expected population are never mixed.',
  denominator_unused:
    'A plain count has nothing below the line. Choose per cent, or empty what stands below the line.',
  goal_above_hundred:
    'The goal is above 100 %. That can be right when the number below the line is only expected.',
});

/** Units that are a number above a line over a number below it. */
const SHARES = ['percent', 'per_thousand', 'rate'];
/** Fields that decide what a number means: with counts there, a change is another measure. */
export const FIXED_ONCE_COUNTED = ['denominator_kind', 'period_kind', 'unit', 'bundle'] as const;

export function isShare(unit: string | null | undefined): boolean {
  return SHARES.includes(unit ?? '');
}

/** What a new measure begins with: what most measures here are. */
export function newMeasure(team: string | null): Measure {
  return {
    kind: 'process',
    direction: 'up',
    unit: 'percent',
    period_kind: 'ethiopian_month',
    denominator_kind: 'register',
    ...(team ? { team } : {}),
  };
}

/** What doesn't fit yet. The first five stop the saving, the goal only asks for a second look. */
export function draftProblems(measure: Measure): DraftProblem[] {
  const found: DraftProblem[] = [];
  const share = isShare(measure.unit);
  const kindless = !measure.denominator_kind || measure.denominator_kind === 'none';
  if (!hasWords(measure.name)) found.push('no_name');
  if (!hasWords(measure.numerator)) found.push('no_numerator');
  if (share && !hasWords(measure.denominator)) found.push('no_denominator');
  if (share && kindless) found.push('no_denominator_kind');
  if (measure.unit === 'count' && hasWords(measure.denominator)) found.push('denominator_unused');
  if (measure.unit === 'percent' && (measure.goal ?? 0) > 100 && !measure.over_hundred) {
    found.push('goal_above_hundred');
  }
  return found;
}

export function stops(problem: DraftProblem): boolean {
  return problem !== 'goal_above_hundred';
}

/** Whether saving `after` over `before` would change what the numbers already counted mean. */
export function changesMeaning(before: Measure, after: Measure): boolean {
  return FIXED_ONCE_COUNTED.some((name) => (before[name] ?? null) !== (after[name] ?? null));
}

function hasWords(said: Measure['name']): boolean {
  return Object.values(said ?? {}).some((text) => text?.trim());
}
