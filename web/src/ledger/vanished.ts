/**
 * A browser may clear a page's database to make room, all of it at once and without a word. A note beside it, which
 * browsers keep longer (localStorage), lets the next start say what was there; and the hub says what it has of it.
 */

/** What stood in the storage that is gone. */
export interface Vanished {
  /** The device that the storage was. */
  device: string;
  /** Own entries that were not at the hub, when last counted. */
  unsent: number;
  /** When that was, ms since 1970 by this phone's clock. */
  at: number;
}

const NOTE = 'debo.kept';

/** Note what the storage holds; called after every change of the count. */
export function noteKept(name: string, device: string, unsent: number, now = Date.now()): void {
  try {
    const note: Vanished = { device, unsent, at: now };
    localStorage.setItem(`${NOTE}.${name}`, JSON.stringify(note));
  } catch {
    // Without the note a vanished storage looks like a new phone; nothing else depends on it.
  }
}

/** What is gone, when the storage was begun anew (`device`) since the note was made; null when all is well. */
export function vanished(name: string, device: string): Vanished | null {
  try {
    const note = JSON.parse(localStorage.getItem(`${NOTE}.${name}`) ?? 'null') as Vanished | null;
    return note && note.device !== device ? note : null;
  } catch {
    return null;
  }
}

/** The storage was emptied on purpose: there is nothing to miss. */
export function forgetNote(name: string): void {
  try {
    localStorage.removeItem(`${NOTE}.${name}`);
  } catch {
    // As above: without the note nothing else goes wrong.
  }
}
