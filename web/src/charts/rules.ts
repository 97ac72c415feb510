/** The Anhøj and the IHI rules, and what they say of a phase: the same as debo/spc/anhoej.py, ihi.py, reading.py. */
export interface Counts {
  /** Points that were counted and not excluded. */
  nObs: number;
  /** Those of them off the line. */
  nUseful: number;
  longestRun: number;
  crossings: number;
  /** Points in the longest stretch that only rises or only falls. */
  longestTrend: number;
  /** Points outside the limits. */
  outside: number;
  /** Where most of the later half lies: 1 above the line, -1 below, 0 neither. */
  later: number;
}

export interface Anhoej {
  longestRunMax: number;
  crossingsMin: number;
  longRun: boolean;
  fewCrossings: boolean;
  runsSignal: boolean;
}

export interface Ihi {
  runs: number;
  /** 0 where the table has no row. */
  runsMin: number;
  runsMax: number;
  shift: boolean;
  trend: boolean;
  tooFewRuns: boolean;
  tooManyRuns: boolean;
}

export type ReadingKey =
  | 'no_points'
  | 'too_few'
  | 'too_few_on_line'
  | 'ordinary'
  | `${'change' | 'better' | 'ask'}_${'run' | 'crossings'}`
  | 'outside_one'
  | 'outside_many'
  | 'ihi_shift'
  | 'ihi_trend'
  | 'ihi_few_runs'
  | 'ihi_many_runs';

/** A message and its numbers; reading-words.ts makes the sentence. */
export interface Reading {
  key: ReadingKey;
  /** n, limit, on_line: what the sentence names. */
  params: Record<string, number>;
}

/** Fewer useful points than this say nothing yet. */
export const ENOUGH = 10;

/** Anhøj and Olesen 2014: a run longer than round(log2 n) + 3, or crossings below the 5 % point of Bin(n - 1, ½). */
export function judgeAnhoej({ nUseful, longestRun, crossings }: Counts): Anhoej {
  const longestRunMax = nUseful ? Math.round(Math.log2(nUseful)) + 3 : 0;
  const crossingsMin = crossingLimit(nUseful - 1);
  const longRun = longestRun > longestRunMax;
  const fewCrossings = crossings < crossingsMin;
  return { longestRunMax, crossingsMin, longRun, fewCrossings, runsSignal: longRun || fewCrossings };
}

const limits = new Map<number, number>();

/** The smallest x with 20 * (C(m, 0) + … + C(m, x)) >= 2^m, in whole numbers. */
function crossingLimit(m: number): number {
  let x = limits.get(m) ?? 0;
  if (m < 1 || limits.has(m)) return x;
  const all = 1n << BigInt(m);
  for (let term = 1n, total = 1n; 20n * total < all; total += term) {
    term = (term * BigInt(m - x)) / BigInt(x + 1);
    x += 1;
  }
  limits.set(m, x);
  return x;
}

// Fewest and most ordinary runs for 10, 11, … 60 useful points: exact distribution, 2.5 % in each tail.
const RUNS_MIN =
  '3 4 4 4 4 5 5 6 6 6 7 7 8 8 8 9 9 10 10 10 11 11 12 12 12 13 13 14 14 14 15 15 16 16 17 17 17 18 18 19 19 20 20 20 21 21 22 22 23 23 24'.split(
    ' ',
  );
const RUNS_MAX =
  '9 9 10 11 12 12 13 13 14 15 15 16 16 17 18 18 19 19 20 21 21 22 22 23 24 24 25 25 26 26 27 28 28 29 29 30 31 31 32 32 33 33 34 35 35 36 36 37 37 38 38'.split(
    ' ',
  );

/** Perla, Provost and Murray 2011: shift of 6, trend of 5, too few or too many runs. */
export function judgeIhi({ nUseful, longestRun, crossings, longestTrend }: Counts): Ihi {
  const runs = nUseful ? crossings + 1 : 0;
  const runsMin = Number(RUNS_MIN[nUseful - ENOUGH] ?? 0);
  const runsMax = Number(RUNS_MAX[nUseful - ENOUGH] ?? 0);
  return {
    runs,
    runsMin,
    runsMax,
    shift: longestRun >= 6,
    trend: longestTrend >= 5,
    tooFewRuns: runs < runsMin,
    tooManyRuns: runsMax > 0 && runs > runsMax,
  };
}

/** What a phase says by one rule set, never by both together. */
export function readingOf(
  phase: Counts & Anhoej & { ihi: Ihi },
  rules: 'anhoej' | 'ihi' = 'anhoej',
  direction?: 'up' | 'down' | null,
): Reading {
  const { nObs, nUseful: n } = phase;
  if (!nObs) return { key: 'no_points', params: {} };
  if (n < ENOUGH && n === nObs) return { key: 'too_few', params: { n } };
  if (n < ENOUGH) return { key: 'too_few_on_line', params: { n, on_line: nObs - n } };
  const found = rules === 'ihi' ? ihiReading(phase) : anhoejReading(phase, direction);
  if (found) return found;
  const { outside } = phase;
  if (outside === 1) return { key: 'outside_one', params: {} };
  if (outside) return { key: 'outside_many', params: { n: outside } };
  return { key: 'ordinary', params: {} };
}

function anhoejReading(phase: Counts & Anhoej, direction?: 'up' | 'down' | null): Reading | null {
  if (!phase.runsSignal) return null;
  const better = direction ? phase.later * (direction === 'up' ? 1 : -1) : 0;
  const verdict = (['ask', 'change', 'better'] as const)[better + 1]!;
  return phase.longRun
    ? { key: `${verdict}_run`, params: { n: phase.longestRun, limit: phase.longestRunMax } }
    : { key: `${verdict}_crossings`, params: { n: phase.crossings, limit: phase.crossingsMin } };
}

function ihiReading({ ihi, longestRun, longestTrend }: Counts & { ihi: Ihi }): Reading | null {
  if (ihi.shift) return { key: 'ihi_shift', params: { n: longestRun } };
  if (ihi.trend) return { key: 'ihi_trend', params: { n: longestTrend } };
  if (ihi.tooFewRuns) return { key: 'ihi_few_runs', params: { n: ihi.runs } };
  if (ihi.tooManyRuns) return { key: 'ihi_many_runs', params: { n: ihi.runs } };
  return null;
}
