/** Where the person at work holds a role today: what is asked of these places is asked of them. */
import { replica, session } from '../../ledger';
import { isHeld } from '../../people/roster';
import type { GregorianDay } from '../../periods';

export function placesHeld(today: GregorianDay): string[] {
  return replica
    .all('role_held')
    .filter(({ fields }) => fields.person === session.person && isHeld(fields, today))
    .map(({ fields }) => fields.place ?? '');
}
