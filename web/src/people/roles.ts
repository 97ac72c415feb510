/** The roles people hold: the same file the hub reads (debo/people/roles.json), so that neither can drift. */
import { wordFor } from '../languages/own-words.svelte';
import table from '../../../debo/people/roles.json';

export interface Role {
  key: string;
  /** English; a screen says it through t(). */
  label: string;
  standing: string;
  department: string;
  at: string[];
}

export const ROLES: Role[] = table;

const byKey = new Map(ROLES.map((role) => [role.key, role]));

/**
 * The English name of a role, to be said through t(); the collaborative's own name for it, where it has one; its key
 * when a newer Debo knows a role this one doesn't.
 */
export function roleLabel(key: string | null | undefined): string {
  return wordFor(`role.${key}`) ?? byKey.get(key ?? '')?.label ?? key ?? '';
}

export function roleStanding(key: string | null | undefined): string {
  return byKey.get(key ?? '')?.standing ?? '';
}

/** The roles usually held at a place of `kind`, and the others: a person may hold any of them. */
export function rolesAt(kind: string): { usual: Role[]; others: Role[] } {
  const usual = ROLES.filter((role) => role.at.includes(kind));
  return { usual, others: ROLES.filter((role) => !role.at.includes(kind)) };
}
