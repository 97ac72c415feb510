/** What a mark and a band of the calendar are called. */
import { language, t } from '../languages/index.svelte';
import { dayLabel, label, monthName, spanLabel, toEthiopian } from '../periods';
import { preferences } from '../settings/preferences.svelte';
import type { Band, Mark, Month } from './calendar';

export function markWords(mark: Mark): string {
  const period = mark.period ? label(mark.period, language.code, preferences.calendar) : '';
  switch (mark.kind) {
    case 'session':
      return t('Learning session {n}', { n: mark.number || '' }).trim();
    case 'due':
      return t('Report of {period} is due', { period });
    case 'closes':
      return t('{period} is closed', { period });
    case 'visit':
      return t('A visit is planned');
    case 'begins':
      return t('The collaborative begins');
    case 'ends':
      return t('The collaborative ends');
  }
}

export function bandWords(band: Pick<Band, 'kind' | 'number'>): string {
  if (band.kind === 'prework') return t('Prework');
  return band.kind === 'holding' ? t('Holding the gains') : t('Action period {n}', { n: band.number });
}

export const dayWords = (day: string, until = day): string =>
  day === until
    ? dayLabel(day, language.code, preferences.calendar)
    : spanLabel(day, until, language.code, preferences.calendar);

/** A day below its month's name: the number alone, where that says it. */
export function dayIn(day: string, month: Month): string {
  const { month: number, day: n } = toEthiopian(day);
  return preferences.calendar === 'ethiopian' && number === toEthiopian(month.first).month
    ? String(n)
    : dayLabel(day, language.code, preferences.calendar, 'short');
}

/** The month as its reader calls it: an Ethiopian month by name, or the Gregorian days it covers. */
export function monthWords(month: Month, length: 'long' | 'short' = 'long'): string {
  if (preferences.calendar === 'gregorian')
    return spanLabel(month.first, month.last, language.code, 'gregorian', 'short');
  const { year, month: number } = toEthiopian(month.first);
  const name = monthName(number, language.code, 'ethiopian', length);
  return length === 'short' ? name : `${name} ${year}`;
}
