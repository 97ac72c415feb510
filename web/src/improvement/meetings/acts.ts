/** What people do in a meeting: each is one entry in the team's channel, and can be taken back. */
import { recordId, replica, type RecordTypes } from '../../ledger';
import type { Undo } from '../../measures/acts';
import { newSlip, shuffled, type Way } from './round';

type Withdrawable = 'meeting' | 'proposal' | 'decision' | 'voice' | 'task';

/** Somebody is here, or after all isn't. */
export async function setHere(
  channel: string,
  meeting: string,
  person: string,
  here: boolean,
): Promise<void> {
  await replica.write({ type: 'present', channel, set: { meeting, person, here } });
}

/** Write a record that can be taken back; answers its id and how. */
export async function add<T extends Withdrawable>(
  type: T,
  channel: string,
  set: RecordTypes[T],
): Promise<{ id: string; undo: Undo }> {
  const id = await replica.write({ type, channel, set: set as never });
  return { id, undo: () => withdraw(type, channel, id).then(() => undefined) };
}

export async function withdraw(
  type: Withdrawable,
  channel: string,
  record: string,
  withdrawn = true,
): Promise<Undo> {
  await replica.write({ type, channel, record, set: { withdrawn } as never });
  return async () =>
    void (await replica.write({ type, channel, record, set: { withdrawn: !withdrawn } as never }));
}

/** An idea; who writes is at the meeting. */
export async function propose(channel: string, meeting: string, person: string, text: string): Promise<Undo> {
  await setHere(channel, meeting, person, true);
  return (await add('proposal', channel, { meeting, person, text: text.trim() })).undo;
}

/** How many dots on which idea. */
export type Dots = Record<string, number>;

/** Hand in the dots of one person, under a slip that was drawn for them and is kept nowhere else. */
export async function handIn(channel: string, meeting: string, dots: Dots): Promise<Undo> {
  return handInAll(channel, meeting, [dots], 'own');
}

/**
 * Hand in the dots of all who had the phone: only after the last, in an order made by chance. All are then written by
 * the one who holds the phone, so that not even the entries tell whose they are.
 */
export async function handInAll(
  channel: string,
  meeting: string,
  all: Dots[],
  way: Way = 'passed',
): Promise<Undo> {
  const votes = all.flatMap((dots) => {
    const slip = newSlip(way);
    return Object.entries(dots)
      .filter(([, points]) => points > 0)
      .map(([proposal, points]) => ({ meeting, proposal, slip, points }));
  });
  const mixed = shuffled(votes);
  for (const set of mixed) await replica.write({ type: 'vote', channel, set });
  return async () => {
    for (const set of mixed) {
      const record = recordId('vote', set);
      if (record) await replica.write({ type: 'vote', channel, record, set: { points: 0 } });
    }
  };
}

/** A decision and who took part in it. */
export async function decide(
  channel: string,
  set: { meeting: string; text: string; proposal?: string; how: string | null; reason?: string },
  by: string[],
): Promise<Undo> {
  const { id, undo } = await add('decision', channel, set);
  for (const person of by)
    await replica.write({
      type: 'decider',
      channel,
      set: { decision: id, meeting: set.meeting, person, took_part: true },
    });
  return undo;
}
