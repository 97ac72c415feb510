/**
 * Who holds a piece of work: it hangs on a role, and a role always leads to somebody. The chain is that of
 * debo/people/holding.py; both answer to vectors/holding.json.
 */
import type { Place, RoleHeld, TeamMember } from '../ledger/schema';
import { FACILITY_KINDS } from './catchment';
import { isHeld } from './roster';
import { roleStanding } from './roles';

export interface Roster {
  held: readonly RoleHeld[];
  members: readonly TeamMember[];
  places: ReadonlyMap<string, Place>;
}

/** A task, cycle, measure or handover: the role it hangs on, where, and whose team's. */
export interface Work {
  role?: string | null | undefined;
  facility?: string | null | undefined;
  team?: string | null | undefined;
}

export type Step = 'role' | 'lead' | 'deputy' | 'member' | 'head' | 'above' | 'official' | 'steward';

/** `people` is empty only at the last step, where nobody is the steward yet; `place` is empty there too. */
export interface Holder {
  step: Step;
  place: string;
  people: string[];
}

const PARTS = ['lead', 'deputy', 'member'] as const;
/** No real catchment is deeper; two phones may have made a circle. */
const DEEPEST = 20;

/** Who holds this work on `day` (ISO): the first step of the chain at which there is anybody. */
export function holderOf(roster: Roster, work: Work, day: string): Holder {
  for (const { step, place, people } of chain(roster, work, day)) {
    if (people.length) return { step, place, people: [...new Set(people)].sort() };
  }
  return { step: 'steward', place: '', people: [] };
}

/** The same roster as if this person had gone. */
export function without(roster: Roster, person: string): Roster {
  return {
    held: roster.held.filter((one) => one.person !== person),
    members: roster.members.filter((one) => one.person !== person),
    places: roster.places,
  };
}

function* chain({ held, members, places }: Roster, work: Work, day: string): Generator<Holder> {
  const { role, team } = work;
  const facility = work.facility ?? '';
  const at = (place: string): RoleHeld[] => held.filter((one) => one.place === place && isHeld(one, day));
  const standing = (place: string, what: string): string[] =>
    at(place)
      .filter((one) => roleStanding(one.role) === what)
      .map((one) => one.person ?? '');
  if (role)
    yield {
      step: 'role',
      place: facility,
      people: at(facility)
        .filter((one) => one.role === role)
        .map((one) => one.person ?? ''),
    };
  for (const part of team ? PARTS : []) {
    const seated = members.filter((one) => one.team === team && one.part === part && isHeld(one, day));
    yield { step: part, place: facility, people: seated.map((one) => one.person ?? '') };
  }
  yield { step: 'head', place: facility, people: standing(facility, 'head') };
  const above = placesAbove(facility, places);
  for (const place of above) {
    if (FACILITY_KINDS.includes(places.get(place)?.kind ?? ''))
      yield { step: 'above', place, people: standing(place, 'head') };
  }
  for (const place of above) yield { step: 'official', place, people: standing(place, 'official') };
  for (const place of above) yield { step: 'steward', place, people: standing(place, 'steward') };
}

/** The places a place belongs to, the nearest first. */
export function placesAbove(place: string, places: ReadonlyMap<string, Place>): string[] {
  const found: string[] = [];
  let at = places.get(place)?.parent;
  while (at && places.has(at) && !found.includes(at) && found.length < DEEPEST) {
    found.push(at);
    at = places.get(at)?.parent;
  }
  return found;
}
