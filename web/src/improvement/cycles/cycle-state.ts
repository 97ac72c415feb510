/** How far a PDSA cycle is, told from what is written in it; nobody has to keep a status by hand. */
import { t, words } from '../../languages/index.svelte';
import type { Cycle } from '../../ledger/schema';
import { preferences } from '../../settings/preferences.svelte';
import { hasBegun } from '../lamps/began';

export type State = 'planned' | 'asked' | 'going_on' | 'studied' | 'adopt' | 'adapt' | 'abandon';

export const STATES: Record<State, string> = words({
  planned: 'Planned',
  asked: 'Planned, everybody was asked',
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

/** `asked`: somebody was asked, and all have answered; only the team and those asked can know. */
export function stateOf(cycle: Cycle, asked = false): State {
  const { decision, happened, compared } = cycle;
  if (decision === 'adopt' || decision === 'adapt' || decision === 'abandon') return decision;
  if (happened && compared) return 'studied';
  if (hasBegun(cycle)) return 'going_on';
  return asked ? 'asked' : 'planned';
}

/** The state in the reader's language. */
export function stateWords(cycle: Cycle, asked = false): string {
  const state = stateOf(cycle, asked);
  return t((preferences.plain && PLAIN[state]) || STATES[state]);
}

/** Whether something is still to be written. */
export function isOpen(cycle: Cycle): boolean {
  return !cycle.withdrawn && !cycle.decision;
}

/** What carries over into the next cycle: the where and who of it, not the answers. */
const CARRIED = [
  'facility',
  'team',
  'measure',
  'aim',
  'idea',
  'role',
  'who',
  'what',
  'where',
  'data',
] as const;
/** What is taken over from another team: its plan. When, and what will happen, a team says for itself. */
const TAKEN_OVER = ['question', 'measure', 'idea', 'scale', 'role', 'who', 'what', 'where', 'data'] as const;

export function carriedOver(previous: { id: string; fields: Cycle }): Cycle {
  return { previous: previous.id, ...only(CARRIED, previous.fields) };
}

export function takenOver(from: { id: string; fields: Cycle }): Cycle {
  return { copied_from: from.id, ...only(TAKEN_OVER, from.fields) };
}

function only(names: readonly (keyof Cycle)[], fields: Cycle): Cycle {
  return Object.fromEntries(names.map((name) => [name, fields[name]]).filter(([, value]) => value));
}

/** What is written when Do begins: the day, and what was predicted up to now. */
export function beginning(cycle: Cycle, today: string, override = ''): Cycle {
  const reason = override.trim();
  return {
    started: today,
    first_prediction: cycle.prediction?.trim() ? cycle.prediction : null,
    ...(reason && { override: reason }),
  };
}
