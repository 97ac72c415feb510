/** Ten minutes, told quietly: no sound, and the clock of the screen alone. */
export const HUDDLE_MINUTES = 10;

/** What is left of `minutes`, in whole minutes begun; 0 once they are over. A clock set back gives no more than all. */
export function minutesLeft(began: number, now: number, minutes = HUDDLE_MINUTES): number {
  return Math.min(minutes, Math.max(0, Math.ceil(minutes - (now - began) / 60_000)));
}

/** How much of the time has passed, from 0 to 1. */
export function passed(began: number, now: number, minutes = HUDDLE_MINUTES): number {
  return Math.min(1, Math.max(0, (now - began) / (minutes * 60_000)));
}
