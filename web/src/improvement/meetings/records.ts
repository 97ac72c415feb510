/** What belongs to one meeting, read from the team's channel alone: no other holds anything of it. */
import { replica } from '../../ledger';
import type { Decision, Meeting, Proposal, RecordTypes, Task, Vote } from '../../ledger/schema';
import { members, people, rolesHeld } from '../../people/woreda.svelte';
import { isHeld } from '../../people/roster';
import { stageOf, type Kept } from './round';
import { countsOf } from './voice';

export type MeetingKept = Kept<Meeting> & { channel: string };

export interface Held {
  here: string[];
  ideas: Kept<Proposal>[];
  votes: Kept<Vote>[];
  decisions: (Kept<Decision> & { by: string[] })[];
  tasks: Kept<Task>[];
  /** Who contributed, once for each time. */
  contributions: string[];
}

/** A team's meetings that stand, the newest first. */
export function meetingsOf(team: string): MeetingKept[] {
  return replica
    .all('meeting', `team:${team}`)
    .filter(({ fields }) => fields.day && !fields.withdrawn)
    .sort((a, b) =>
      a.fields.day! === b.fields.day! ? (a.id < b.id ? 1 : -1) : a.fields.day! < b.fields.day! ? 1 : -1,
    );
}

/** Everything written about a meeting. */
export function heldOf({ id, channel, fields: meeting }: MeetingKept): Held {
  const of = <T extends 'present' | 'proposal' | 'vote' | 'decision' | 'decider' | 'voice' | 'task'>(
    type: T,
  ): Kept<RecordTypes[T]>[] =>
    replica
      .all(type, channel)
      .filter(({ fields }) => (fields as { meeting?: string | null }).meeting === id)
      .filter(({ fields }) => !(fields as { withdrawn?: boolean | null }).withdrawn);
  const here = of('present').flatMap(({ fields }) => (fields.here && fields.person ? [fields.person] : []));
  const ideas = of('proposal').filter(({ fields }) => fields.text);
  const took = of('decider').filter(({ fields }) => fields.took_part && fields.person);
  const decisions = of('decision').map((one) => ({
    ...{ id: one.id, fields: one.fields },
    by: took.filter(({ fields }) => fields.decision === one.id).map(({ fields }) => fields.person!),
  }));
  const stands = new Set(decisions.map((one) => one.id));
  const persons = (list: Kept<{ person?: string | null }>[]): string[] =>
    list.flatMap(({ fields }) => (fields.person ? [fields.person] : []));
  return {
    here,
    ideas,
    votes: of('vote'),
    decisions,
    tasks: of('task').sort((a, b) => ((a.fields.due ?? '9') < (b.fields.due ?? '9') ? -1 : 1)),
    contributions: [
      // Who has written would be told by who has not been heard: ideas count once all are shown.
      ...(stageOf(meeting) === 'shown' ? persons(ideas) : []),
      ...persons(took.filter(({ fields }) => stands.has(fields.decision ?? ''))),
      ...persons(of('voice')),
    ],
  };
}

/** How often each person at a meeting contributed. */
export const voiceOf = (held: Held): Map<string, number> => countsOf(held.here, held.contributions);

/** The members of a team on a day, the lead first, then by name. */
export function teamOn(team: string, day: string): string[] {
  const order = ['lead', 'deputy', 'member'];
  return members(team)
    .filter((one) => isHeld(one.fields, day) && one.fields.person)
    .sort(
      (a, b) =>
        order.indexOf(a.fields.part ?? '') - order.indexOf(b.fields.part ?? '') ||
        nameOf(a.fields.person!).localeCompare(nameOf(b.fields.person!)),
    )
    .map((one) => one.fields.person!)
    .filter((one, at, all) => all.indexOf(one) === at);
}

/** Empty where this phone doesn't know the name. */
export function nameOf(person: string): string {
  return people().find((one) => one.id === person)?.fields.name ?? '';
}

/** The role somebody held on a day; empty where none is known. */
export function roleOn(person: string, day: string): string {
  return (
    rolesHeld().find((one) => one.fields.person === person && isHeld(one.fields, day))?.fields.role ?? ''
  );
}
