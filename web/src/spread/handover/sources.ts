/** What a pack is made of, gathered from the records on this phone. */
import { copies, decidedOn } from '../../charts/marked';
import { readPoints } from '../../charts/reading';
import { replica } from '../../ledger';
import type { Handover, RecordTypes } from '../../ledger/schema';
import { duePeriod } from '../../measures/due';
import { kindOf, reader } from '../../measures/reader.svelte';
import { upTo } from '../../measures/series';
import type { Kept } from '../../people/catchment';
import { isHeld, roster as rosterLines } from '../../people/roster';
import { members, people, rolesHeld } from '../../people/woreda.svelte';
import { preferences } from '../../settings/preferences.svelte';
import type { Sources } from './lines';

interface Wanted {
  facility: string;
  role: string;
  person: string | null;
  lastDay: string;
  own: Handover | null;
}

/** Null when this person's team doesn't speak for the facility: the pack holds drafts of the team. */
export function sourcesFor({ facility: id, role, person, lastDay, own }: Wanted): Sources | null {
  const facility = reader.facility(id);
  const teamId = reader.teamOf(id);
  const team = teamId ? replica.get('team', teamId) : undefined;
  if (!facility || !team || !reader.draftsFor(id)) return null;
  const ours = <T extends 'aim' | 'cycle' | 'task' | 'escalation' | 'asking' | 'meeting'>(
    type: T,
  ): Kept<RecordTypes[T]>[] => standing(type).filter(({ fields }) => fields.team === team.id);
  const escalations = ours('escalation');
  return {
    role,
    person,
    lastDay,
    today: reader.today,
    calendar: preferences.calendar,
    facility,
    team,
    charter: reader.charter?.fields ?? null,
    own,
    aims: ours('aim'),
    cycles: ours('cycle'),
    tasks: ours('task'),
    meetings: ours('meeting'),
    escalations,
    answers: standing('answer').filter(({ fields }) =>
      escalations.some((one) => one.id === fields.escalation),
    ),
    askings: ours('asking'),
    words: standing('early_word').filter(({ fields }) => fields.facility === id),
    items: replica.all('watched_item'),
    duties: replica.all('duty'),
    skills: replica.all('skill_held').map((one) => one.fields),
    people: hereNow(id, team.id),
    roster: {
      held: rolesHeld().map((one) => one.fields),
      members: members().map((one) => one.fields),
      places: new Map(replica.all('place').map((one) => [one.id, one.fields])),
    },
    series: reader.measuresOf(facility).map((measure) => {
      const due = duePeriod(kindOf(measure.fields), reader.today, reader.startDay);
      const points = upTo(reader.points(measure, id), due);
      const { baseline, phases } = decidedOn(measure.id, id);
      return { measure, points, reading: readPoints(points, measure.fields, { baseline, phases }) };
    }),
  };
}

type Withdrawn = { withdrawn?: boolean | null };

/** One copy of each record, the team's draft where it is newer; none that was taken back. */
function standing<T extends keyof RecordTypes>(type: T): Kept<RecordTypes[T]>[] {
  return copies<RecordTypes[T]>(replica.all(type)).filter(({ fields }) => !(fields as Withdrawn).withdrawn);
}

/** Who works at the facility and who is in its team. */
function hereNow(facility: string, team: string): Sources['people'] {
  const staff = rosterLines(facility, people(), rolesHeld(), reader.today).map(({ person }) => person);
  const seated = members(team).filter((one) => isHeld(one.fields, reader.today));
  const also = people().filter(
    (one) => seated.some(({ fields }) => fields.person === one.id) && !staff.includes(one),
  );
  return [...staff, ...also];
}
