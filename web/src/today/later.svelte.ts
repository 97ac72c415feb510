/** What somebody put off until tomorrow. Kept on this phone, by the ids of records alone; a new day forgets it. */
const KEY = 'debo.later.';

class Later {
  #kept = $state.raw<{ of: string; day: string; keys: string[] }>({ of: '', day: '', keys: [] });

  /** Whether it is put off for `person` today. */
  has(person: string, day: string, key: string): boolean {
    const now = this.#kept.of === person ? this.#kept : read(person);
    return now.day === day && now.keys.includes(key);
  }

  put(person: string, day: string, key: string): void {
    const now = read(person);
    this.#keep(person, day, now.day === day ? [...now.keys, key] : [key]);
  }

  bring(person: string, day: string, key: string): void {
    this.#keep(
      person,
      day,
      read(person).keys.filter((one) => one !== key),
    );
  }

  #keep(of: string, day: string, keys: string[]): void {
    this.#kept = { of, day, keys };
    try {
      localStorage.setItem(KEY + of, JSON.stringify({ day, keys }));
    } catch {
      // Without storage it holds until the app is closed.
      return;
    }
  }
}

function read(person: string): { of: string; day: string; keys: string[] } {
  try {
    const { day = '', keys = [] } = JSON.parse(localStorage.getItem(KEY + person) ?? '{}') as {
      day?: string;
      keys?: string[];
    };
    return { of: person, day, keys };
  } catch {
    return { of: person, day: '', keys: [] };
  }
}

export const later = new Later();
