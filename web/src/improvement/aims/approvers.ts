/** Whether anybody outside a team may answer its aim; the hub's is debo/improvement/approvers.py (vectors/approvers.json). */
import { placesAbove, type Roster } from '../../people/holding';
import { isHeld } from '../../people/roster';
import { roleStanding } from '../../people/roles';

export const ANSWERS_AIMS = ['head', 'mentor', 'official', 'steward'];

/** A head counts at the facility and above it; a mentor, an official and a steward anywhere in the roster. */
export function somebodyOutside(
  { held, members, places }: Roster,
  team: string,
  facility: string,
  day: string,
): boolean {
  const seated = members.filter((one) => one.team === team && isHeld(one, day));
  const inside = new Set(seated.map(({ person }) => person));
  const headsOf = [facility, ...placesAbove(facility, places)];
  return held.some((one) => {
    const standing = roleStanding(one.role);
    const place = one.place ?? '';
    if (!places.has(place) || !isHeld(one, day) || inside.has(one.person)) return false;
    return ANSWERS_AIMS.includes(standing) && (standing !== 'head' || headsOf.includes(place));
  });
}
