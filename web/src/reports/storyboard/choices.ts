/** What a team chose for its storyboard, kept on this phone alone: left-out parts, own titles, names. Nothing must be chosen. */
export interface Choices {
  without: string[];
  called: Record<string, string>;
  names: boolean;
  drafts: boolean;
}
const KEY = 'debo.storyboard.';
export const NOTHING_CHOSEN: Choices = { without: [], called: {}, names: false, drafts: false };

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
