/**
 * The PIN on this phone: several people share it, and each unlocks their own name, with or without a network.
 *
 * The PIN opens the person's key (sealed/person.ts), and it can be tried only together with this phone's guard, a key
 * that the browser uses but doesn't hand out: who copies the rows alone can't guess at all
 * (docs/decisions/0031-the-pin-and-the-guard.md says what this can and can't do).
 */
import { getMeta, type Bytes, type Database, type PersonRow } from './store';

/**
 * PBKDF2-HMAC-SHA256. OWASP's Password Storage Cheat Sheet asks for 600,000; 0.17 s here, so about one second on a
 * phone six times slower, which a person waits for and a guesser feels.
 */
const ITERATIONS = 600_000;
/** Of phones that were joined before there was a guard. */
const FORMER_ITERATIONS = 150_000;
const FREE_TRIES = 5;
const FIRST_WAIT_MS = 30_000;
/** Past this, doubling would lock a forgetful person out for good; nothing is ever deleted. */
const LONGEST_WAIT_MS = 3_600_000;

type Former = Pick<PersonRow, 'salt' | 'verifier' | 'guarded'>;
type Tries = Pick<PersonRow, 'wrong' | 'waitUntil'>;

/** This phone's guard: made once, never readable, and gone with the storage. */
export async function guardOf(db: Database): Promise<CryptoKey> {
  const known = await getMeta(db, 'guard');
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  // Two tabs may have made one at the same time: the first that is kept is everybody's.
  const tx = db.transaction('meta', 'readwrite', { durability: 'strict' });
  const first = (await tx.store.get('guard')) as CryptoKey | undefined;
  if (!first) await tx.store.put(made, 'guard');
  await tx.done;
  return first ?? made;
}

export const newSalt = (): Bytes => crypto.getRandomValues(new Uint8Array(16));

/** What the PIN makes on this phone, 256 bits: the key under which the person's key lies sealed. */
export const pinKey = async (pin: string, salt: Bytes, guard: CryptoKey): Promise<Bytes> =>
  stretch(pin, await guarded(salt, guard), ITERATIONS);

/** Of a phone from before version 2, which kept what the PIN makes: whether this is it. */
export async function isFormerPin(former: Former, pin: string, guard: CryptoKey): Promise<boolean> {
  const { salt, verifier } = former;
  const bits = former.guarded ? await pinKey(pin, salt, guard) : await stretch(pin, salt, FORMER_ITERATIONS);
  return Boolean(verifier && bits.every((byte, i) => byte === verifier[i]));
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

/** The salt as only this phone can make it. */
export async function guarded(salt: Bytes, guard: CryptoKey): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', guard, salt));
}

async function stretch(pin: string, salt: Bytes, iterations: number): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256));
}
