/** What a record is called in a list: its name, or the words that say most about it. */
import { FIELDS } from '../../ledger/fields';
import type { RecordTypes } from '../../ledger/schema';
import { t } from '../../languages';
import { said, type Said } from '../said';

/** Taken back: nothing is left in it, so no list offers it. */
export function isEmptied(fields: object): boolean {
  return Object.values(fields).every((value) => value === null);
}

/** `type` helps where a record has only a kind to be called by, such as most departments. */
export function nameOf(fields: object, type?: string): string {
  const { name, question, text, role, kind } = fields as Record<string, Said | string | null | undefined>;
  const own = said(name ?? question ?? text ?? role);
  return own || (type && typeof kind === 'string' ? kindLabel(type, kind) : '') || '—';
}

function kindLabel(type: string, kind: string): string {
  const label = FIELDS[type as keyof RecordTypes].kind?.choices?.find(({ value }) => value === kind)?.label;
  return label ? t(label) : '';
}

/** A text reduced to what people mean by it when they search. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
