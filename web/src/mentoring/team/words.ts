/** A team's independence in sentences: what it does, never how good it is. */
import { t, tn } from '../../languages';
import { saysEnough } from './independence';

export function freedomWords(acts: number, own: number): string {
  if (!acts) return t('Nothing has been written down in these 90 days yet.');
  if (!saysEnough(acts)) return t('There is too little yet to say anything by.');
  if (own === acts) return t('You began all {acts} things by yourselves.', { acts });
  if (own === 0) return t('All {acts} things happened in the week after a visit.', { acts });
  return t('Of {acts} things, {own} were begun without a visit in the week before.', { acts, own });
}

export const gapWords = (days: number): string =>
  tn(
    'Longest time without a visit, with a cycle under way: {n} day',
    'Longest time without a visit, with a cycle under way: {n} days',
    days,
  );

export function nextWords(days: readonly (number | null)[]): string {
  const known = days.filter((one) => one !== null);
  if (!days.length) return '';
  if (!known.length) return t('After the last visit nothing new has been written down yet.');
  return tn(
    'After a visit the next thing happened within {n} day at the latest',
    'After a visit the next thing happened within {n} days at the latest',
    Math.max(...known),
  );
}
