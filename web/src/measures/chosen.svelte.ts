/** Which of their facilities a person looks at: a health centre's team also counts for its health posts. */
import type { Facility } from './reader.svelte';

const KEY = 'debo.facility';

class Chosen {
  #id = $state(remembered());

  /** The one chosen last if it is among `mine`, else the first in the catchment's order. */
  among(mine: Facility[]): Facility | null {
    return mine.find((one) => one.id === this.#id) ?? mine[0] ?? null;
  }

  choose(id: string): void {
    this.#id = id;
    try {
      sessionStorage.setItem(KEY, id);
    } catch {
      // Without storage the choice holds until the app is closed.
      return;
    }
  }
}

function remembered(): string {
  try {
    return sessionStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

export const chosen = new Chosen();
