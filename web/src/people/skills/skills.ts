/**
 * Who can do what here, and what only one person can: said before anybody leaves, about what the facility needs.
 * A skill is held or not; nobody's is measured.
 */
import { FIELDS } from '../../ledger/fields';
import type { RoleHeld, SkillHeld, TeamMember } from '../../ledger/schema';
import { isHeld } from '../roster';

/** Two people should be able to do each: one may be ill, on leave, or somewhere else next month. */
export const ENOUGH = 2;

/** The skills a team can't do without, in the order in which they are learned. */
export const SKILLS: { key: string; label: string }[] = (FIELDS.skill_held['skill']?.choices ?? []).map(
  ({ value, label }) => ({ key: value, label }),
);

/** Roles whose work stands still while nobody stands in; the head's first. */
export const KEY_ROLES = [
  'hospital_ceo',
  'medical_director',
  'facility_head',
  'qi_focal',
  'mch_focal',
  'nicu_head',
  'health_information',
  'hew',
];

/** Somebody can do it. One that was added and undone has no first day, one taken back says so. */
export function isAble(held: SkillHeld): boolean {
  return Boolean(held.since) && !held.withdrawn;
}

export interface SkillLine {
  key: string;
  label: string;
  /** Ids of those here who can, each once. */
  people: string[];
  need: 'nobody' | 'one' | null;
}

/** Per skill who of `here` (ids of persons) can do it, and whether the facility needs one more. */
export function skillLines(here: readonly string[], held: readonly SkillHeld[]): SkillLine[] {
  return SKILLS.map(({ key, label }) => {
    const people = here.filter((person) =>
      held.some((one) => one.person === person && one.skill === key && isAble(one)),
    );
    return { key, label, people, need: needOf(people.length) };
  });
}

function needOf(n: number): SkillLine['need'] {
  if (n >= ENOUGH) return null;
  return n ? 'one' : 'nobody';
}

/** Skills that nobody here could do any more if `person` left: said before it happens. */
export function lostWith(person: string, lines: readonly SkillLine[]): SkillLine[] {
  return lines.filter(({ people }) => people.length === 1 && people[0] === person);
}

/** Key roles at `place` that one person alone holds on `day`, and teams led without a deputy. */
export function withoutDeputy(
  place: string,
  held: readonly RoleHeld[],
  members: readonly TeamMember[],
  day: string,
): { roles: string[]; teams: string[] } {
  const here = held.filter((one) => one.place === place && isHeld(one, day));
  const roles = KEY_ROLES.filter(
    (role) => new Set(here.filter((one) => one.role === role).map((one) => one.person)).size === 1,
  );
  const now = members.filter((one) => isHeld(one, day));
  const led = now.filter((one) => one.part === 'lead').map((one) => one.team ?? '');
  const teams = [...new Set(led)].filter(
    (team) => !now.some((one) => one.team === team && one.part === 'deputy'),
  );
  return { roles, teams };
}
