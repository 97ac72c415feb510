/** What is still on its way to a phone that began a while ago: said wherever it would be missed. */
import type { ChannelRow } from './store';

/** `newest`: even the last 90 days aren't whole yet. Counted in pieces of what the hub sends. */
export interface Coming {
  part: 'newest' | 'older';
  done: number;
  of: number;
}

/** Over all channels that are being read; null when everything has come. */
export function comingOf(rows: Iterable<ChannelRow>): Coming | null {
  const readings = [...rows].flatMap(({ snapshot }) => snapshot ?? []);
  if (!readings.length) return null;
  const sum = (count: (one: (typeof readings)[number]) => number): number =>
    readings.reduce((total, one) => total + count(one), 0);
  const newest = sum(({ recent, taken }) => Math.max(0, recent - taken));
  if (newest)
    return { part: 'newest', done: sum(({ recent }) => recent) - newest, of: sum(({ recent }) => recent) };
  const of = sum(({ segments, recent }) => segments - recent);
  return { part: 'older', done: sum(({ taken, recent }) => taken - recent), of };
}

/** The channels as they stand, of which some are told anew after each piece. */
export class Readings {
  readonly #rows = new Map<string, ChannelRow>();

  /** `all`: others are gone. */
  follow(rows: readonly ChannelRow[], { all = false } = {}): Coming | null {
    if (all) this.#rows.clear();
    for (const row of rows) this.#rows.set(row.channel, row);
    return comingOf(this.#rows.values());
  }
}
