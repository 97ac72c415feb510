/** What a team chose for its storyboard, kept on this phone alone: its parts, own titles, names. Nothing must be chosen. */
export interface Choices {
  /** Null until somebody chooses. */
  parts: string[] | null;
  called: Record<string, string>;
  names: boolean;
  drafts: boolean;
}
const KEY = 'debo.storyboard.';
export const NOTHING_CHOSEN: Choices = { parts: null, called: {}, names: false, drafts: false };

export function chosenFor(facility: string): Choices {
  try {
    return { ...NOTHING_CHOSEN, ...(JSON.parse(localStorage.getItem(KEY + facility) ?? '{}') as object) };
  } catch {
    // Forbidden storage, or something unreadable in it: as if nothing had been chosen.
    return NOTHING_CHOSEN;
  }
}

export function remember(facility: string, choices: Choices): void {
  try {
    localStorage.setItem(KEY + facility, JSON.stringify(choices));
  } catch {
    // A private window: the choice holds until the app is closed.
    return;
  }
}
