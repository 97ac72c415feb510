/** An aim as one sentence: what, how much, by when, for whom (DOMAIN 2). */
import { t } from '../../languages/index.svelte';
import type { Aim } from '../../ledger/schema';
import { written } from '../../measures/value';

export type Way = 'raise' | 'lower' | 'reach';

/** Whether the number is to rise or to fall; `reach` while one of the two is missing, or both are the same. */
export function wayOf({ start, target }: Aim): Way {
  if (start == null || target == null || start === target) return 'reach';
  return target > start ? 'raise' : 'lower';
}

/** Which of the four questions of an aim are still open. */
export function openIn(aim: Aim): ('what' | 'target' | 'by' | 'whom')[] {
  return (['what', 'target', 'by', 'whom'] as const).filter((name) => {
    const value = aim[name];
    return value == null || String(value).trim() === '';
  });
}

/**
 * The sentence in the reader's language. `unit` is that of the aim's measure, `day` writes a day in the reader's calendar.
 * What isn't known yet is left out, so that the sentence can be read at any time.
 */
export function sentenceOf(aim: Aim, unit: string | null | undefined, day: (iso: string) => string): string {
  const way = wayOf(aim);
  const [start, target] = [aim.start ?? null, aim.target ?? null];
  const number = (value: number): string => written(value, unit);
  const after = (text: string): string => ` ${text}`;
  const range =
    start !== null && target !== null && way !== 'reach'
      ? after(t('from {start} to {target}', { start: number(start), target: number(target) }))
      : target !== null
        ? after(t('to {target}', { target: number(target) }))
        : '';
  const values = {
    what: (aim.what ?? '').trim().replace(/[.።]+$/, ''),
    range,
    by: aim.by ? after(t('by {day}', { day: day(aim.by) })) : '',
    whom: aim.whom?.trim() ? after(t('for {whom}', { whom: aim.whom.trim().replace(/[.።]+$/, '') })) : '',
  };
  if (way === 'raise') return t('Raise {what}{range}{by}{whom}.', values);
  if (way === 'lower') return t('Lower {what}{range}{by}{whom}.', values);
  return t('Bring {what}{range}{by}{whom}.', values);
}
