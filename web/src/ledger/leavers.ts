/** People who left this phone's hub: forgotten here once nothing of theirs waits. */
import { getMeta, ownAfter, type Writing } from './store';

/** A person whom the hub no longer names on this phone is forgotten here once nothing of theirs waits to be sent. */
export async function forgetLeavers(tx: Writing): Promise<string[]> {
  const grants = await getMeta(tx, 'grants');
  if (!grants) return [];
  const people = await tx.objectStore('people').getAllKeys();
  const leavers = people.filter((person) => !(person in grants.people));
  if (!leavers.length) return [];
  const waiting = new Set<string>();
  for (const { channel, acked } of await tx.objectStore('channels').getAll())
    for (const { author } of await tx.objectStore('own').getAll(ownAfter(channel, acked)))
      waiting.add(author);
  const gone = leavers.filter((person) => !waiting.has(person));
  await Promise.all(gone.map((person) => tx.objectStore('people').delete(person)));
  return gone;
}
