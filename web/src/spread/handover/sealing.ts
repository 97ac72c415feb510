/**
 * A handover file's content, sealed and opened. With the app's own pure cipher, not the browser's: a page opened from
 * a stick has `crypto.subtle` in one browser and not in another, and this must open in all of them.
 */
import { open, seal } from '../../ledger/sealed/cipher';
import type { Bytes } from '../../ledger/store';
import type { Content } from './blocks';
import { keyBytes } from './key';

const ABOUT = 'debo handover 1';

export function sealContent(content: Content, key: string): string {
  const bytes = keyBytes(key);
  if (!bytes) throw new RangeError('not a whole key');
  return toText(seal(bytes, new TextEncoder().encode(JSON.stringify(content)) as Bytes, ABOUT));
}

/** The content; null when the key isn't whole, is another file's, or the file was changed. */
export function openContent(sealed: string, key: string): Content | null {
  const bytes = keyBytes(key);
  if (!bytes) return null;
  try {
    return JSON.parse(new TextDecoder().decode(open(bytes, fromText(sealed), ABOUT))) as Content;
  } catch {
    return null;
  }
}

/** Bytes as base 64; in slices, because a voice is longer than a call takes arguments. */
export function toText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

export function fromText(text: string): Bytes {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
