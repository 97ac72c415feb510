/** What of an answer this phone can keep now: what it has the keys for, or makes them, because it never met the channel. */
import type { Entry } from '../entry';
import { shownTo } from '../rights';
import type { Database } from '../store';
import type { Answer } from '../wire';
import { getSecret, keysOf } from './rows';

/**
 * The entries and the answer without the channels whose key lies here for others only. Their cursors stay, so that
 * the hub sends it again to whoever can open it.
 */
export async function within<A extends Answer>(
  db: Database,
  entries: Entry[],
  answer: A,
): Promise<[entries: Entry[], answer: A]> {
  const ring = keysOf(db);
  const people = (answer.grants ?? (await getSecret(db, 'grants')))?.people ?? {};
  const mine = Object.keys(people[ring.person]?.channels ?? {});
  const offered = Object.keys(answer.snapshots ?? {});
  const named = [...Object.keys(answer.cursors), ...offered, ...mine];
  const said = new Set([...entries.map(({ channel }) => channel), ...named]);
  const unmet = [...said].filter((channel) => !ring.has(channel));
  if (!unmet.length) return [entries, answer];
  const isShown = shownTo(ring.person, people);
  const { ready } = await import('./locks');
  const shut = new Set(unmet.filter((channel) => !isShown(channel)));
  for (const channel of await ready(db, ring, unmet.filter(isShown))) shut.add(channel);
  if (!shut.size) return [entries, answer];
  const cursors = Object.fromEntries(
    Object.entries(answer.cursors).filter(([channel]) => !shut.has(channel)),
  );
  const rest = { ...answer, cursors };
  if (answer.snapshots)
    rest.snapshots = Object.fromEntries(
      Object.entries(answer.snapshots).filter(([channel]) => !shut.has(channel)),
    );
  return [entries.filter(({ channel }) => !shut.has(channel)), rest];
}
