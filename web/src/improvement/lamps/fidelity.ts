/**
 * How many of a collaborative's cycles have each lamp, by quarter of the Ethiopian fiscal year. Never by person or by
 * team, and hidden where a quarter has fewer than five; debo/improvement/fidelity.py is the same in Python.
 */
import { toEthiopian, type GregorianDay } from '../../periods';
import { beganOn } from './began';
import { LAMPS, lampsOf, type Counted, type Kept, type Lamp } from './lamps';

export interface Quarter {
  /** The fiscal year (EFY), named by the year in which it ends. */
  year: number;
  /** 1 is Hamle to Meskerem, 4 is Miazia to Sene. */
  quarter: number;
  cycles: number;
  /** Cycles with each lamp; null where they are too few to tell without telling whose. */
  lit: Record<Lamp, number> | null;
}

export const FEWEST = 5;
const HAMLE = 11;

/** The quarter of the fiscal year that a day lies in. */
export function quarterOf(day: GregorianDay): { year: number; quarter: number } {
  const { year, month } = toEthiopian(day);
  if (month >= HAMLE) return { year: year + 1, quarter: 1 };
  return { year, quarter: month === 1 ? 1 : Math.floor((month - 2) / 3) + 2 };
}

/** The quarters in which released cycles began, the newest first. `points` gives those of a cycle's measure. */
export function fidelity(cycles: readonly Kept[], points: (cycle: Kept) => readonly Counted[]): Quarter[] {
  const found = new Map<string, Quarter & { lit: Record<Lamp, number> }>();
  for (const cycle of cycles) {
    const day = beganOn(cycle.fields);
    if (!day || cycle.fields.withdrawn) continue;
    const at = quarterOf(day);
    const key = `${at.year}-${at.quarter}`;
    const quarter = found.get(key) ?? {
      ...at,
      cycles: 0,
      lit: { prediction: 0, small: 0, data: 0, linked: 0 },
    };
    const lamps = lampsOf(cycle, cycles, points(cycle));
    quarter.cycles += 1;
    for (const lamp of LAMPS) quarter.lit[lamp] += lamps[lamp] ? 1 : 0;
    found.set(key, quarter);
  }
  return [...found.values()]
    .map((one) => (one.cycles < FEWEST ? { ...one, lit: null } : one))
    .sort((a, b) => b.year - a.year || b.quarter - a.quarter);
}
