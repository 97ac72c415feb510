/** Where a record can be opened and corrected; null for kinds that have no screen. */
import { replica } from '../ledger';
import type { RecordTypes } from '../ledger/schema';
import { to } from '../design/router.svelte';

export function recordAddress(type: string, record: string, channel: string): string | null {
  if (type === 'observation') {
    const fields = replica.get('observation', record, channel)?.fields;
    if (!fields?.measure || !fields.facility || !fields.period) return null;
    return to('enter', fields.measure, fields.facility, fields.period);
  }
  if (type === 'recount' || type === 'register_count') {
    const fields = replica.get(type, record, channel)?.fields;
    if (!fields?.measure || !fields.facility || !fields.period) return null;
    return to('recount', fields.measure, fields.facility, fields.period);
  }
  if (type === 'accuracy_check') {
    const fields = replica.get(type, record, channel)?.fields;
    return fields?.facility && fields.period ? to('accuracy', fields.facility, fields.period) : null;
  }
  if (type === 'cycle') return to('cycle', record);
  if (type === 'baseline' || type === 'phase' || type === 'goal') {
    const fields = replica.get(type, record, channel)?.fields;
    return fields?.measure && fields.facility ? to('chart', fields.measure, fields.facility) : null;
  }
  return setUpAddress(type, record, channel);
}

/** By the field that names the screen's own record; none where the record is that itself. */
const SET_UP: Record<string, { screen: string; by?: string }> = {
  place: { screen: 'places' },
  department: { screen: 'places', by: 'place' },
  person: { screen: 'people' },
  role_held: { screen: 'people', by: 'person' },
  team: { screen: 'teams' },
  team_member: { screen: 'teams', by: 'team' },
  measure: { screen: 'measures' },
  bundle: { screen: 'bundles' },
};

function setUpAddress(type: string, record: string, channel: string): string | null {
  if (type === 'collaborative') return '#/charter';
  const found = SET_UP[type];
  if (!found) return null;
  const fields: object = replica.get(type as keyof RecordTypes, record, channel)?.fields ?? {};
  const id: unknown = found.by ? (fields as Record<string, unknown>)[found.by] : record;
  return typeof id === 'string' ? to(found.screen, id) : null;
}
