/** How many reported, and at how many something changed: natural for none, one and many. */
import { t, tn } from '../languages/index.svelte';

/** `of` may be 0: then nothing was expected. */
export function reportedWords(n: number, of: number): string {
  if (of === 0) return t('Nothing was expected');
  if (n === of) return of === 1 ? t('Reported') : t('All {of} reported', { of });
  if (n === 0) return of === 1 ? t('Not reported yet') : t('None of {of} reported', { of });
  return t('{n} of {of} reported', { n, of });
}

/** Among facilities with enough points to be read. */
export function changeWords(n: number, of: number): string {
  if (n === 0)
    return tn(
      'One facility has enough points to read, and shows ordinary variation',
      '{of} facilities have enough points to read; all show ordinary variation',
      of,
      { of },
    );
  return tn(
    '{n} of {of} facility: likely a real change',
    '{n} of {of} facilities: likely a real change',
    of,
    {
      n,
      of,
    },
  );
}
