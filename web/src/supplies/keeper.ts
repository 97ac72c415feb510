/** Who keeps an item at a facility, and so hears of it first. */
import type { RoleHeld } from '../ledger/schema';
import { isHeld } from '../people/roster';
import { roleStanding } from '../people/roles';

/**
 * The people to whom a word goes: who holds the keeper's role at the facility today; where nobody does, its head.
 * Empty where there is neither, and then everybody there may answer.
 */
export function keepersOf(
  keeper: string | null | undefined,
  facility: string,
  held: readonly { fields: RoleHeld }[],
  today: string,
): string[] {
  const here = held.map(({ fields }) => fields).filter((one) => one.place === facility && isHeld(one, today));
  const named = here.filter(({ role }) => role === keeper);
  const found = named.length ? named : here.filter(({ role }) => roleStanding(role) === 'head');
  return [...new Set(found.map(({ person }) => person ?? ''))].filter(Boolean);
}
