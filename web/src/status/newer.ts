/**
 * What a newer version of Debo wrote: records of kinds, and fields of names, that this one doesn't know. They are kept
 * and passed on as they came; here they are only counted. (The first screen asks late: it needs every field's name.)
 */
import { FIELDS } from '../ledger/fields';
import type { Rec } from '../ledger/memory';
import type { Replica } from '../ledger/replica.svelte';
import type { RecordTypes } from '../ledger/schema';

type Any = Rec<unknown>;

/** The filled fields of a record that this version has no name for. */
export function newerFields({ type, fields }: Pick<Any, 'type' | 'fields'>): string[] {
  const known = (FIELDS as Record<string, object | undefined>)[type];
  if (!known) return [];
  return Object.entries(fields as Record<string, unknown>)
    .filter(([name, value]) => !(name in known) && value !== null)
    .map(([name]) => name);
}

/** Records of kinds that this version doesn't know, and then those with fields it doesn't know. */
export function newerRecords(replica: Replica): Any[] {
  const known = Object.keys(FIELDS).flatMap((type) => replica.all(type as keyof RecordTypes) as Any[]);
  return [...replica.unreadable, ...known.filter((one) => newerFields(one).length > 0)];
}
