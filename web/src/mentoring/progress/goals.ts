/** How far a chart is on the way to its goal, and how long a better stretch has held. Arrays in, numbers out. */
import { wayDone } from './progress';
import { PROGRESS } from '../settings';

type Numbers = readonly (number | null)[];

/**
 * The way from the middle of the first points to the goal, at the middle of the newest ones: 1 where these reach it,
 * 0 where there are too few points to say. A goal that stood reached at the start and no longer is, is not reached.
 */
export function goalShare(values: Numbers, goal: number, direction: 'up' | 'down'): number {
  const known = values.filter((one) => one !== null);
  const few = PROGRESS.least_points;
  if (known.length < few) return 0;
  const now = middle(known.slice(-few));
  const reaches = (value: number): boolean => (direction === 'up' ? value >= goal : value <= goal);
  if (reaches(now)) return 1;
  const start = middle(known.slice(0, few));
  if (reaches(start)) return 0;
  return Math.max(0, wayDone(start, goal, now) ?? 0);
}

/** How many of the newest points lie on the better side of their line; points on the line neither count nor break it. */
export function heldFor(values: Numbers, centres: Numbers, direction: 'up' | 'down'): number {
  let held = 0;
  for (let index = values.length - 1; index >= 0; index -= 1) {
    const [value, centre] = [values[index], centres[index]];
    if (value == null || centre == null || value === centre) continue;
    if (value > centre !== (direction === 'up')) break;
    held += 1;
  }
  return held;
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
