/**
 * The merge of one field (docs/protocol.md 2): a union of sets, so that order, repetition and splitting don't matter.
 *
 * `heads` are the values nobody has yet written over knowingly, by their full stamps; `seen` are the stamps that
 * somebody's entry named as its base. The greatest head is shown. Further heads with another value are a conflict,
 * which a person settles by writing again with all heads in sight.
 */
import { canonical } from './canonical';
import { compareStamps, type Json } from './entry';
import type { RecordRow } from './store';

/** As it is stored: the stamp alone while there is one head and nothing seen; the value then stands in the record. */
export type Cell = string | { h: Record<string, Json>; s: string[] };

export interface Conflict {
  value: Json;
  stamp: string;
}

/** Merge one written value into a field. Answers the new cell and the value now shown. */
export function mergeCell(
  cell: Cell | undefined,
  shown: Json | undefined,
  stamp: string,
  value: Json,
  base: readonly string[],
): { cell: Cell; value: Json } {
  const heads = new Map(Object.entries(headsOf(cell, shown)));
  const seen = new Set([...(typeof cell === 'object' ? cell.s : []), ...base]);
  heads.set(stamp, value);
  for (const stale of seen) heads.delete(stale);
  const order = [...heads.keys()].sort(compareStamps);
  const top = order[order.length - 1];
  return {
    cell:
      top !== undefined && order.length === 1 && !seen.size
        ? top
        : {
            h: Object.fromEntries(order.map((head) => [head, heads.get(head)!])),
            s: [...seen].sort(compareStamps),
          },
    // No head at all can only come from an entry that claims to have seen what was not yet written.
    value: top === undefined ? null : heads.get(top)!,
  };
}

/** The cells of a record by field, whichever way they are stored. */
export function cellsOf({ fields, cells }: Pick<RecordRow, 'fields' | 'cells'>): Record<string, Cell> {
  if (typeof cells !== 'string') return cells;
  return Object.fromEntries(Object.keys(fields).map((field) => [field, cells]));
}

/** The values in sight by their full stamps: the base of whatever is written next. */
export function headsOf(cell: Cell | undefined, shown: Json | undefined): Record<string, Json> {
  if (cell === undefined) return {};
  return typeof cell === 'string' ? { [cell]: shown ?? null } : cell.h;
}

/** The full stamp of the value shown. */
export function stampOf(cell: Cell): string | undefined {
  return typeof cell === 'string' ? cell : Object.keys(cell.h).sort(compareStamps).pop();
}

/** What else was written at the same time and differs from what is shown, newest first; empty when all agree. */
export function conflictsOf(cell: Cell, shown: Json | undefined): Conflict[] {
  if (typeof cell === 'string') return [];
  const said = canonical(shown ?? null);
  return Object.entries(cell.h)
    .map(([stamp, value]) => ({ stamp, value }))
    .filter(({ value }) => canonical(value) !== said)
    .sort((a, b) => compareStamps(b.stamp, a.stamp));
}
