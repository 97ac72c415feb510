/**
 * The collaborative of the person at work, its places and people, as this phone knows them. Records that were
 * taken back (emptied) are left out here, once, so that no screen has to think of them.
 */
import { said } from '../design/said';
import { replica, session } from '../ledger';
import { FIELDS } from '../ledger/fields';
import { SCHEMA, type Collaborative, type RecordTypes } from '../ledger/schema';
import { t } from '../languages/index.svelte';
import { isOpen, type Kept, type PlaceKept } from './catchment';
import type { MemberKept, PersonKept, RoleKept } from './roster';
import { today } from '../periods';

export { today };

/**
 * The channel of the collaborative one works in; the first one when there are several. One that comes from a hub
 * above is only read (`reader`), and is it when there is no other.
 */
export function collaborativeChannel(): string {
  const standings = session.grants?.channels ?? {};
  const channels = Object.keys(standings).filter((channel) => channel.startsWith('collaborative:'));
  const own = channels.filter((channel) => standings[channel]!.some((one) => one !== 'reader'));
  const found = (own.length ? own : channels).sort();
  if (found.length < 2) return found[0] ?? '';
  // Who looks after several works in the one whose woreda they hold a role in.
  const held = session.grants?.roles.map(({ place }) => place) ?? [];
  const isHome = (channel: string): boolean =>
    held.includes(
      replica.get('collaborative', channel.slice('collaborative:'.length), channel)?.fields.woreda ?? '',
    );
  return found.find(isHome) ?? found[0]!;
}

export function collaborative(): Kept<Collaborative> | undefined {
  const channel = collaborativeChannel();
  return channel ? replica.get('collaborative', channel.slice('collaborative:'.length), channel) : undefined;
}

export const facilityChannel = (place: string): string => `facility:${place}`;

/** Every place that is there today; with `ended`, those that closed as well. */
export function places({ ended = false } = {}): PlaceKept[] {
  const now = today();
  return replica
    .all('place', collaborativeChannel())
    .filter((place) => place.fields.kind && (ended || isOpen(place, now)));
}

export function placeOf(id: string | null | undefined): PlaceKept | undefined {
  return id ? replica.get('place', id, collaborativeChannel()) : undefined;
}

export const placeName = (place: PlaceKept | undefined): string => said(place?.fields.name) || '—';

export function people(): PersonKept[] {
  return once(replica.all('person').filter((person) => person.fields.name));
}

export function rolesHeld(): RoleKept[] {
  return replica.all('role_held').filter((held) => held.fields.person && held.fields.place);
}

export function members(team?: string): MemberKept[] {
  return replica
    .all('team_member')
    .filter((member) => member.fields.since && (!team || member.fields.team === team));
}

/** What a choice is called in the reader's language. */
export function choiceLabel(
  type: keyof RecordTypes,
  field: string,
  value: string | null | undefined,
): string {
  const label = FIELDS[type][field]?.choices?.find((choice) => choice.value === value)?.label;
  return label ? t(label) : (value ?? '');
}

export function choicesOf(type: keyof RecordTypes, field: string): { value: string; label: string }[] {
  return (FIELDS[type][field]?.choices ?? []).map(({ value, label }) => ({ value, label: t(label) }));
}

/**
 * Whether the person at work may write this type about `place` (or about the collaborative as a whole). A steward
 * may do so for a place added a moment ago, which the hub hasn't granted yet: it will, in the order of the entries.
 */
export function may(type: keyof RecordTypes, place?: string): boolean {
  const ofFacility = 'facility' in SCHEMA[type].channels;
  const channel = ofFacility && place ? facilityChannel(place) : collaborativeChannel();
  if (!channel) return false;
  if (session.can('write', type, channel, place ? { place } : undefined)) return true;
  const rules = SCHEMA[type].channels[ofFacility ? 'facility' : 'collaborative'];
  return isSteward() && (rules?.standings.includes('steward') ?? false);
}

/** Whether the roster of `place` comes to this phone; elsewhere "nobody" would be a guess. */
export function mayReadRoster(place: string): boolean {
  return isSteward() || session.can('read', 'person', facilityChannel(place));
}

/** Whether the person at work looks after the people of `place`, and so may invite them. The hub has the last word. */
export function mayInvite(place: string): boolean {
  const standings = session.grants?.channels[facilityChannel(place)] ?? [];
  return isSteward() || ['head', 'mentor', 'steward'].some((standing) => standings.includes(standing));
}

/** Whether the person at work may shut somebody out who works at these places (debo/people/revoking.py). */
export function mayShutOut(places: readonly string[]): boolean {
  if (isSteward()) return true;
  const standings = (place: string): string[] => session.grants?.channels[facilityChannel(place)] ?? [];
  const isTheirs = (place: string): boolean =>
    ['head', 'steward'].some((standing) => standings(place).includes(standing));
  return places.length > 0 && places.every(isTheirs);
}

export function isSteward(): boolean {
  return session.grants?.channels[collaborativeChannel()]?.includes('steward') ?? false;
}

/** A record may stand in several channels (a person on two rosters); lists show it once. */
function once<One extends { id: string }>(records: One[]): One[] {
  return [...new Map(records.map((record) => [record.id, record])).values()];
}
