/** Why the hub set an entry aside (docs/protocol.md 4): what happened, that nothing is lost, what to do. */
import { said, type Said } from '../design/said';
import { t, words } from '../languages/index.svelte';

/** What its author can do: correct it, ask somebody who may more, join once more; or nothing, because it comes by itself. */
export type Kind = 'mend' | 'ask' | 'join' | 'wait';

interface Reason {
  what: string;
  next: string;
  kind: Kind;
}

const NEWER_VERSION = words('Nothing to do: it is tried again when the hub has been renewed.');
const WRITE_AGAIN = words('Please open it, correct it and save again.');
const TELL = words('Please show this to your mentor or the steward of the collaborative.');

export const REASONS: Record<string, Reason> = words({
  unknown_type: {
    kind: 'wait',
    what: 'The hub is older than this phone and doesn’t know this kind of record yet.',
    next: NEWER_VERSION,
  },
  wrong_type: { kind: 'mend', what: 'A value has a form the hub can’t read.', next: WRITE_AGAIN },
  out_of_range: {
    kind: 'mend',
    what: 'A number or a date is larger or smaller than can be.',
    next: WRITE_AGAIN,
  },
  too_long: { kind: 'mend', what: 'A text is longer than there is room for.', next: WRITE_AGAIN },
  not_a_choice: { kind: 'mend', what: 'One of the choices is not on the hub’s list.', next: WRITE_AGAIN },
  missing_key: { kind: 'mend', what: 'It doesn’t say what it belongs to.', next: WRITE_AGAIN },
  wrong_record: { kind: 'ask', what: 'It was kept under another record’s name.', next: TELL },
  forbidden_channel: {
    kind: 'ask',
    what: 'You no longer belong to this team or place, or not yet.',
    next: TELL,
  },
  forbidden_write: { kind: 'ask', what: 'Your role at the hub doesn’t include this.', next: TELL },
  forged_author: {
    kind: 'join',
    what: 'The hub doesn’t know the person who wrote it on this phone.',
    next: 'Please join once more with a new code.',
  },
  revoked_device: { kind: 'ask', what: 'This phone was reported lost before it handed this in.', next: TELL },
  far_stamp: { kind: 'ask', what: 'This phone’s count of changes ran far ahead of all others.', next: TELL },
  too_large: { kind: 'mend', what: 'It holds more text than can be sent.', next: WRITE_AGAIN },
  malformed: { kind: 'mend', what: 'It reached the hub damaged.', next: 'Please write it once more.' },
  other_hub: {
    kind: 'wait',
    what: 'Another hub looks after this. It is kept, and goes on to that hub.',
    next: 'Nothing to do: that hub takes it, or says why not.',
  },
  impossible: { kind: 'mend', what: 'The numbers can’t be so.', next: WRITE_AGAIN },
});

const ELSE: Reason = words({ kind: 'ask', what: 'The hub has set it aside and kept it.', next: TELL });

/**
 * The words for a reason. What the hub itself says names the field and goes first; without it the phone's own words,
 * and for a reason only a newer hub knows, that it is kept.
 */
export function sayReason(reason: string, fromHub: Said = {}): Reason {
  const { what, next, kind } = REASONS[reason] ?? ELSE;
  const told = said(fromHub);
  return told ? { what: told, next: '', kind } : { what: t(what), next: t(next), kind };
}
