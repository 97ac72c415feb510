/** How far a PDSA cycle is, told from what is written in it; nobody has to keep a status by hand. */
import { t, words } from '../languages/index.svelte';
import type { Cycle } from '../ledger/schema';
import { preferences } from '../settings/preferences.svelte';

export type State = 'planned' | 'going_on' | 'studied' | 'adopt' | 'adapt' | 'abandon';

export const STATES: Record<State, string> = words({
  planned: 'Planned',
  going_on: 'Going on',
  studied: 'Done; now adopt, adapt or abandon?',
  adopt: 'Adopted',
  adapt: 'Adapted',
  abandon: 'Left, and learned from',
});

// The same in plain words, for who asks for them.
const PLAIN: Partial<Record<State, string>> = words({
  studied: 'Done. Keep it, change it, or leave it?',
  adopt: 'We keep it',
  adapt: 'We change it and try again',
});

export function stateOf(cycle: Cycle): State {
  const { decision, happened, compared, starts } = cycle;
  if (decision === 'adopt' || decision === 'adapt' || decision === 'abandon') return decision;
  if (happened && compared) return 'studied';
  return starts || happened ? 'going_on' : 'planned';
}

/** The state in the reader's language. */
export function stateWords(cycle: Cycle): string {
  const state = stateOf(cycle);
  return t((preferences.plain && PLAIN[state]) || STATES[state]);
}

/** Whether something is still to be written. */
export function isOpen(cycle: Cycle): boolean {
  return !cycle.withdrawn && !cycle.decision;
}

/** What carries over into the next cycle: the where and who of it, not the answers. */
const CARRIED = ['facility', 'team', 'measure', 'who', 'what', 'where', 'data'] as const;

export function carriedOver(previous: { id: string; fields: Cycle }): Cycle {
  const kept = CARRIED.map((name) => [name, previous.fields[name]]).filter(([, value]) => value);
  return { previous: previous.id, ...Object.fromEntries(kept) };
}
