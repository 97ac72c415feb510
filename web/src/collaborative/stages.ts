/** Where a collaborative stands, what belongs to each stage, and what of the prework a facility has done. */
import { words } from '../languages/index.svelte';

export type Stage = 'prework' | 'action' | 'spreading' | 'holding';

export const STAGES: Stage[] = ['prework', 'action', 'spreading', 'holding'];

export const STAGE_TEXT: Record<Stage, string> = words({
  prework: 'Teams form, find a sponsor, choose an aim and count what is so today.',
  action: 'Teams meet at learning sessions, and between them test small changes at home.',
  spreading: 'What worked goes to the facilities that were not there from the beginning.',
  holding: 'Fewer visits, the same counting: each team keeps its gains and looks after newcomers.',
});

/** The stage written in the charter; without a word the sessions tell whether prework is over. */
export function stageOf(written: string | null | undefined, sessions: string[], today: string): Stage {
  if (STAGES.includes(written as Stage)) return written as Stage;
  return sessions.some((day) => day <= today) ? 'action' : 'prework';
}

export type Step = 'team' | 'sponsor' | 'aim' | 'baseline' | 'storyboard';

export const STEP_TEXT: Record<Step, string> = words({
  team: 'Our team is formed: 4 to 9 people of different work',
  sponsor: 'Somebody outside the team stands behind it',
  aim: 'We have an aim: what, for whom, by when',
  baseline: 'We counted what is so today: three months or more',
  storyboard: 'Our storyboard for the first session can be shown',
});

/** How many months make a first baseline before the first session. */
export const BASELINE_MONTHS = 3;
const SMALLEST_TEAM = 4;

export interface Prepared {
  members: number;
  aims: { sponsor_role?: string | null; measure?: string | null; what?: string | null }[];
  /** The months counted of whatever measure was counted most. */
  months: number;
}

/** What a facility has done before the first session. The storyboard is there when there is an aim and a line. */
export function preworkOf({ members, aims, months }: Prepared): Record<Step, boolean> {
  const aim = aims.some((one) => one.what);
  const baseline = months >= BASELINE_MONTHS;
  return {
    team: members >= SMALLEST_TEAM,
    sponsor: aims.some((one) => one.sponsor_role),
    aim,
    baseline,
    storyboard: aim && baseline,
  };
}
