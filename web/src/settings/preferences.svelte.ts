/**
 * What a person chose for reading: which calendar, and whether in plain words. Kept per person on this phone and read at once, so that the first
 * screen is already right. (The language is kept by `languages`.)
 */
import type { Calendar } from '../periods';

const KEY = 'debo.calendar.';
const PLAIN = 'debo.plain.';

class Preferences {
  calendar = $state<Calendar>('ethiopian');
  /** Shorter, plainer sentences instead of the terms of the field. */
  plain = $state(false);
  #person = '';

  /** Take over what `person` chose last on this phone; the Ethiopian calendar until they choose. */
  of(person: string | null): void {
    this.#person = person ?? '';
    this.calendar = stored(KEY + this.#person) === 'gregorian' ? 'gregorian' : 'ethiopian';
    this.plain = stored(PLAIN + this.#person) === 'yes';
  }

  choose(calendar: Calendar): void {
    this.calendar = calendar;
    store(KEY + this.#person, calendar);
  }

  speakPlainly(plain: boolean): void {
    this.plain = plain;
    store(PLAIN + this.#person, plain ? 'yes' : 'no');
  }
}

function store(key: string, choice: string): void {
  try {
    localStorage.setItem(key, choice);
  } catch {
    // A private window may forbid storage: the choice then holds until the app is closed.
    return;
  }
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export const preferences = new Preferences();
