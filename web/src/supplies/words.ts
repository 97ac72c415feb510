/** What is said about supplies: days left, replies, keepers. Never whose fault. */
import { t, tn } from '../languages/index.svelte';
import { FIELDS } from '../ledger/fields';
import type { Standing } from './days-left';

function choice(
  type: 'early_word' | 'watched_item',
  field: string,
  value: string | null | undefined,
): string {
  const label = FIELDS[type][field]?.choices?.find((one) => one.value === value)?.label;
  return label ? t(label) : '';
}

export const replyWords = (reply: string | null | undefined): string => choice('early_word', 'reply', reply);
export const keeperWords = (keeper: string | null | undefined): string =>
  choice('watched_item', 'keeper', keeper);
export const REPLIES = (): { value: string; label: string }[] =>
  (FIELDS.early_word['reply']?.choices ?? []).map(({ value, label }) => ({ value, label: t(label) }));

/** How long an item lasts, in words; unknown is said as unknown. */
export function daysWords({ newest, days }: Standing): string {
  if (!newest) return t('Not counted yet');
  return days === null ? t('Days left not known') : tn('{n} day left', '{n} days left', days);
}
