/** Roles as things to tap: those somebody holds at a facility first. */
import { replica, session } from '../../ledger';
import { t } from '../../languages/index.svelte';
import { roleLabel, rolesAt, ROLES } from '../../people/roles';
import { isHeld } from '../../people/roster';
import { reader } from '../../measures/reader.svelte';

export interface Choice {
  value: string;
  label: string;
}

/** The roles somebody holds at a facility today; where none is known, those usual there. */
export function rolesHere(facility: string): Choice[] {
  const place = reader.facility(facility);
  const held = new Set(
    replica
      .all('role_held')
      .filter(({ fields }) => fields.place === facility && isHeld(fields, reader.today))
      .map(({ fields }) => fields.role ?? ''),
  );
  const known = ROLES.filter(({ key }) => held.has(key));
  const roles = known.length ? known : rolesAt(place?.fields.kind ?? '').usual;
  return roles.map(({ key }) => ({ value: key, label: t(roleLabel(key)) }));
}

/** The roles the person at work holds anywhere today. */
export function myRoles(): Set<string> {
  return new Set(
    replica
      .all('role_held')
      .filter(({ fields }) => fields.person === session.person && isHeld(fields, reader.today))
      .map(({ fields }) => fields.role ?? ''),
  );
}

/**
 * The role the person at work holds at a facility, to be offered first; null where they hold none there or several: then
 * they choose.
 */
export function ownRole(facility: string): string | null {
  const own = replica
    .all('role_held')
    .filter(({ fields }) => fields.person === session.person && fields.place === facility)
    .filter(({ fields }) => isHeld(fields, reader.today))
    .map(({ fields }) => fields.role ?? '');
  const roles = [...new Set(own)];
  return roles.length === 1 ? roles[0]! : null;
}
