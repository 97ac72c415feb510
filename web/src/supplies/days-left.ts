/** How long what is left will last, and when a word is worth sending. Unknown is never zero. */
import type { EarlyWord, Stock, WatchedItem } from '../ledger/schema';

export interface Kept<Fields> {
  id: string;
  fields: Fields;
}

const DAYS_A_WEEK = 7;
/** What an item asks for when nobody has said otherwise. */
export const USUAL_WORD_AT = 14;
/** Figures of a computer: 0.3 over 0.1 a week are 21 days, not 20.999… */
const NOISE = 1e-9;

/**
 * Whole days that what is left will last. Null where it can't be told: nothing counted, or no use known or none, of
 * which nobody can tell how long it lasts.
 */
export function daysLeft({ left, weekly }: Stock): number | null {
  if (left == null || weekly == null || !(left >= 0) || !(weekly > 0)) return null;
  return Math.floor((left * DAYS_A_WEEK) / weekly + NOISE);
}

/** An item's counts in the order of time. */
export function countsOf<One extends Kept<Stock>>(item: string, stocks: readonly One[]): One[] {
  return stocks
    .filter(
      ({ fields }) => fields.item === item && fields.day && (fields.left != null || fields.weekly != null),
    )
    .sort((a, b) => byText(a.fields.day ?? '', b.fields.day ?? '') || byText(a.id, b.id));
}

/** An item's words that stand, the newest first. */
export function wordsOf<One extends Kept<EarlyWord>>(item: string, words: readonly One[]): One[] {
  return words
    .filter(({ fields }) => fields.item === item && !fields.withdrawn)
    .sort((a, b) => byText(b.fields.day ?? '', a.fields.day ?? '') || byText(b.id, a.id));
}

/** Whether a word waits for its answer, has one, or is settled. */
export type WordState = 'waits' | 'answered' | 'settled';
export function stateOf({ reply, settled_on }: EarlyWord): WordState {
  if (settled_on) return 'settled';
  return reply ? 'answered' : 'waits';
}

export interface Standing {
  /** The newest count, and the days it lasts; null where nobody can tell. */
  newest: Kept<Stock> | null;
  days: number | null;
  /** Fewer days than the item asks for. */
  low: boolean;
  /** The word about it that isn't settled. */
  word: Kept<EarlyWord> | null;
  /** A word is worth sending: it runs low, and none is on its way. A person sends it, or doesn't. */
  proposed: boolean;
}

export function standingOf(
  item: Kept<WatchedItem>,
  stocks: readonly Kept<Stock>[],
  words: readonly Kept<EarlyWord>[],
): Standing {
  const newest = countsOf(item.id, stocks).at(-1) ?? null;
  const days = newest ? daysLeft(newest.fields) : null;
  const { word_at } = item.fields;
  const low = days !== null && word_at != null && days < word_at;
  const word = wordsOf(item.id, words).find(({ fields }) => stateOf(fields) !== 'settled') ?? null;
  return { newest, days, low, word, proposed: low && word === null };
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
