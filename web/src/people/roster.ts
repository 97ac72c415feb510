/**
 * The roster: who holds which role at a place, and what stays without a holder when somebody leaves.
 * Roles are held from a day to a day; nothing is deleted, so that past work keeps its names.
 */
import type { Person, RoleHeld, TeamMember } from '../ledger/schema';
import type { Kept } from './catchment';

export type PersonKept = Kept<Person>;
export type RoleKept = Kept<RoleHeld>;
export type MemberKept = Kept<TeamMember>;

interface Held {
  since?: string | null;
  until?: string | null;
}

/** Held on `day` (ISO). `until` is the last day; a role that begins later isn't held yet. */
export function isHeld(held: Held, day: string): boolean {
  return (held.since ?? '') <= day && (!held.until || held.until >= day);
}

/** Begins after `day`: shown on the roster as coming, so that it isn't entered twice. */
export function isComing(held: Held, day: string): boolean {
  return (held.since ?? '') > day && (!held.until || held.until >= (held.since ?? ''));
}

export interface RosterLine {
  person: PersonKept;
  roles: RoleKept[];
}

/** The people with a role at `place` now or soon, by name; a person with several roles is one line. */
export function roster(place: string, people: PersonKept[], held: RoleKept[], today: string): RosterLine[] {
  const here = held.filter((one) => one.fields.place === place);
  const shown = here.filter((one) => isHeld(one.fields, today) || isComing(one.fields, today));
  return linesOf(shown, people);
}

/** The people who held a role at `place` and hold none there any more. */
export function formerStaff(
  place: string,
  people: PersonKept[],
  held: RoleKept[],
  today: string,
): RosterLine[] {
  const now = new Set(roster(place, people, held, today).map((line) => line.person.id));
  const before = held.filter((one) => one.fields.place === place && !now.has(one.fields.person ?? ''));
  return linesOf(before, people);
}

/** What nobody holds any more once `person` leaves `place`: roles there by key, and leading or deputising. */
export interface LeftOpen {
  roles: string[];
  teamParts: { team: string; part: string }[];
}

/** Look ahead: `person` leaves `place` on `lastDay`. The day after is what counts. */
export function leftOpen(
  person: string,
  place: string,
  lastDay: string,
  held: RoleKept[],
  members: MemberKept[],
): LeftOpen {
  const after = dayAfter(lastDay);
  const staying = held.filter((one) => one.fields.person !== person && isHeld(one.fields, after));
  const own = held.filter((one) => one.fields.person === person && one.fields.place === place);
  const roles = own
    .filter((one) => isHeld(one.fields, lastDay))
    .map((one) => one.fields.role ?? '')
    .filter((role) => !staying.some((one) => one.fields.place === place && one.fields.role === role));
  const others = members.filter((one) => one.fields.person !== person && isHeld(one.fields, after));
  const teamParts = members
    .filter((one) => one.fields.person === person && isHeld(one.fields, lastDay))
    .filter((one) => one.fields.part === 'lead' || one.fields.part === 'deputy')
    .map((one) => ({ team: one.fields.team ?? '', part: one.fields.part ?? '' }))
    .filter(({ team, part }) => !others.some((one) => one.fields.team === team && one.fields.part === part));
  return { roles: [...new Set(roles)], teamParts };
}

/** Roles once held at `place` that nobody holds on `day`: the roster's quiet reminder. */
export function rolesWithoutHolder(place: string, held: RoleKept[], day: string): string[] {
  const here = held.filter((one) => one.fields.place === place);
  const now = new Set(here.filter((one) => isHeld(one.fields, day)).map((one) => one.fields.role));
  const ended = here.filter((one) => one.fields.until && one.fields.until < day);
  const open = ended.map((one) => one.fields.role ?? '').filter((role) => !now.has(role));
  return [...new Set(open)];
}

/** The next day, in ISO; days are plain dates, so the arithmetic is done in UTC. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

function linesOf(held: RoleKept[], people: PersonKept[]): RosterLine[] {
  const known = new Map(people.map((person) => [person.id, person]));
  const lines = new Map<string, RosterLine>();
  for (const one of [...held].sort((a, b) => (a.fields.since ?? '').localeCompare(b.fields.since ?? ''))) {
    const person = known.get(one.fields.person ?? '');
    if (!person) continue;
    const line = lines.get(person.id) ?? { person, roles: [] };
    line.roles.push(one);
    lines.set(person.id, line);
  }
  return [...lines.values()].sort((a, b) =>
    (a.person.fields.name ?? '').localeCompare(b.person.fields.name ?? ''),
  );
}
