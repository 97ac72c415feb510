/** Whom to ask or call: who looks after the people of a place, as far as this phone knows them. */
import { session } from '../ledger';
import { isHeld, type PersonKept } from './roster';
import { roleStanding } from './roles';
import { people, rolesHeld, today } from './woreda.svelte';

export interface Helper {
  id: string;
  name: string;
  /** The key of a role. */
  role: string;
  phone: string;
}

/** The heads of `place` and the stewards known here, each once, without the person who asks. */
export function helpersFor(place: string | null | undefined): Helper[] {
  const byId = new Map<string, PersonKept>(people().map((one) => [one.id, one]));
  const found = new Map<string, Helper>();
  for (const { fields } of rolesHeld()) {
    const standing = roleStanding(fields.role);
    const isTheirs = (standing === 'head' && fields.place === place) || standing === 'steward';
    const person = byId.get(fields.person ?? '');
    if (!isTheirs || !person || person.id === session.person || !isHeld(fields, today())) continue;
    const { name, phone } = person.fields;
    found.set(person.id, {
      id: person.id,
      name: name ?? '',
      role: fields.role ?? '',
      phone: phone ?? '',
    });
  }
  return [...found.values()];
}
