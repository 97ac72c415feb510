/** The sentences of mentoring: reasons for a visit, rhythms, and why one stays as it is. */
import { language, t, tn, words } from '../languages';
import { dayLabel } from '../periods';
import { choiceLabel } from '../people/woreda.svelte';
import { preferences } from '../settings/preferences.svelte';
import type { Stays } from './fading';
import type { Reason, Rhythm } from './planner';

export const dayWords = (day: string | null | undefined): string =>
  day ? dayLabel(day, language.code, preferences.calendar) : '';

/** A few names in a row. */
const row = (names: readonly string[]): string => names.join(', ');

export function reasonWords(reason: Reason): string {
  switch (reason.why) {
    case 'asked':
      return t('The team asked for it on {day}', { day: dayWords(reason.day) });
    case 'never':
      return t('Not visited yet');
    case 'long':
      return tn('Last visit {n} day ago', 'Last visit {n} days ago', reason.days);
    case 'signal':
      return t('Worth asking about: {what}', { what: row(reason.measures) });
    case 'unmet':
      return t('Not met yet: {what}', {
        what: row(reason.departments.map((one) => choiceLabel('department', 'kind', one))),
      });
  }
}

export const RHYTHM_WORDS: Record<Rhythm, string> = words({
  weekly: 'Every week',
  fortnightly: 'Every two weeks',
  monthly: 'Every month',
  on_call: 'When the team calls',
});

export const STAYS_WORDS: Record<Stays, string> = words({
  signal: 'A measure of safety is worth asking about first.',
  more: 'The team would like visits as they are, or more.',
  not_shared: 'The team has not shared yet what it does by itself.',
  too_few: 'There is too little yet to say anything by.',
  not_yet: 'Most things still happen soon after a visit.',
  too_soon: 'The present rhythm is still new.',
  last: 'The team calls when it needs somebody.',
});
