/** What can go wrong on the phone itself. Screens say each code in kind words: what happened, what is safe, what next. */

export type LedgerCode =
  /** Nobody has unlocked the phone: there is no author to write for. */
  | 'locked'
  /** No room left. What was there is safe; what was just typed is still on the screen. */
  | 'storage_full'
  /** The browser closed or refused its storage; starting the app anew usually helps. */
  | 'storage_broken'
  /** More text than an entry may carry (64 kB). */
  | 'too_large'
  /** A record with a natural key was written without it. */
  | 'missing_key'
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

/** The browser's own storage errors, as ours. */
export function asLedgerError(error: unknown): Error {
  if (error instanceof LedgerError || !(error instanceof Error)) return error as Error;
  if (error.name === 'QuotaExceededError') return new LedgerError('storage_full', error);
  const broken = ['AbortError', 'InvalidStateError', 'UnknownError', 'TransactionInactiveError'];
  return broken.includes(error.name) ? new LedgerError('storage_broken', error) : error;
}
