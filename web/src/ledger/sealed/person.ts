/**
 * A person's keys on this phone: one of their own, sealed under PIN and guard, and a pair to whose public half
 * colleagues at work seal what this person may read. Channels' keys lie under the person's own (locks.ts).
 */
import { guarded, guardOf, isFormerPin, newSalt, pinKey } from '../pin';
import { base64url } from '../signing';
import type { Bytes, Database, PersonRow } from '../store';
import { KEY_BYTES, newKey, open, seal, Unopened } from './cipher';
import { Ring } from './ring';

const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;
const ABOUT_OWN = 'own key';
const ABOUT_PAIR = 'pair';

/** What of a person's row has to do with keys. */
export type Keys = Required<Pick<PersonRow, 'salt' | 'lock' | 'publicKey' | 'privateKey'>>;

/** Which of a person's or hub's keys something was sealed to. */
export const keyName = (publicKey: Bytes): string => base64url(publicKey.subarray(1, 13));

/** Keys for somebody who joins, or whose row is from before there were any. */
export async function newKeys(pin: string, guard: CryptoKey): Promise<{ keys: Keys; own: Bytes }> {
  const own = newKey();
  const pair = await crypto.subtle.generateKey(CURVE, true, ['deriveBits']);
  const half = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
  return {
    own,
    keys: {
      ...(await underPin(own, pin, guard)),
      publicKey: new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)),
      privateKey: seal(own, half, ABOUT_PAIR),
    },
  };
}

export async function underPin(
  own: Bytes,
  pin: string,
  guard: CryptoKey,
): Promise<Pick<Keys, 'salt' | 'lock'>> {
  const salt = newSalt();
  return { salt, lock: seal(await pinKey(pin, salt, guard), own, ABOUT_OWN) };
}

/** The person's key, if this is the PIN; null when it isn't. */
export async function ownKey(row: PersonRow, pin: string, guard: CryptoKey): Promise<Bytes | null> {
  if (!row.lock) return null;
  try {
    return open(await pinKey(pin, row.salt, guard), row.lock, ABOUT_OWN);
  } catch (error) {
    if (error instanceof Unopened) return null;
    throw error;
  }
}

/** The ring of somebody whose key is in hand; Unopened when the key isn't theirs. */
export async function ringFor(row: PersonRow, own: Bytes): Promise<Ring> {
  const half = open(own, row.privateKey!, ABOUT_PAIR);
  const pair = {
    privateKey: await crypto.subtle.importKey('pkcs8', half, CURVE, true, ['deriveBits']),
    publicKey: await crypto.subtle.importKey('raw', row.publicKey!, CURVE, true, []),
  };
  half.fill(0);
  return new Ring(row.person, own, pair, keyName(row.publicKey!));
}

/**
 * Try a PIN. Null when it is wrong. Somebody who unlocks for the first time since version 2 gets their keys now, in
 * one write: a power cut leaves the former row or the new one.
 */
export async function unlockWith(db: Database, row: PersonRow, pin: string): Promise<Ring | null> {
  const guard = await guardOf(db);
  const right = { wrong: 0, waitUntil: 0 };
  if (row.lock) {
    const own = await ownKey(row, pin, guard);
    if (!own) return null;
    await db.put('people', { ...row, ...right });
    return ringFor(row, own);
  }
  if (!(await isFormerPin(row, pin, guard))) return null;
  const { keys, own } = await newKeys(pin, guard);
  const { person, name, place, role, trust } = row;
  const renewed = { ...{ person, name, place, role }, ...keys, ...right };
  const ring = await ringFor(renewed, own);
  const { takeLetters } = await import('./locks');
  await takeLetters(db, ring, trust, renewed);
  return ring;
}

/** For somebody who has not unlocked since version 2: what keeps colleagues' letters until they do. */
export async function trusted(row: PersonRow): Promise<PersonRow> {
  const trust = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
  return { ...row, trust, publicKey: new Uint8Array(await crypto.subtle.exportKey('raw', trust.publicKey)) };
}

// ---- an absence of some minutes: the tab was closed by the phone, not by the person

const ABOUT_ABSENCE = 'absence';
const encoder = (bytes: Bytes): string => btoa(String.fromCharCode(...bytes));
const decoder = (text: string): Bytes => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** The person's key for the tab's own memory: it opens with this phone's guard alone, and ends with the absence. */
export async function forAbsence(db: Database, own: Bytes): Promise<string> {
  const nonce = newKey();
  const wrapping = await guarded(nonce, await guardOf(db));
  return `${encoder(nonce)}.${encoder(seal(wrapping, own, ABOUT_ABSENCE))}`;
}

/** Undefined when it doesn't open, or is somebody else's. */
export async function afterAbsence(db: Database, row: PersonRow, kept: string): Promise<Ring | undefined> {
  const [nonce = '', sealed = ''] = kept.split('.');
  try {
    const own = open(await guarded(decoder(nonce), await guardOf(db)), decoder(sealed), ABOUT_ABSENCE);
    return own.length === KEY_BYTES ? await ringFor(row, own) : undefined;
  } catch {
    return undefined;
  }
}
