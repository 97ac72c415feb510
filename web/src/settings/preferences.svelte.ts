/**
 * What a person chose for reading: which calendar. Kept per person on this phone and read at once, so that the first
 * screen is already right. (The language is kept by `languages`.)
 */
import type { Calendar } from '../periods';

const KEY = 'debo.calendar.';

class Preferences {
  calendar = $state<Calendar>('ethiopian');
  #person = '';

  /** Take over what `person` chose last on this phone; the Ethiopian calendar until they choose. */
  of(person: string | null): void {
    this.#person = person ?? '';
    this.calendar = stored(this.#person) === 'gregorian' ? 'gregorian' : 'ethiopian';
  }

  choose(calendar: Calendar): void {
    this.calendar = calendar;
    try {
      localStorage.setItem(KEY + this.#person, calendar);
    } catch {
      // A private window may forbid storage: the choice then holds until the app is closed.
      return;
    }
  }
}

function stored(person: string): string | null {
  try {
    return localStorage.getItem(KEY + person);
  } catch {
    return null;
  }
}

export const preferences = new Preferences();
