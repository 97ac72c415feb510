/**
 * The fading plan: weekly → fortnightly → monthly → when the team calls. A step is only ever proposed, never taken by the
 * app: mentor and team agree on it, and the team may ask for more on any day.
 */
import { toJulian, type GregorianDay } from '../periods';
import { saysEnough } from './team/independence';
import type { Rhythm } from './planner';
import { FADING } from './settings';

export const RHYTHMS: readonly Rhythm[] = ['weekly', 'fortnightly', 'monthly', 'on_call'];

export interface Standing {
  rhythm: Rhythm;
  /** Since when; null where nobody has agreed on one yet. */
  since: GregorianDay | null;
  /** What the team shared of the last 90 days; null where it shared nothing. */
  shared: { acts: number; own: number } | null;
  /** Names of measures of safety whose released counts say: worse. */
  safety: readonly string[];
  /** The team said that it would like more visits, or has asked for one. */
  wantsMore: boolean;
}

export type Stays = 'signal' | 'more' | 'not_shared' | 'too_few' | 'not_yet' | 'too_soon' | 'last';
export type NextStep = { to: Rhythm } | { stays: Stays[] };

/** The next step, or every reason why the rhythm stays as it is. */
export function nextStep(now: Standing, today: GregorianDay): NextStep {
  const stays: Stays[] = [];
  const to = RHYTHMS[RHYTHMS.indexOf(now.rhythm) + 1];
  if (now.safety.length) stays.push('signal');
  if (now.wantsMore) stays.push('more');
  if (!now.shared) stays.push('not_shared');
  else if (!saysEnough(now.shared.acts)) stays.push('too_few');
  else if (now.shared.own / now.shared.acts < FADING.share) stays.push('not_yet');
  if (now.since && toJulian(today) - toJulian(now.since) < FADING.days_in_rhythm) stays.push('too_soon');
  if (!to) stays.push('last');
  return to && !stays.length ? { to } : { stays };
}

export interface Agreed {
  rhythm?: string | null;
  since?: string | null;
  team_says?: string | null;
  withdrawn?: boolean | null;
}

/** The rhythm that holds on a day: the newest the team agreed to. One it has not answered yet changes nothing. */
export function rhythmOn(
  all: readonly Agreed[],
  today: GregorianDay,
): { rhythm: Rhythm; since: GregorianDay | null } {
  const held = all
    .filter((one) => !one.withdrawn && one.team_says === 'agrees' && one.since && one.since <= today)
    .sort((a, b) => (a.since! < b.since! ? -1 : 1))
    .at(-1);
  const rhythm = RHYTHMS.find((one) => one === held?.rhythm);
  return rhythm ? { rhythm, since: held!.since! } : { rhythm: 'monthly', since: null };
}

/** The proposal the team has not answered yet, the newest one. */
export function waiting<One extends { fields: Agreed }>(all: readonly One[]): One | null {
  return (
    all
      .filter(({ fields }) => !fields.withdrawn && !fields.team_says)
      .sort((a, b) => ((a.fields.since ?? '') < (b.fields.since ?? '') ? -1 : 1))
      .at(-1) ?? null
  );
}

/** Whether the newest thing the team said was that it would like more. */
export function wantsMore(all: readonly Agreed[]): boolean {
  const newest = all
    .filter((one) => !one.withdrawn && one.team_says)
    .sort((a, b) => ((a.since ?? '') < (b.since ?? '') ? -1 : 1))
    .at(-1);
  return newest?.team_says === 'more';
}

/** What may be proposed: as now or more often on any day; less often only the one step that is due. */
export function offered(now: Standing, today: GregorianDay): Rhythm[] {
  const step = nextStep(now, today);
  const furthest = RHYTHMS.indexOf('to' in step ? step.to : now.rhythm);
  return RHYTHMS.filter((_, index) => index <= furthest);
}
