/** Asking, which begins the clock; and settling, which ends it. */
import { replica } from '../../ledger';
import type { GregorianDay } from '../../periods';
import { release, type Undo } from '../../measures/acts';

interface Copy {
  id: string;
  channel: string;
}

/** Show what the team wrote to those it asks. The clock begins on `today`, unless it runs already. */
export async function send(asking: Copy, shared: string, today: GregorianDay): Promise<Undo> {
  const { id, channel } = asking;
  const before = replica.get('escalation', id, shared)?.fields;
  const runs = before && !before.withdrawn ? (before.asked_on ?? today) : today;
  const draft = replica.get('escalation', id, channel)?.fields;
  if (draft?.asked_on !== runs)
    await replica.write({ type: 'escalation', channel, record: id, set: { asked_on: runs } });
  return release([{ type: 'escalation', id, channel }], shared);
}

/** Settle every copy, the team's and the one that was shown. */
export async function settle(
  copies: readonly { id: string; channel: string; fields: { settled_on?: string | null } }[],
  today: GregorianDay,
): Promise<Undo> {
  const was = copies.map(({ id, channel, fields }) => ({
    id,
    channel,
    settled_on: fields.settled_on ?? null,
  }));
  const put = async (one: (typeof was)[number], settled_on: string | null): Promise<void> => {
    await replica.write({ type: 'escalation', channel: one.channel, record: one.id, set: { settled_on } });
  };
  for (const one of was) await put(one, today);
  return async () => {
    for (const one of was) await put(one, one.settled_on);
  };
}
