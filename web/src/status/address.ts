/** Where a record can be opened and corrected; null for kinds whose screens belong to the setting-up rooms. */
import { replica } from '../ledger';
import { to } from '../design/router.svelte';

export function recordAddress(type: string, record: string, channel: string): string | null {
  if (type === 'observation') {
    const fields = replica.get('observation', record, channel)?.fields;
    if (!fields?.measure || !fields.facility || !fields.period) return null;
    return to('enter', fields.measure, fields.facility, fields.period);
  }
  if (type === 'cycle') return to('cycle', record);
  if (type === 'baseline' || type === 'phase' || type === 'goal') {
    const fields = replica.get(type, record, channel)?.fields;
    return fields?.measure && fields.facility ? to('chart', fields.measure, fields.facility) : null;
  }
  return null;
}
