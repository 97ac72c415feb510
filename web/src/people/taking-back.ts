/**
 * Undo for what was just made. Nothing is deleted in Debo: a record taken back is emptied of every field that
 * isn't part of its key, and lists leave out what has no name left. Its history stays.
 */
import { FIELDS } from '../ledger/fields';
import { SCHEMA, type RecordTypes } from '../ledger/schema';

/** The write that takes a new record back: every declared field but the key, emptied. */
export function emptied(type: keyof RecordTypes): Record<string, null> {
  const { key } = SCHEMA[type];
  const names = Object.keys(FIELDS[type]).filter((name) => !key.includes(name));
  return Object.fromEntries(names.map((name) => [name, null]));
}

/** The write that brings back what stood in the fields that `set` changes. */
export function former<Fields extends object>(fields: Fields, set: Partial<Fields>): Partial<Fields> {
  const names = Object.keys(set) as (keyof Fields)[];
  return Object.fromEntries(names.map((name) => [name, fields[name] ?? null])) as Partial<Fields>;
}
