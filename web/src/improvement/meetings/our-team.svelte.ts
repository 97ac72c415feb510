/** The team whose meetings are shown: that of the facility the person looks at. */
import { replica, session } from '../../ledger';
import { chosen } from '../../measures/chosen.svelte';
import { reader } from '../../measures/reader.svelte';

/** The person's team and its place; null for whoever is in none. */
export function ourTeam(): { id: string; place: string } | null {
  const facility = chosen.among(reader.mine);
  const id = facility && reader.teamOf(facility.id);
  const place = id ? replica.get('team', id)?.fields.place : null;
  return id && place && session.can('write', 'meeting', `team:${id}`) ? { id, place } : null;
}
