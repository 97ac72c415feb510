/**
 * What can go wrong, on the phone and towards the hub. Screens say each code in kind words: what happened, what is
 * safe, what to do next.
 */

export type LedgerCode =
  /** Nobody has unlocked the phone: there is no author to write for. */
  | 'locked'
  /** This is sealed for others on this phone; the hub, or one of them who unlocks it, opens it for this person. */
  | 'not_opened'
  /** Somebody else must join, and nobody here has unlocked the phone: neither can the hub open it. */
  | 'unlock_first'
  /** A newer Debo has put this phone's storage in its own order; this older one must not touch it. */
  | 'newer_storage'
  /** No room left. What was there is safe; what was just typed is still on the screen. */
  | 'storage_full'
  /** The browser closed or refused its storage; starting the app anew usually helps. */
  | 'storage_broken'
  /** This window has no storage at all: a private one, or a browser that was told to keep nothing. */
  | 'no_storage'
  /** More text than an entry may carry (64 kB). */
  | 'too_large'
  /** A record with a natural key was written without it. */
  | 'missing_key'
  /** The record was erased by law and says nothing any more. */
  | 'erased'
  /** Opened from an address where browsers give no keys, storage lock or offline start. */
  | 'insecure'
  /** This phone has not joined yet. */
  | 'not_joined';

export class LedgerError extends Error {
  override name = 'LedgerError';
  constructor(
    readonly code: LedgerCode,
    cause?: unknown,
  ) {
    super(code, { cause });
  }
}

/** Why the hub could not be asked, or what it said instead of an answer. Nothing is lost by any of them. */
export type HubCode =
  /** No connection, or it was cut. */
  | 'unreachable'
  /** Connected, but nothing came for a long time. */
  | 'slow'
  /** What came was not whole. */
  | 'cut'
  /** The hub doesn't know this phone any more: join again. */
  | 'unknown_device'
  /** This phone was shut out: it has handed in what it held, or is about to (docs/protocol.md 4a). */
  | 'revoked_device'
  /** The hub refused what was asked; `problem` says why, in words. */
  | 'refused'
  /** Asked too often, mostly wrong PINs or codes; `waitSeconds`. */
  | 'wait'
  /** The hub has trouble of its own. */
  | 'hub_trouble';

/** The hub's account of a refusal, in the reader's language where it knows it (RFC 9457 with two more fields). */
export interface Problem {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  /** What is safe, and what to do next. */
  safe?: string;
  next?: string;
}

export class HubError extends Error {
  override name = 'HubError';
  constructor(
    readonly code: HubCode,
    readonly problem: Problem = {},
    readonly waitSeconds = 0,
  ) {
    super(problem.title ?? code);
  }
}

/** The browser's own storage errors, as ours. */
export function asLedgerError(error: unknown): Error {
  if (error instanceof LedgerError || !(error instanceof Error)) return error as Error;
  if (error.name === 'QuotaExceededError') return new LedgerError('storage_full', error);
  if (error.name === 'VersionError') return new LedgerError('newer_storage', error);
  const broken = ['AbortError', 'InvalidStateError', 'UnknownError', 'TransactionInactiveError'];
  return broken.includes(error.name) ? new LedgerError('storage_broken', error) : error;
}

/** The code of anything that was thrown; a mistake of our own is told to whoever looks for it. */
export function codeOf(error: unknown): HubCode | LedgerCode {
  const known = asLedgerError(error);
  if (known instanceof HubError || known instanceof LedgerError) return known.code;
  // A part of the app that isn't on this phone yet, and no network to fetch it.
  if (known instanceof TypeError && /import|fetch|module/i.test(known.message)) return 'unreachable';
  console.error(error);
  return 'hub_trouble';
}
