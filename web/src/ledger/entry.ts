/** One person's change to one record: the only thing a replica ever stores (docs/protocol.md 1). */

/** What JSON can carry. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Entry {
  /** The replica that wrote it: 16 hex digits. */
  device: string;
  channel: string;
  /** Gapless per device and channel, from 1. */
  n: number;
  /** Lamport counter of the device. */
  stamp: number;
  /** The person. */
  author: string;
  /** Seconds since 1970, as the device claimed; never trusted, only shown. */
  at: number;
  type: string;
  record: string;
  set: Record<string, Json>;
  /** Per field, the full stamps the author saw there. */
  base: Record<string, string[]>;
  /** The hash (hex) of what was erased by law: `set` and `base` are then empty, and nobody can compute it again. */
  erased?: string;
}

/** The counter and the device: unique in the whole collaborative, and ordered. */
export const fullStamp = (counter: number, device: string): string => `${counter}@${device}`;

/** By counter as a number, then by device as text. */
export function compareStamps(a: string, b: string): number {
  const [x, y] = [parseInt(a), parseInt(b)];
  if (x !== y) return x - y;
  return a === b ? 0 : a < b ? -1 : 1;
}

// Own team and facility first: what a person needs at once is sent, fetched and loaded before the rest.
const RANKS = ['team', 'facility', 'person', 'collaborative'];

/** The kind of a channel: `team` of `team:0190…`. */
export const channelKind = (channel: string): string => channel.split(':', 1)[0] ?? channel;

const rank = (channel: string): number => {
  const at = RANKS.indexOf(channelKind(channel));
  return at < 0 ? RANKS.length : at;
};

/** Narrow channels before wide ones. */
export function compareChannels(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}
