/** What came of an idea, in words: adopted, adapted and abandoned are told alike, for each taught something. */
import { t, tn } from '../../languages';
import type { Tried } from './lineage';

export function triedWords({ places, tried, adopted, adapted, abandoned }: Tried): string {
  if (tried === 0) return t('Not tried yet');
  return [
    tn('{n} cycle', '{n} cycles', tried),
    tn('{n} facility', '{n} facilities', places),
    adopted && t('{n} adopted', { n: adopted }),
    adapted && t('{n} adapted', { n: adapted }),
    abandoned && t('{n} abandoned', { n: abandoned }),
  ]
    .filter(Boolean)
    .join(' · ');
}
