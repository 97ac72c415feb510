/** What comes next in setting up, with counts: each step can be left and taken up again on any day. */
import { words } from '../languages/index.svelte';

export interface Counts {
  /** Places with staff of their own: hospitals, health centres, health posts. */
  facilities: number;
  /** Facilities where nobody holds a role yet. */
  facilitiesWithoutStaff: number;
  staff: number;
  teams: number;
  measures: number;
  /** People for whom a code was made on this phone. */
  invited: number;
  hasAim: boolean;
}

export interface Step {
  key: 'charter' | 'places' | 'staff' | 'teams' | 'measures' | 'invite';
  href: string;
  count: number | null;
  done: boolean;
}

export const STEP_TEXT: Record<Step['key'], { title: string; why: string }> = words({
  charter: { title: 'Charter', why: 'The aim, the dates and when a period closes.' },
  places: { title: 'Places', why: 'The hospital, the health centres and their health posts.' },
  staff: { title: 'Staff', why: 'Who works where, and in which role.' },
  teams: { title: 'Teams', why: 'Who improves together: 4 to 9 people of different work.' },
  measures: { title: 'Measures', why: 'What everybody counts, over what, and how often.' },
  invite: { title: 'Invite', why: 'A code or a QR for each person who will use a phone.' },
});

/** The steps in the order in which each makes the next one easier. */
export function nextSteps(counts: Counts): Step[] {
  return [
    { key: 'charter', href: '#/charter', count: null, done: counts.hasAim },
    { key: 'places', href: '#/places', count: counts.facilities, done: counts.facilities > 1 },
    {
      key: 'staff',
      href: '#/people',
      count: counts.staff,
      done: counts.staff > 1 && counts.facilitiesWithoutStaff === 0,
    },
    { key: 'teams', href: '#/teams', count: counts.teams, done: counts.teams > 0 },
    { key: 'measures', href: '#/measures', count: counts.measures, done: counts.measures > 0 },
    { key: 'invite', href: '#/people', count: counts.invited || null, done: counts.invited > 0 },
  ];
}

/** The step to point at: the first that isn't done. */
export function firstOpen(steps: Step[]): Step | null {
  return steps.find((step) => !step.done) ?? null;
}
