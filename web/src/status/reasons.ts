/** Why the hub set an entry aside (docs/protocol.md 4): what happened, that nothing is lost, what to do. */
import { said, type Said } from '../design/said';
import { t, words } from '../languages/index.svelte';

interface Reason {
  what: string;
  next: string;
}

const NEWER_VERSION = words('Nothing to do: it is tried again when the hub has been renewed.');
const WRITE_AGAIN = words('Please open it, correct it and save again.');
const TELL = words('Please show this to your mentor or the steward of the collaborative.');

export const REASONS: Record<string, Reason> = words({
  unknown_type: {
    what: 'The hub is older than this phone and doesn’t know this kind of record yet.',
    next: NEWER_VERSION,
  },
  wrong_type: { what: 'A value has a form the hub can’t read.', next: WRITE_AGAIN },
  out_of_range: { what: 'A number or a date is larger or smaller than can be.', next: WRITE_AGAIN },
  too_long: { what: 'A text is longer than there is room for.', next: WRITE_AGAIN },
  not_a_choice: { what: 'One of the choices is not on the hub’s list.', next: WRITE_AGAIN },
  missing_key: { what: 'It doesn’t say what it belongs to.', next: WRITE_AGAIN },
  wrong_record: { what: 'It was kept under another record’s name.', next: TELL },
  forbidden_channel: { what: 'You no longer belong to this team or place, or not yet.', next: TELL },
  forbidden_write: { what: 'Your role at the hub doesn’t include this.', next: TELL },
  forged_author: {
    what: 'The hub doesn’t know the person who wrote it on this phone.',
    next: 'Please join once more with a new code.',
  },
  revoked_device: { what: 'This phone was reported lost before it handed this in.', next: TELL },
  far_stamp: { what: 'This phone’s count of changes ran far ahead of all others.', next: TELL },
  too_large: { what: 'It holds more text than can be sent.', next: WRITE_AGAIN },
  malformed: { what: 'It reached the hub damaged.', next: 'Please write it once more.' },
  other_hub: {
    what: 'Another hub looks after this. It is kept, and goes on to that hub.',
    next: 'Nothing to do: that hub takes it, or says why not.',
  },
  impossible: { what: 'The numbers can’t be so.', next: WRITE_AGAIN },
});

const ELSE: Reason = words({ what: 'The hub has set it aside and kept it.', next: TELL });

/**
 * The words for a reason. What the hub itself says names the field and goes first; without it the phone's own words,
 * and for a reason only a newer hub knows, that it is kept.
 */
export function sayReason(reason: string, fromHub: Said = {}): { what: string; next: string } {
  const told = said(fromHub);
  if (told) return { what: told, next: '' };
  const { what, next } = REASONS[reason] ?? ELSE;
  return { what: t(what), next: t(next) };
}
