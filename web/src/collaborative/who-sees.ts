/**
 * Who sees what, in plain words. `who-sees.json` is held to the hub's own access rules by a test
 * (tests/integration/test_who_sees.py), so this table can't promise what the hub doesn't keep.
 */
import { words } from '../languages/index.svelte';
import reads from './who-sees.json';

export type Channel = keyof typeof reads;
export type Who = 'member' | 'staff' | 'head' | 'mentor' | 'official' | 'steward';

export const WHO: Record<Who, string> = words({
  member: 'Members of the team',
  staff: 'All staff of the facility',
  head: 'Head of the facility',
  mentor: 'Mentors',
  official: 'Woreda, zone, region and ministry',
  steward: 'Steward of the collaborative',
});

export const WHAT: Record<Channel, { title: string; what: string }> = words({
  team: {
    title: 'In the team alone',
    what: 'Drafts, meetings, causes, tasks: all that was not shown yet.',
  },
  facility: {
    title: 'In the facility',
    what: 'Who works here, invitations, visits, supplies.',
  },
  collaborative: {
    title: 'In the whole collaborative',
    what: 'What a team has shown: counts with their notes, cycles, ideas, asks and offers.',
  },
});

export const CHANNELS = Object.keys(reads) as Channel[];
export const EVERYBODY = Object.keys(WHO) as Who[];

export const sees = (who: Who, channel: Channel): boolean => (reads[channel] as string[]).includes(who);
