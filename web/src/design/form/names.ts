/** What a record is called in a list: its name, or the words that say most about it. */
import { said, type Said } from '../said';

export function nameOf(fields: object): string {
  const { name, question, text, role } = fields as Record<string, Said | string | null | undefined>;
  return said(name ?? question ?? text ?? role) || '—';
}

/** A text reduced to what people mean by it when they search. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
