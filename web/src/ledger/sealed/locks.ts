/**
 * Who holds which channel's key. A key is made on this phone when the channel is first met and leaves it only sealed:
 * under the own key of each person who may read the channel, to the public key of one who isn't at work, and to the
 * hub, which opens it for whoever may read the channel when a PIN was forgotten (docs/protocol.md 9).
 */
import { shownTo } from '../rights';
import { base64url, fromBase64url } from '../signing';
import {
  getMeta,
  heldBack,
  HUB,
  inChannelOwn,
  ownAfter,
  writing,
  type Bytes,
  type Database,
  type Lock,
  type OwnPlace,
  type PersonRow,
  type Writing,
} from '../store';
import { newKey, open, seal, Unopened } from './cipher';
import { keyName, trusted } from './person';
import type { Ring } from './ring';
import { getSecret, keysOf, PHONE } from './rows';

const aboutLock = (channel: string, person: string): string => `lock|${channel}|${person}`;

const ownLock = (ring: Ring, channel: string, key: Bytes): Lock => ({
  ...{ channel, person: ring.person, to: ring.name },
  sealed: seal(ring.own, key, aboutLock(channel, ring.person)),
});

const locksOf = (channel: string): IDBKeyRange => IDBKeyRange.bound([channel], [channel, []]);

/** Put every key that is sealed to this person on their ring; letters of colleagues go under the person's own key. */
export async function fill(db: Database, ring: Ring): Promise<void> {
  const locks = await db.getAllFromIndex('locks', 'person', ring.person);
  const letters: Lock[] = [];
  for (const lock of locks)
    if (lock.to !== ring.name) continue;
    else if (lock.letter) letters.push(lock);
    else addTo(ring, lock);
  await read(ring, ring.pair, letters);
  const opened = letters.filter(({ channel }) => ring.has(channel));
  if (opened.length)
    await putLocks(
      db,
      opened.map(({ channel }) => ownLock(ring, channel, ring.key(channel))),
    );
}

/** What colleagues sealed to the public half. What opens HPKE is fetched only when there is a letter. */
async function read(ring: Ring, pair: CryptoKeyPair, letters: readonly Lock[]): Promise<void> {
  if (!letters.length) return;
  const { openLetter } = await import('./letters');
  for (const { channel, sealed } of letters) {
    const key = await openLetter(pair, sealed, channel, ring.person);
    if (key) ring.add(channel, key);
  }
}

function addTo(ring: Ring, { channel, sealed }: Lock): void {
  try {
    ring.add(channel, open(ring.own, sealed, aboutLock(channel, ring.person)));
  } catch (error) {
    // Sealed under a key that was replaced: somebody else's copy, or the hub's, opens it.
    if (!(error instanceof Unopened)) throw error;
  }
}

/** As `fill`, of letters to a pair that is given up with this write, in which the person's row becomes `row`. */
export async function takeLetters(
  db: Database,
  ring: Ring,
  pair: CryptoKeyPair | undefined,
  row: PersonRow,
): Promise<void> {
  if (pair) await read(ring, pair, await db.getAllFromIndex('locks', 'person', ring.person));
  await writing(db, async (tx) => {
    await tx.objectStore('people').put(row);
    for (const channel of ring.channels)
      await tx.objectStore('locks').put(ownLock(ring, channel, ring.key(channel)));
  });
}

const putLocks = (db: Database, locks: readonly Lock[]): Promise<void> =>
  writing(db, async (tx) => {
    await Promise.all(locks.map(async (lock) => tx.objectStore('locks').put(lock)));
  });

/** Keep keys that came from the hub or from a colleague's hand. */
export async function keep(db: Database, ring: Ring, keys: Readonly<Record<string, Bytes>>): Promise<void> {
  const fresh = Object.entries(keys).filter(([channel]) => !ring.has(channel));
  if (!fresh.length) return;
  await putLocks(
    db,
    fresh.map(([channel, key]) => ownLock(ring, channel, key)),
  );
  for (const [channel, key] of fresh) ring.add(channel, key);
}

/**
 * See that the person at work has the keys of these channels, making those of channels never met before. Answers the
 * channels whose key lies here for others only.
 */
export async function ready(db: Database, ring: Ring, channels: Iterable<string>): Promise<string[]> {
  const missing = [...new Set(channels)].filter((channel) => !ring.has(channel));
  if (!missing.length) return [];
  // Another tab may have made or been told some since.
  await fill(db, ring);
  const shut: string[] = [];
  const made: [string, Bytes][] = [];
  await writing(db, async (tx) => {
    for (const channel of missing.filter((one) => !ring.has(one))) {
      if (await tx.objectStore('locks').count(locksOf(channel))) shut.push(channel);
      else {
        const key = newKey();
        made.push([channel, key]);
        await tx.objectStore('locks').put(ownLock(ring, channel, key));
      }
    }
  });
  for (const [channel, key] of made) ring.add(channel, key);
  if (made.length)
    await share(
      db,
      ring,
      made.map(([channel]) => channel),
    );
  return shut;
}

/** Channels that are pseudo-public on a phone: whoever works here may have written there. */
const EVERYBODYS = [PHONE, 'public', 'hub'];

/** Whether a person is to hold a channel's key: who may read it, and who has written there what still concerns them. */
async function holders(db: Database): Promise<(person: string, channel: string) => boolean> {
  const people = (await getSecret(db, 'grants'))?.people;
  const writers = new Set<string>();
  const note = (rows: readonly OwnPlace[]): void =>
    rows.forEach(({ author, channel, aside }) => {
      if (!aside?.settled) writers.add(`${author} ${channel}`);
    });
  note(await db.getAllFromIndex('own', 'aside'));
  for (const { channel, acked } of await db.getAll('channels')) {
    note(await db.getAll('own', heldBack(channel)));
    note(await db.getAll('own', ownAfter(channel, acked)));
  }
  const shown = new Map<string, (channel: string) => boolean>();
  return (person, channel) => {
    if (EVERYBODYS.includes(channel) || writers.has(`${person} ${channel}`) || !people) return true;
    let isShown = shown.get(person);
    if (!isShown) shown.set(person, (isShown = shownTo(person, people)));
    return isShown(channel);
  };
}

/**
 * Seal the keys on the ring to all who are to have them and don't yet: colleagues who aren't at work, and the hub.
 * Whose right ended, and who left, loses theirs.
 */
export async function share(db: Database, ring: Ring, only?: readonly string[]): Promise<void> {
  const isHolder = await holders(db);
  const hub = await getMeta(db, 'hub');
  const targets: { person: string; publicKey: Bytes; to: string }[] = [];
  for (const row of await db.getAll('people')) {
    if (row.person === ring.person || row.away) continue;
    const met = row.publicKey ? row : await trusted(row);
    if (met !== row) await db.put('people', met);
    targets.push({ person: row.person, publicKey: met.publicKey!, to: keyName(met.publicKey!) });
  }
  if (hub) {
    const publicKey = fromBase64url(hub.carry_key);
    targets.push({ person: HUB, publicKey, to: keyName(publicKey) });
  }
  const wanted: (Omit<Lock, 'sealed'> & { publicKey: Bytes })[] = [];
  const there = new Map(
    (await db.getAll('locks')).map((lock) => [`${lock.person} ${lock.channel}`, lock.to]),
  );
  for (const channel of only ?? ring.channels) {
    for (const { person, publicKey, to } of targets) {
      if (there.get(`${person} ${channel}`) === to || (person !== HUB && !isHolder(person, channel)))
        continue;
      wanted.push({ channel, person, to, publicKey });
    }
  }
  if (!wanted.length) return;
  const { sealTo } = await import('./letters');
  const locks: Lock[] = [];
  for (const { publicKey, ...lock } of wanted) {
    const sealed = await sealTo(publicKey, ring.key(lock.channel), lock.channel, lock.person);
    locks.push({ ...lock, sealed, letter: true });
  }
  await putLocks(db, locks);
}

/** Asks the hub to open its copies for the person at work; answers the keys, base64url, by channel. */
export type AskHub = (locks: { channel: string; sealed: string }[]) => Promise<Record<string, string>>;

/**
 * Before an exchange: the keys of all that the person at work may read here, made where the channel is new, and asked
 * of the hub where they lie here for others only. Without an answer they wait for a colleague who unlocks the phone.
 */
export async function prepare(db: Database, ring: Ring, ask: AskHub): Promise<void> {
  const isHolder = await holders(db);
  const granted = (await getSecret(db, 'grants'))?.people[ring.person]?.channels ?? {};
  const met = await db.getAllKeys('channels');
  const mine = [...met, ...Object.keys(granted)].filter((channel) => isHolder(ring.person, channel));
  const shut = await ready(db, ring, mine);
  if (!shut.length) return;
  const locks = (await forHub(db)).filter(({ channel }) => shut.includes(channel));
  if (locks.length) await keep(db, ring, keysFrom(await ask(locks)));
}

export const keysFrom = (told: Readonly<Record<string, string>>): Record<string, Bytes> =>
  Object.fromEntries(Object.entries(told).map(([channel, key]) => [channel, fromBase64url(key)]));

/** After rights have changed: who may no longer read a channel holds its key no longer. */
export async function prune(db: Database): Promise<void> {
  const ring = keysOf(db);
  const isHolder = await holders(db);
  const people = new Map((await db.getAll('people')).map(({ person, away }) => [person, away]));
  const stale = (await db.getAll('locks')).filter(
    ({ channel, person }) =>
      person !== HUB && !people.get(person) && (!people.has(person) || !isHolder(person, channel)),
  );
  if (!stale.length) return;
  await writing(db, (tx) => drop(tx, stale));
  for (const { channel, person } of stale) if (person === ring.person) ring.drop(channel);
}

async function drop(tx: Writing, stale: readonly Lock[]): Promise<void> {
  const locks = tx.objectStore('locks');
  await Promise.all(stale.map(async ({ channel, person }) => locks.delete([channel, person])));
  // A key that nobody here holds any more, of a channel without a row: the hub's copy goes with the last one.
  for (const channel of new Set(stale.map((lock) => lock.channel))) {
    const left = await locks.getAll(locksOf(channel));
    const isEmpty = left.every(({ person }) => person === HUB);
    const rows = isEmpty ? await tx.objectStore('own').count(inChannelOwn(channel)) : 1;
    const records = rows ? 1 : await tx.objectStore('records').count(locksOf(channel));
    if (isEmpty && !records) await locks.delete([channel, HUB]);
  }
}

/** The hub's copies, as they are handed to it when it is to open them. */
export async function forHub(db: Database): Promise<{ channel: string; sealed: string }[]> {
  const locks = await db.getAllFromIndex('locks', 'person', HUB);
  return locks.map(({ channel, sealed }) => ({ channel, sealed: base64url(sealed) }));
}
