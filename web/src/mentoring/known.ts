/** What this phone knows of the mentoring of a facility, put together from its records. */
import { replica, session } from '../ledger';
import type { Commitment, Fading, Visit, VisitAsked } from '../ledger/schema';
import { decidedOn } from '../charts/marked';
import { readPoints } from '../charts/reading';
import { said } from '../design/said';
import { reader, type Facility } from '../measures/reader.svelte';
import { pointsOf } from '../measures/series';
import { ROLES } from '../people/roles';
import { isHeld } from '../people/roster';
import type { Case } from './caseload';
import { rhythmOn, wantsMore } from './fading';
import { rulesOut } from './signals';

export interface Kept<Fields> {
  id: string;
  channel: string;
  fields: Fields;
}

export const channelOf = (facility: string): string => `facility:${facility}`;

/** Whether the person at work visits this facility as a mentor or steward. */
export const isMentorOf = (facility: string): boolean =>
  session.can('write', 'visit', channelOf(facility), { facility });

/** Whether the person at work is in the team that speaks for this facility. */
export const isInTeamOf = (facility: string): boolean => reader.draftsFor(facility) !== null;

/** The facilities with a team that this person visits, in the order of the catchment; its posts are seen with it. */
export function mentored(): Facility[] {
  const withTeam = new Set(replica.all('team').map(({ fields }) => fields.place));
  return reader.facilities.filter(({ id }) => withTeam.has(id) && isMentorOf(id));
}

/** The team of a facility: its own, the one at work here before others. */
export function teamAt(facility: string): string | null {
  return (
    reader.teamOf(facility) ?? replica.all('team').find(({ fields }) => fields.place === facility)?.id ?? null
  );
}

const standing = <Fields extends { withdrawn?: boolean | null }>(one: Kept<Fields>): boolean =>
  !one.fields.withdrawn;

/** Visits made, the newest first; and those planned, the nearest first. */
export function visitsOf(facility: string): { made: Kept<Visit>[]; planned: Kept<Visit>[] } {
  const all = replica
    .all('visit', channelOf(facility))
    .filter(({ fields }) => fields.facility === facility)
    .filter(standing);
  const by =
    (day: (fields: Visit) => string | null | undefined, sign: 1 | -1) =>
    (a: Kept<Visit>, b: Kept<Visit>): number =>
      (day(a.fields) ?? '') < (day(b.fields) ?? '') ? -sign : sign;
  return {
    made: all.filter(({ fields }) => fields.day).sort(by(({ day }) => day, -1)),
    planned: all
      .filter(({ fields }) => !fields.day && fields.planned_for)
      .sort(by((fields) => fields.planned_for, 1)),
  };
}

/** What was agreed on at visits, the earliest due first. */
export function agreedAt(facility: string): Kept<Commitment>[] {
  return replica
    .all('commitment', channelOf(facility))
    .filter(({ fields }) => fields.visit && fields.text && fields.facility === facility)
    .filter(standing)
    .sort((a, b) => ((a.fields.due ?? '') < (b.fields.due ?? '') ? -1 : 1));
}

/** What the team asked of its mentor, the newest first. */
export function askedAt(facility: string): Kept<VisitAsked>[] {
  return replica
    .all('visit_asked', channelOf(facility))
    .filter(({ fields }) => fields.facility === facility)
    .filter(standing)
    .sort((a, b) => ((a.fields.day ?? '') < (b.fields.day ?? '') ? 1 : -1));
}

export const isOpen = ({ fields }: Kept<VisitAsked>): boolean => !fields.answered && !fields.visit;

export const fadingAt = (facility: string): Kept<Fading>[] =>
  replica.all('fading', channelOf(facility)).filter(({ fields }) => fields.facility === facility);

/** What the team shared of its independence, the newest period. */
export function sharedAt(
  facility: string,
): { acts: number; own: number; gap: number; period: string } | null {
  const newest = replica
    .all('independence', channelOf(facility))
    .filter(({ fields }) => fields.facility === facility && fields.acts != null)
    .filter(standing)
    .sort((a, b) => ((a.fields.period ?? '') < (b.fields.period ?? '') ? -1 : 1))
    .at(-1)?.fields;
  return newest
    ? {
        acts: newest.acts!,
        own: newest.own_acts ?? 0,
        gap: newest.longest_gap ?? 0,
        period: newest.period ?? '',
      }
    : null;
}

/**
 * What released counts say: charts that are worth asking about, and among them those of safety. Every outcome and every
 * balancing measure counts as one of safety, so that none is forgotten.
 */
export function signalsAt(facility: Facility): { signals: string[]; safety: string[] } {
  const [signals, safety]: [string[], string[]] = [[], []];
  for (const measure of reader.measuresOf(facility)) {
    const counts = replica
      .all('observation', reader.shared ?? undefined)
      .filter(({ fields }) => fields.measure === measure.id && fields.facility === facility.id);
    if (!counts.length) continue;
    const points = pointsOf(measure.fields, counts, reader.startDay);
    const { chart } = readPoints(points, measure.fields, decidedOn(measure.id, facility.id));
    const out = rulesOut(measure.fields, chart.reading.key);
    if (out.asks) signals.push(said(measure.fields.name));
    if (out.safety) safety.push(said(measure.fields.name));
  }
  return { signals, safety };
}

/** The departments of a facility: those written down, else those its staff work in. */
export function departmentsOf(facility: string): string[] {
  const written = replica
    .all('department')
    .filter(({ fields }) => fields.place === facility)
    .map(({ fields }) => fields.kind ?? '');
  const held = replica
    .all('role_held', channelOf(facility))
    .filter(({ fields }) => fields.place === facility && isHeld(fields, reader.today))
    .map(({ fields }) => ROLES.find(({ key }) => key === fields.role)?.department ?? '');
  return [...new Set([...written, ...held])].filter(
    (one) => one && one !== 'other' && one !== 'administration',
  );
}

export type FacilityCase = Case & { place: Facility };

/** Everything the planner and the caseload go by for one facility. */
export function caseOf(place: Facility): FacilityCase {
  const facility = place.id;
  const { made, planned } = visitsOf(facility);
  const fading = fadingAt(facility).map(({ fields }) => fields);
  const asked = askedAt(facility).filter(isOpen);
  return {
    place,
    facility,
    visits: made.map(({ fields }) => fields.day!),
    planned: planned.map(({ fields }) => fields.planned_for!),
    asked: asked.map(({ fields }) => fields.day ?? reader.today),
    departments: departmentsOf(facility),
    met: [...new Set(made.flatMap(({ fields }) => fields.met ?? []))],
    shared: sharedAt(facility),
    wantsMore: wantsMore(fading) || asked.length > 0,
    ...rhythmOn(fading, reader.today),
    ...signalsAt(place),
  };
}
