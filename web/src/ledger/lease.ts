/**
 * How long a phone opens without having heard from the hub: 30 days, renewed at each exchange. After that it stays
 * locked until the next contact; nothing is deleted, and what was not sent still goes out by itself.
 */

const DAY_MS = 86_400_000;
export const LEASE_DAYS = 30;
/**
 * Clocks here are set wrong by years, and a jump must not lock a midwife out in the night. So time is added up from
 * one use to the next, and no single gap counts for more than this; a clock that was set back counts nothing.
 */
const LONGEST_GAP_DAYS = 7;

export interface Lease {
  /** Days used up, ms. */
  used: number;
  /** When it was last looked at, ms since 1970 by this phone's clock. */
  seen: number;
}

export const newLease = (now: number): Lease => ({ used: 0, seen: now });

/** The lease as it stands now. A phone from before there were leases begins one. */
export function passed(lease: Lease | undefined, now: number): Lease {
  if (!lease) return newLease(now);
  const gap = Math.min(LONGEST_GAP_DAYS * DAY_MS, Math.max(0, now - lease.seen));
  return { used: lease.used + gap, seen: now };
}

export const isOver = ({ used }: Lease): boolean => used > LEASE_DAYS * DAY_MS;
