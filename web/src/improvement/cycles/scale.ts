/** How large a test is. The models have the same words; here they cost a chart no schema. */
import { t, words } from '../../languages/index.svelte';
import type { Cycle } from '../../ledger/schema';

export const SCALES: Record<string, string> = words({
  one: 'One person, one time',
  shift: 'One shift or one day',
  week: 'One week',
  unit: 'One room or health post for a month',
  facility: 'The whole facility',
});

/** In the reader's language; empty when nobody said. */
export function scaleWords({ scale }: Cycle): string {
  const words = SCALES[scale ?? ''];
  return words ? t(words) : '';
}
