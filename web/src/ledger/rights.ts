/** What a person may do, by the grants the hub last sent. The hub decides; this only keeps screens from offering in vain. */
import { channelKind } from './entry';
import { SCHEMA, type RecordTypes } from './schema';
import type { IsShown } from './memory';
import type { Grant } from './store';

/** Those who are bound to the places of their own team or role where a type says so (`own`). */
const BOUND = ['member', 'staff', 'head'];

export function mayRead(grant: Grant, channel: string): boolean {
  return (grant.channels[channel]?.length ?? 0) > 0;
}

/**
 * Which of a phone's channels a person sees. A channel that nobody here has been granted was begun on this phone a
 * moment ago, by a steward who added a place: the hub will grant it when it has heard of the place.
 */
export function shownTo(person: string | null, people: Readonly<Record<string, Grant>>): IsShown {
  const grant = person === null ? undefined : people[person];
  if (!grant) return () => false;
  const granted = new Set(Object.values(people).flatMap(({ channels }) => Object.keys(channels)));
  const isSteward = Object.values(grant.channels).some((standings) => standings.includes('steward'));
  return (channel) => mayRead(grant, channel) || (isSteward && !granted.has(channel));
}

/** `fields` may leave the place out while it is not yet known: then the standing alone decides. */
export function mayWrite(
  grant: Grant,
  type: keyof RecordTypes,
  channel: string,
  fields: Readonly<Record<string, unknown>> = {},
): boolean {
  const rule = SCHEMA[type].channels[channelKind(channel)];
  const standings = (grant.channels[channel] ?? []).filter((one) => rule?.standings.includes(one));
  if (!rule?.own) return standings.length > 0;
  const place = fields[rule.own];
  const isOwn = place === undefined || grant.places.includes(String(place));
  return standings.some((standing) => isOwn || !BOUND.includes(standing));
}
