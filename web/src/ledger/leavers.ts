/** People who left this phone's hub: forgotten here once nothing of theirs waits. */
import { getSecret } from './sealed/rows';
import { ownAfter, type Writing } from './store';

/** A person whom the hub no longer names on this phone is forgotten here once nothing of theirs waits to be sent. */
export async function forgetLeavers(tx: Writing): Promise<string[]> {
  const grants = await getSecret(tx, 'grants');
  if (!grants) return [];
  const people = await tx.objectStore('people').getAll();
  // Who is to join again isn't named until then.
  const leavers = people
    .filter(({ person, away }) => !away && !(person in grants.people))
    .map(({ person }) => person);
  if (!leavers.length) return [];
  const waiting = new Set<string>();
  for (const { channel, acked } of await tx.objectStore('channels').getAll())
    for (const { author } of await tx.objectStore('own').getAll(ownAfter(channel, acked)))
      waiting.add(author);
  const gone = leavers.filter((person) => !waiting.has(person));
  const locks = tx.objectStore('locks');
  for (const person of gone) {
    await tx.objectStore('people').delete(person);
    for (const key of await locks.index('person').getAllKeys(person)) await locks.delete(key);
  }
  return gone;
}
