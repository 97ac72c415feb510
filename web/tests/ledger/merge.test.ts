import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/merge.json';
import { fullStamp, type Json } from '../../src/ledger/entry';
import { conflictsOf, headsOf, mergeCell, stampOf, type Cell, type Conflict } from '../../src/ledger/merge';

interface Written {
  device: string;
  n: number;
  stamp: number;
  set: Record<string, Json>;
  base: Record<string, string[]>;
}
interface Field {
  stored: Cell;
  value: Json;
  conflicts: Conflict[];
}
const cases = vectors.cases as unknown as {
  name: string;
  entries: Written[];
  state: Record<string, Field>;
}[];

describe('the merge cases that the hub satisfies too', () => {
  test.each(cases)('$name', ({ entries, state }) => {
    expect(Object.keys(state).length).toBeGreaterThan(0);
    const heard = fc.shuffledSubarray([...entries, ...entries], { minLength: entries.length * 2 });
    const everyOrder = fc.property(heard, (order) => {
      expect(fold(order)).toEqual(state);
    });
    fc.assert(everyOrder, { numRuns: 30, examples: [[entries], [[...entries].reverse()]] });
  });
});

describe('a cell', () => {
  test('tells which stamps a reader has in sight', () => {
    const { cell, value } = mergeCell('5@a', 3, '5@b', 4, []);
    expect(value).toBe(4);
    expect(stampOf(cell)).toBe('5@b');
    expect(Object.keys(headsOf(cell, value))).toEqual(['5@a', '5@b']);
  });

  test('that nobody filled has no heads', () => {
    expect(headsOf(undefined, undefined)).toEqual({});
  });

  test('an entry that claims to have seen its own writing empties the field instead of breaking it', () => {
    expect(mergeCell(undefined, undefined, '5@a', 3, ['5@a'])).toEqual({
      cell: { h: {}, s: ['5@a'] },
      value: null,
    });
  });
});

function fold(entries: Written[]): Record<string, Field> {
  const cells: Record<string, Cell> = {};
  const values: Record<string, Json> = {};
  for (const entry of entries)
    for (const [field, value] of Object.entries(entry.set)) {
      const stamp = fullStamp(entry.stamp, entry.device);
      const merged = mergeCell(cells[field], values[field], stamp, value, entry.base[field] ?? []);
      cells[field] = merged.cell;
      values[field] = merged.value;
    }
  const field = (name: string): Field => ({
    stored: cells[name]!,
    value: values[name]!,
    conflicts: conflictsOf(cells[name]!, values[name]),
  });
  return Object.fromEntries(Object.keys(cells).map((name) => [name, field(name)]));
}
