/** Whom this phone has made codes for, so that setting up can tick "invite". A convenience: nothing depends on it. */

const KEPT = 'debo.invited';

export function invited(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]');
    return Array.isArray(kept) ? kept.map(String) : [];
  } catch {
    return [];
  }
}

export function rememberInvited(person: string): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify([...new Set([...invited(), person])]));
  } catch {
    // A private window may forbid storage; the tick is then missing, the code works all the same.
    return;
  }
}
