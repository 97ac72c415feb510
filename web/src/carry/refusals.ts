/** Why something in a file wasn't taken: what happened, what is safe, what to do (docs/protocol.md 7). */
import { t, words } from '../languages/index.svelte';
import type { Reason } from '../ledger/carried';

const SAID: Record<Exclude<Reason, 'for_another'>, string> = words({
  not_carried: 'This is not a carried file of Debo. Nothing was opened. Look for a file that ends in .debo.',
  newer_version:
    'This was written by a newer Debo. Keep the file, and open it again when this phone has had contact with the hub.',
  damaged:
    'A part of this file was damaged on the way and was left out. What was whole is taken. Ask for the file once more.',
  cut_off:
    'This file ends too early, as when a stick is pulled out while it is written. What came is taken. Copy the file again; doing it twice does no harm.',
  unknown_maker: 'This file isn’t from the hub that this phone belongs to. Nothing was taken from it.',
  too_old:
    'This file is older than what this phone has heard from the hub since. Nothing was taken from it, and nothing is lost.',
});

/** One sentence a reason; a file for somebody else is no trouble, it becomes a parcel. */
export function sayRefusals(reasons: readonly Reason[]): string[] {
  const said = reasons.filter((one): one is keyof typeof SAID => one !== 'for_another');
  return [...new Set(said)].map((one) => t(SAID[one]));
}
