/** Joining: the phone introduces itself, and remembers who may unlock it. A chunk of its own, for one day in a year. */
import { introduce, renew, writeAgain } from './device';
import { HubError } from './errors';
import { guardOf, newSecret } from './pin';
import type { PersonHere } from './session.svelte';
import { putMeta, type Database, type HubKeys, type Meta } from './store';
import type { Send } from './wire';

/** What the hub says to somebody who has joined. */
export interface Welcome {
  device: string;
  token: string;
  person: string;
  name: string;
  grants: Meta['grants'];
  epoch: string;
  /** Not from a hub of an older version. */
  hub?: HubKeys;
  /** What the hub has of the device that this one was before its browser cleared it. */
  former?: { entries: number; seen: number | null };
}

/** With these the hub says that it can't take this device as the one it claims to be. */
const NOT_THIS_DEVICE = ['unknown_device', 'revoked_device', 'forked_device', 'bad_key'];

/** Go through a door as this device, or, when the hub doesn't let it in, as the new one that it then becomes. */
export async function enrol(db: Database, send: Send, door: string, body: object): Promise<Welcome> {
  try {
    return await send<Welcome>(door, { body: { ...body, ...(await introduce(db)) } });
  } catch (error) {
    if (!(error instanceof HubError) || !NOT_THIS_DEVICE.includes(error.problem.type ?? '')) throw error;
  }
  await renew(db);
  return send<Welcome>(door, { body: { ...body, ...(await introduce(db)) } });
}

/** Keep what the hub said and whom the PIN unlocks; what the person wrote on a former device is written again. */
export async function remember(db: Database, welcome: Welcome, pin: string, who: PersonHere): Promise<void> {
  const { name, place, role } = who;
  const secret = await newSecret(pin, await guardOf(db));
  await putMeta(db, 'token', welcome.token);
  await putMeta(db, 'grants', welcome.grants);
  if (welcome.hub) await putMeta(db, 'hub', welcome.hub);
  await db.put('people', { person: welcome.person, name, place, role, ...secret, wrong: 0, waitUntil: 0 });
  await writeAgain(db, welcome.person);
}
