/**
 * A phone or a person that was shut out (docs/protocol.md 4a): it hands in what exists nowhere else, and forgets
 * then, keys first. Nothing that the hub hasn't acknowledged is ever forgotten.
 */
import { HubError } from './errors';
import { newDeviceId } from './ids';
import { settle, type Settled } from './settle';
import { emptyChannel, ownAfter, writing, type Database } from './store';
import type { Answer } from './wire';

/** What the hub says to a phone that was shut out, beside the problem itself. */
type Farewell = Pick<Answer, 'acks' | 'gaps' | 'repair'>;

export const isFarewell = (error: unknown): error is HubError =>
  error instanceof HubError && error.problem.type === 'revoked_device';

/** Note what the hub has taken; answers how the channels stand now. */
export async function hear(db: Database, error: HubError): Promise<Settled> {
  const { acks, gaps, repair } = error.problem as Farewell;
  const told: Farewell = {};
  if (acks) told.acks = acks;
  if (gaps) told.gaps = gaps;
  if (repair) told.repair = repair;
  return settle(db, [], undefined, Date.now(), told);
}

/**
 * Forget everything, keys first, so that whoever interrupts it finds nothing that opens a door. Only entries of a
 * former device stay: the hub can't have them, and they wait for their author to join again.
 */
export async function forgetEverything(db: Database): Promise<void> {
  await writing(db, async (tx) => {
    await tx.objectStore('meta').clear();
    await tx.objectStore('people').clear();
    await tx.objectStore('locks').clear();
    await tx.objectStore('meta').put(newDeviceId(), 'device');
  });
  await writing(db, async (tx) => {
    const read = ['records', 'packs', 'history'] as const;
    await Promise.all(read.map((store) => tx.objectStore(store).clear()));
    for (const { channel } of await tx.objectStore('channels').getAll()) {
      await tx.objectStore('own').delete(ownAfter(channel, 0));
      const held = await tx.objectStore('own').count(IDBKeyRange.bound([channel], [channel, []]));
      if (!held) await tx.objectStore('channels').delete(channel);
      // Nothing of what it knew is here any more: it is read anew by whoever joins.
      else await tx.objectStore('channels').put(emptyChannel(channel));
    }
  });
}
