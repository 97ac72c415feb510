/** What the hub set aside and a person may look after. */
import type { Entry } from './entry';
import type { OwnRow } from './store';
import { isWaiting } from './whereabouts';

/** An entry of this person that the hub set aside; `reason` is a code of docs/protocol.md, `words` the hub's own. */
export interface Attention {
  channel: string;
  n: number;
  type: string;
  record: string;
  set: Entry['set'];
  reason: string;
  words: Record<string, string>;
  /** Nothing to do for its author: the hub is too old for it, or whom it concerns has been told. */
  waits: boolean;
}

export const attentionOf = ({ channel, n, type, record, set, aside }: OwnRow): Attention => ({
  ...{ channel, n, type, record, set },
  ...{ reason: aside!.reason, words: aside!.words, waits: isWaiting(aside!) },
});
