/** The name of things in the reader's language: their own first, then English, then whatever there is. */
import { spoken, type LanguageCode } from '../languages/index.svelte';

export type Said = Partial<Record<LanguageCode, string>>;

const ORDER: LanguageCode[] = ['en', 'am', 'om'];

/** `words` as the reader reads them; empty when there are none. */
export function said(words: Said | string | null | undefined): string {
  if (!words) return '';
  if (typeof words === 'string') return words;
  for (const code of [spoken(), ...ORDER]) {
    const text = words[code];
    if (text) return text;
  }
  return '';
}
