/** What stands between this phone and the hub, in words; empty when nothing does. */
import { t, words } from '../languages/index.svelte';

const UNREACHABLE = words(
  'The hub could not be reached. What is on this phone is safe, and it is tried again by itself.',
);
/** By the ledger's codes (web/src/ledger/wire.ts, errors.ts); any other is said as "could not be reached". */
const TROUBLE: Record<string, string> = words({
  storage_full:
    'This phone has no room left to take in more. What is here is safe. Please make some room, for example by moving photos.',
  slow: 'The line is very slow just now. What is on this phone is safe, and it is tried again by itself.',
  unknown_device:
    'The hub doesn’t know this phone any more. What is on it is safe. Please ask for a new code and join again.',
  revoked_device:
    'This phone was shut out. What it still holds stays safe until the hub has taken it. Please ask your head or the steward.',
  refused:
    'The hub did not take what was sent. It stays safe on this phone. Please tell your mentor or steward.',
  hub_trouble:
    'The hub has trouble of its own. What is on this phone is safe, and it is tried again by itself.',
});

export interface Contact {
  online: boolean;
  running: boolean;
  lastError: string | null;
}

export function sayContact({ online, running, lastError }: Contact): string {
  if (running) return '';
  if (!online) return t('No network just now. Go on working; it is sent by itself when there is one.');
  return lastError ? t(TROUBLE[lastError] ?? UNREACHABLE) : '';
}
