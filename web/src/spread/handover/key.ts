/**
 * The key of a handover file: twenty letters of Crockford's base 32, five bits each. 100 bits of chance can't be
 * guessed by trying, so the letters themselves are the cipher's key (padded), and no slow derivation is needed on a
 * cheap phone. It travels apart from the file: as a QR, on paper, or by word of mouth.
 */
import type { Bytes } from '../../ledger/store';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const KEY_LETTERS = 20;
const LOOKALIKES: Record<string, string> = { O: '0', I: '1', L: '1' };

export function newKey(): string {
  const chance = crypto.getRandomValues(new Uint8Array(KEY_LETTERS));
  return shownKey(Array.from(chance, (one) => LETTERS[one % 32]).join(''));
}

/** What was typed or scanned, as letters of a key: upper case, look-alikes settled, all else left out. */
export function keyLetters(typed: string): string {
  return [...typed.normalize('NFKC').toUpperCase()]
    .map((letter) => LOOKALIKES[letter] ?? letter)
    .filter((letter) => LETTERS.includes(letter))
    .join('');
}

/** In groups of four, as it is written down. */
export function shownKey(typed: string): string {
  return (keyLetters(typed).match(/.{1,4}/g) ?? []).join('-');
}

/** The 32 bytes that ChaCha20 takes; null for anything but a whole key. */
export function keyBytes(typed: string): Bytes | null {
  const letters = keyLetters(typed);
  if (letters.length !== KEY_LETTERS) return null;
  const bytes = new Uint8Array(32);
  bytes.set(Array.from(letters, (letter) => letter.charCodeAt(0)));
  return bytes;
}
