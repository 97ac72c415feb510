/** How an asking stands, in a few words. */
import { t, tn } from '../../languages/index.svelte';
import { FIELDS } from '../../ledger/fields';
import type { Stand } from './clock';

export function standWords(stand: Stand): string {
  if (stand.kind === 'taken_back') return t('Taken back');
  if (stand.kind === 'answered')
    return t('Answered: {answer}', { answer: outcomeWords(stand.answer.fields.outcome) });
  if (stand.kind === 'settled') return t('Settled');
  return stand.days === 0 ? t('Asked today') : tn('Waits {n} day', 'Waits {n} days', stand.days);
}

export function outcomeWords(outcome: string | null | undefined): string {
  const label = FIELDS.answer['outcome']?.choices?.find(({ value }) => value === outcome)?.label;
  return label ? t(label) : '';
}
