import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/columns.json';
import { plain } from '../../src/ledger/canonical';
import { BadColumns, decode, encode, type Columns } from '../../src/ledger/columns';
import type { Entry } from '../../src/ledger/entry';

interface Case {
  name: string;
  entries: Entry[];
  columns: Columns;
}
const { cases, read, refused, declared } = vectors as unknown as {
  cases: Case[];
  read: Case[];
  refused: { name: string; columns: Columns }[];
  declared: Record<string, string[]>;
};
const keyOf = (type: string): readonly string[] => declared[type] ?? [];

describe('the columns that the hub reads and writes too', () => {
  test.each(cases)('$name', ({ entries, columns }) => {
    expect(encode(entries, keyOf)).toEqual(columns);
    expect(decode(columns, keyOf)).toEqual(entries);
  });

  test.each(read)('read only: $name', ({ entries, columns }) => {
    expect(decode(columns, keyOf)).toEqual(entries);
  });

  test.each(refused)('refused: $name', ({ columns }) => {
    expect(() => decode(columns, keyOf)).toThrow(BadColumns);
  });
});

test('any entries come back as they went', () => {
  const roundTrip = fc.property(fc.array(entryArbitrary, { maxLength: 20 }), (entries) => {
    const wire = JSON.parse(JSON.stringify(encode(entries, keyOf))) as Columns;
    expect(decode(wire, keyOf)).toEqual(JSON.parse(JSON.stringify(entries)));
  });
  fc.assert(roundTrip, { numRuns: 150 });
});

const entryArbitrary: fc.Arbitrary<Entry> = fc.record({
  device: fc.constantFrom('9f00000000000001', '9f00000000000002'),
  channel: fc.constantFrom('team:1', 'collaborative:2'),
  n: fc.integer({ min: 1, max: 5000 }),
  stamp: fc.integer({ min: 1, max: 2 ** 40 }),
  author: fc.constantFrom('almaz', 'tolosa'),
  at: fc.integer({ min: -(2 ** 31), max: 2 ** 33 }),
  type: fc.constantFrom('observation', 'cycle', 'not_yet_invented'),
  record: fc.uuid(),
  set: fc.dictionary(
    fc.constantFrom('measure', 'facility', 'period', 'note', 'x'),
    fc.jsonValue().map(plain),
  ),
  base: fc.dictionary(
    fc.constantFrom('note', 'x'),
    fc.array(fc.constantFrom('1@a', '12@b'), { minLength: 1 }),
  ),
});
