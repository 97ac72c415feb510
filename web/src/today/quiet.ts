/**
 * Quiet hours: in them nothing reminds. Debo has no push: what it can do is put a number on its icon, and only some
 * browsers draw one (docs/handover.md). The list itself is always there for whoever opens the app.
 */
export interface Quiet {
  from: number;
  to: number;
}

/** From eight in the evening until six in the morning, by the phone's own clock. */
export const USUAL: Quiet = { from: 20, to: 6 };
const KEY = 'debo.quiet.';

/** Whether `hour` (0 to 23) is quiet. From an hour to the same hour: never. */
export function isQuiet(hour: number, { from, to }: Quiet): boolean {
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}

export function quietOf(person: string): Quiet {
  try {
    const { from, to } = JSON.parse(localStorage.getItem(KEY + person) ?? '{}') as Partial<Quiet>;
    return isHour(from) && isHour(to) ? { from, to } : USUAL;
  } catch {
    return USUAL;
  }
}

export function keepQuiet(person: string, quiet: Quiet): void {
  try {
    localStorage.setItem(KEY + person, JSON.stringify(quiet));
  } catch {
    // A private window may forbid storage: the usual hours then stay.
    return;
  }
}

const isHour = (hour: unknown): hour is number =>
  typeof hour === 'number' && Number.isInteger(hour) && hour >= 0 && hour < 24;

interface Badges {
  setAppBadge?: (n: number) => Promise<void>;
  clearAppBadge?: () => Promise<void>;
}

/** The number on the icon; none in quiet hours. Where a browser has no such thing, nothing happens. */
export function remind(n: number, person: string, hour = new Date().getHours()): void {
  const badges: Badges = navigator;
  const done = n && !isQuiet(hour, quietOf(person)) ? badges.setAppBadge?.(n) : badges.clearAppBadge?.();
  void done?.catch(() => undefined);
}
