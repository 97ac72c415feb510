/** LQAS: 12 data elements at random, register against report, one table. debo/measures/quality/lqas.py is the same. */
import { hex, sha1, textBytes } from '../../ledger/sha1';
import { LQAS } from './settings';

/** The level that stands for "below 20 %". */
export const BELOW = 0;

/** Twelve elements of a pool, at random by the seed; null when there are fewer: the table reads twelve. */
export function draw(pool: readonly string[], seed: string): string[] | null {
  const lots = [...new Set(pool)].map((element) => ({
    element,
    lot: hex(sha1(textBytes(`${seed}|${element}`))),
  }));
  if (lots.length < LQAS.elements) return null;
  lots.sort((a, b) => (a.lot < b.lot ? -1 : 1));
  return lots.slice(0, LQAS.elements).map(({ element }) => element);
}

/** The level of accuracy, in per cent, that so many matches of twelve show. */
export function levelOf(matches: number): number {
  return LQAS.levels.filter(([needed]) => matches >= needed).at(-1)?.[1] ?? BELOW;
}

export const reachesTarget = (matches: number): boolean => levelOf(matches) >= LQAS.target;

/** How many matches the level to keep needs: the line on the chart. */
export const NEEDED = LQAS.levels.find(([, percent]) => percent >= LQAS.target)![0];

/** A seed nobody chose. */
export const newSeed = (): string => hex(crypto.getRandomValues(new Uint8Array(8)));
