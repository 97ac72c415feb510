/** What went wrong, in words: what happened, what is safe, what to do next. Never whose fault. */
import { t, words } from '../languages/index.svelte';

/** The ledger's codes; a code nobody has words for yet gets the last line. */
const TROUBLE: Record<string, string> = words({
  storage_full:
    'This phone has no room left, so this was not saved. What you saved before is safe. Please make some room, for example by moving photos, and save again.',
  storage_broken:
    'The phone’s browser closed its storage, so this was not saved. What you saved before is safe. Please close the app, open it again and save once more.',
  too_large:
    'This is more text than can be sent, so it was not saved. What you saved before is safe. Please shorten it and save again.',
  erased:
    'Who this was has been erased by law, so nothing was saved about it. What you saved before is safe. For a new person please begin a new record.',
  not_opened:
    'This part of the phone is sealed for a colleague, so this was not saved. What was saved before is safe. It opens at the next contact with the hub, or when the colleague has unlocked this phone once.',
  unlock_first:
    'What is on this phone is sealed, and neither this code nor your hub can open it yet. Nothing is lost. Please ask somebody who has joined here to unlock the phone with their PIN, then use the code again.',
  newer_storage:
    'A newer Debo has been used on this phone, and this older one must not touch what it keeps. Nothing is lost. Please connect once, close the app and open it again.',
  locked: 'The app is locked. Nothing was lost: unlock it with your PIN and save again.',
  not_joined: 'Nobody has joined on this phone yet. Please join with your code first.',
  insecure:
    'This address is not a secure one, so the phone may not keep records here. Please open Debo at its https:// address.',
});
const ELSE = words(
  'That did not work, and this was not saved. What you saved before is safe. Please try once more; if it happens again, tell your mentor.',
);

/** The words for an error of any kind. */
export function sayTrouble(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return t((typeof code === 'string' && TROUBLE[code]) || ELSE);
}

const NOT_OPENED: Record<string, string> = words({
  no_storage:
    'This window keeps nothing: it may be a private one. What you wrote elsewhere is safe. Please open Debo in an ordinary window of your browser.',
  storage_full:
    'This phone is so full that the browser does not open its storage. What you saved is safe. Please make some room, for example by moving photos, and try again.',
});
const NOT_OPENED_ELSE = words(
  'The browser does not open its storage here. What you saved is safe. Please close this window and open Debo again; if it is a private window, use an ordinary one.',
);

/** The words for an app that couldn't open what is on the phone: nothing was being saved, so nothing is said of it. */
export function sayNotOpened(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return t((typeof code === 'string' && NOT_OPENED[code]) || NOT_OPENED_ELSE);
}
