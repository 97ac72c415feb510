/** Joining: the phone introduces itself, and remembers who may unlock it. A chunk of its own, for one day in a year. */
import { introduce, renew, writeAgain } from './device';
import { HubError, LedgerError } from './errors';
import { guardOf } from './pin';
import { newKey } from './sealed/cipher';
import { fill, forHub, keep, keysFrom, ready, share } from './sealed/locks';
import { newKeys, ownKey, ringFor, underPin, type Keys } from './sealed/person';
import type { Ring } from './sealed/ring';
import { PHONE, putSecret, ringOf, setRing } from './sealed/rows';
import type { PersonHere } from './session.svelte';
import {
  putMeta,
  writing,
  type Bytes,
  type Database,
  type HubKeys,
  type PersonRow,
  type Secrets,
} from './store';
import type { Send } from './wire';

/** What the hub says to somebody who has joined. */
export interface Welcome {
  device: string;
  /** Empty when the phone has it already and opens it with the key that the hub has opened for it. */
  token: string;
  person: string;
  name: string;
  grants: Secrets['grants'];
  epoch: string;
  /** Not from a hub of an older version. */
  hub?: HubKeys;
  /** The channels' keys on this phone that the hub has opened for this person, base64url; not from an older one. */
  keys?: Record<string, string>;
  /** What the hub has of the device that this one was before its browser cleared it. */
  former?: { entries: number; seen: number | null };
}

/** With these the hub says that it can't take this device as the one it claims to be. */
const NOT_THIS_DEVICE = ['unknown_device', 'revoked_device', 'forked_device', 'bad_key'];

/**
 * Go through a door as this device, or, when the hub doesn't let it in, as the new one that it then becomes.
 * LedgerError `unlock_first` where neither this phone nor its hub can open what lies here for others.
 */
export async function enrol(db: Database, send: Send, door: string, body: object): Promise<Welcome> {
  const said = { ...body, ...(await introduce(db, codeIn(body))), locks: await forHub(db) };
  try {
    return await send<Welcome>(door, { body: said });
  } catch (error) {
    if (!(error instanceof HubError) || !NOT_THIS_DEVICE.includes(error.problem.type ?? '')) throw error;
    // A hub of an older version takes no signature in place of a token.
    if ('proof' in said && error.problem.type === 'bad_key') throw new LedgerError('unlock_first', error);
  }
  await renew(db);
  const again = { ...body, ...(await introduce(db, codeIn(body))), locks: await forHub(db) };
  return send<Welcome>(door, { body: again });
}

const codeIn = (body: object): string => String((body as { code?: unknown }).code ?? '');

/**
 * Keep what the hub said and whom the PIN unlocks; what the person wrote on a former device is written again. Answers
 * the person's keys. Those of channels come from the hub's copies, and from a colleague who is at work here.
 */
export async function remember(db: Database, welcome: Welcome, pin: string, who: PersonHere): Promise<Ring> {
  const { person } = welcome;
  const guard = await guardOf(db);
  const [before, colleague] = [await db.get('people', person), ringOf(db)];
  const former = before && (await ownKey(before, pin, guard));
  const { keys, own } = former ? await sameKeys(before, former, pin, guard) : await newKeys(pin, guard);
  const { name, place, role } = who;
  const row: PersonRow = { ...{ person, name, place, role }, ...keys, wrong: 0, waitUntil: 0 };
  const ring = await ringFor(row, own);
  await fill(db, ring);
  await keep(db, ring, keysFrom(welcome.keys ?? {}));
  // The phone's own key is everybody's who has joined here; one that nobody can open any more is made anew.
  if (!ring.has(PHONE)) await keep(db, ring, { [PHONE]: await phoneKey(db, colleague) });
  setRing(db, ring, false);
  if (welcome.token) await putSecret(db, 'token', welcome.token);
  await putSecret(db, 'grants', welcome.grants);
  if (welcome.hub) await putMeta(db, 'hub', { ...welcome.hub, epoch: welcome.epoch });
  // Last of what must be there: a person's row without the rest would let somebody in who can't go on.
  await db.put('people', row);
  if (colleague && colleague.person !== person) {
    await share(db, colleague);
    await fill(db, ring);
    colleague.forget();
  }
  await ready(db, ring, Object.keys(welcome.grants.people[person]?.channels ?? {}));
  await writeAgain(db, person);
  return ring;
}

async function phoneKey(db: Database, colleague: Ring | undefined): Promise<Bytes> {
  if (colleague?.has(PHONE)) return colleague.key(PHONE);
  await writing(db, (tx) => tx.objectStore('locks').delete(IDBKeyRange.bound([PHONE], [PHONE, []])));
  return newKey();
}

/** The keys of somebody who joins again with the PIN they had: what lies here opens as before. */
async function sameKeys(
  { publicKey, privateKey }: PersonRow,
  own: Bytes,
  pin: string,
  guard: CryptoKey,
): Promise<{ keys: Keys; own: Bytes }> {
  return {
    own,
    keys: { ...(await underPin(own, pin, guard)), publicKey: publicKey!, privateKey: privateKey! },
  };
}
