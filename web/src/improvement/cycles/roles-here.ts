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
