/**
 * The PIN on this phone: several people share it, and each unlocks their own name, with or without a network.
 *
 * Only a verifier is kept. The seam for the channels' keys: `stretch` already makes the bits from which the next
 * version derives both this verifier and the key that wraps a person's channel keys.
 */
import type { PersonRow } from './store';

/** PBKDF2-SHA256: half a second on a cheap phone, which a person doesn't notice and a guesser does. */
const ITERATIONS = 150_000;
const FREE_TRIES = 5;
const FIRST_WAIT_MS = 30_000;
/** Past this, doubling would lock a forgetful person out for good; nothing is ever deleted. */
const LONGEST_WAIT_MS = 3_600_000;

type Secret = Pick<PersonRow, 'salt' | 'verifier'>;
type Tries = Pick<PersonRow, 'wrong' | 'waitUntil'>;

export async function newSecret(pin: string): Promise<Secret> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  return { salt, verifier: await stretch(pin, salt) };
}

export async function isPin({ salt, verifier }: Secret, pin: string): Promise<boolean> {
  const bits = await stretch(pin, salt);
  return bits.length === verifier.length && bits.every((byte, i) => byte === verifier[i]);
}

/** The tries after one more wrong one: five are free, then 30 s, and twice as long each time. */
export function afterWrong({ wrong }: Tries, now: number): Tries {
  const tries = wrong + 1;
  const wait = tries < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - FREE_TRIES));
  return { wrong: tries, waitUntil: now + wait };
}

/** Seconds until the next try. A clock that was turned back can't make the wait longer than it was meant to be. */
export function waitSeconds({ wrong, waitUntil }: Tries, now: number): number {
  const longest = afterWrong({ wrong: wrong - 1, waitUntil }, 0).waitUntil;
  return wrong ? Math.ceil(Math.min(Math.max(0, waitUntil - now), longest) / 1000) : 0;
}

async function stretch(pin: string, salt: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ITERATIONS };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256));
}
