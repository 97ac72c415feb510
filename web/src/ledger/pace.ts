/**
 * How much goes into one request: between 10 and 1,000 entries, by what the line has shown. A line that is cut every
 * few seconds never finishes a large request; a good one wastes its time on small ones.
 */
const LEAST = 10;
const MOST = 1000;
const QUICK_MS = 2_000;
const SLOW_MS = 10_000;

export class Pace {
  size = 100;

  /** A request came back after `ms`; `full`: it carried as much as it was allowed to. */
  took(ms: number, full: boolean): void {
    if (ms > SLOW_MS) this.#set(this.size / 2);
    else if (full && ms < QUICK_MS) this.#set(this.size * 2);
  }

  /** A request was lost on the way. */
  lost(): void {
    this.#set(this.size / 2);
  }

  #set(size: number): void {
    this.size = Math.min(MOST, Math.max(LEAST, Math.round(size)));
  }
}

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 300_000;
/** A line that carried something before it was cut is there, only short: it is used again at once. */
const WAIT_AFTER_PROGRESS_MS = 1_000;

/**
 * How long to wait after so many failures in a row, none: it was cut, but something had come through. Spread, so that
 * a woreda's phones don't all return at once.
 */
export function waitAfter(failures: number, chance = Math.random()): number {
  const wait = failures
    ? Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1))
    : WAIT_AFTER_PROGRESS_MS;
  return wait * (0.7 + 0.6 * chance);
}
