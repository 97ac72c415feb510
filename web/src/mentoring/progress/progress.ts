/**
 * The progress score, 0.5 to 5.0 in halves (FEATURES N15, DOMAIN 2.1): what the evidence allows, and what is missing for
 * the next level. People set the score; this only proposes. The thresholds are settings that nobody has verified yet.
 */
import { PROGRESS } from '../settings';

export interface Evidence {
  /** The collaborative's charter says what it wants to reach. */
  charter: boolean;
  members: number;
  aim: boolean;
  /** A meeting was held or planned. */
  met: boolean;
  /** The longest series of counts of a measure the team counts. */
  points: number;
  /** Cycles whose Do and Study are written down. */
  studied: number;
  /** Changes adopted after Study. */
  adopted: number;
  /** Measures whose chart says: a likely real change for the better. */
  signals: number;
  /** Points counted since the oldest such change began, without falling back. */
  held: number;
  /** For each goal, how much of the way from where the team began is done: 0 none, 1 reached. */
  goals: readonly number[];
  /** What a newcomer needs to take over the team's work is written down. */
  pack: boolean;
}

export type Need =
  | 'charter'
  | 'team'
  | 'aim'
  | 'meeting'
  | 'counts'
  | 'study'
  | 'first_gain'
  | 'adopted'
  | 'gain_and_signal'
  | 'half_of_goals'
  | 'held'
  | 'all_goals'
  | 'pack';

export interface Proposed {
  score: number;
  /** What is missing for the next level, in words of `words.ts`; empty at 5.0. */
  missing: Need[];
}

const isReached = (share: number): boolean => share >= 1;
const isPart = (share: number): boolean => share >= PROGRESS.part_of_goal;

/** What each level above 0.5 asks for beyond the one before it. */
const LEVELS: readonly { score: number; asks: readonly [Need, (known: Evidence) => boolean][] }[] = [
  {
    score: 1,
    asks: [
      ['charter', ({ charter }) => charter],
      ['team', ({ members }) => members >= PROGRESS.least_members],
    ],
  },
  {
    score: 1.5,
    asks: [
      ['aim', ({ aim }) => aim],
      ['meeting', ({ met }) => met],
    ],
  },
  { score: 2, asks: [['counts', ({ points }) => points >= PROGRESS.least_points]] },
  { score: 2.5, asks: [['study', ({ studied }) => studied > 0]] },
  { score: 3, asks: [['first_gain', ({ signals, goals }) => signals > 0 || goals.some(isPart)]] },
  {
    score: 3.5,
    asks: [
      ['adopted', ({ adopted }) => adopted > 0],
      ['gain_and_signal', ({ signals, goals }) => signals > 0 && goals.some(isPart)],
    ],
  },
  {
    score: 4,
    asks: [
      [
        'half_of_goals',
        ({ goals }) =>
          goals.length > 0 && goals.filter(isReached).length / goals.length >= PROGRESS.share_of_goals,
      ],
    ],
  },
  { score: 4.5, asks: [['held', ({ signals, held }) => signals > 0 && held >= PROGRESS.held_points]] },
  {
    score: 5,
    asks: [
      ['all_goals', ({ goals }) => goals.length > 0 && goals.every(isReached)],
      ['pack', ({ pack }) => pack],
    ],
  },
];

/** The highest level whose evidence is there, and that of every level below it. */
export function proposed(known: Evidence): Proposed {
  let score = 0.5;
  for (const level of LEVELS) {
    const missing = level.asks.filter(([, holds]) => !holds(known)).map(([need]) => need);
    if (missing.length) return { score, missing };
    score = level.score;
  }
  return { score, missing: [] };
}

/** How much of the way from `start` to `target` is done; null where nothing tells it. May pass 1, or fall below 0. */
export function wayDone(
  start: number | null | undefined,
  target: number | null | undefined,
  now: number | null | undefined,
): number | null {
  if (start == null || target == null || now == null || start === target) return null;
  return (now - start) / (target - start);
}

/** The scores one can choose: 0.5 to 5.0 in halves. */
export const SCORES: readonly number[] = Array.from({ length: 10 }, (_, index) => (index + 1) / 2);

export interface Said {
  said_by?: string | null;
  score?: number | null;
  why?: string | null;
  withdrawn?: boolean | null;
  period?: string | null;
}

/** What team and mentor say of a period, side by side; the difference is told, never settled by the app. */
export function apart(
  said: readonly Said[],
  period: string,
): { team: Said | null; mentor: Said | null; gap: number | null } {
  const by = (who: string): Said | null =>
    said.find((one) => one.period === period && one.said_by === who && one.score != null && !one.withdrawn) ??
    null;
  const [team, mentor] = [by('team'), by('mentor')];
  return { team, mentor, gap: team && mentor ? Math.abs(team.score! - mentor.score!) : null };
}
