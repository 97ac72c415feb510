/** A value of a record as plain words, for lists of records that have no screen of their own. */
import { said, type Said } from '../design/said';

export function spoken(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(spoken).filter(Boolean).join(', ');
  const words = said(value as Said);
  return words || JSON.stringify(value);
}
