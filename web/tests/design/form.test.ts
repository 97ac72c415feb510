import { describe, expect, test } from 'vitest';
import {
  asked,
  changed,
  isMissing,
  PROBLEMS,
  problemsOf,
  type Declared,
} from '../../src/design/form/declared';
import { freshKey, moved } from '../../src/design/form/elements';
import { dayOf, daysToPick, partsOf, yearsToPick } from '../../src/design/form/ethiopian-day';
import { readCount, readNumber } from '../../src/design/form/numbers';

describe('a number as it was typed', () => {
  test.each([
    ['', { kind: 'missing' }],
    ['  ', { kind: 'missing' }],
    ['0', { kind: 'number', value: 0 }],
    ['12', { kind: 'number', value: 12 }],
    ['1 240', { kind: 'number', value: 1240 }],
    ['1,240', { kind: 'number', value: 1240 }],
    ['-3', { kind: 'unreadable' }],
    ['3.5', { kind: 'unreadable' }],
    ['12a', { kind: 'unreadable' }],
    ['1234567890', { kind: 'unreadable' }],
  ])('as a count: “%s”', (typed, read) => expect(readCount(typed)).toEqual(read));

  test.each([
    ['4.5', { kind: 'number', value: 4.5 }],
    ['4,5', { kind: 'number', value: 4.5 }],
    ['-0.5', { kind: 'number', value: -0.5 }],
    ['12,500.5', { kind: 'number', value: 12500.5 }],
    ['four', { kind: 'unreadable' }],
  ])('as a measured number: “%s”', (typed, read) => expect(readNumber(typed)).toEqual(read));
});

describe('a declared form', () => {
  const fields: Record<string, Declared> = {
    name: { kind: 'words', label: 'Name', required: true },
    births: { kind: 'count', label: 'Births' },
    elements: { kind: 'element_counts', label: 'Elements' },
  };

  test('asks for the named fields in the order named, and leaves out what has its own screen', () => {
    expect(asked(fields).map(([name]) => name)).toEqual(['name', 'births']);
    expect(asked(fields, ['births', 'name', 'nothing']).map(([name]) => name)).toEqual(['births', 'name']);
  });

  test('says what is missing and what it can’t read', () => {
    expect(problemsOf(asked(fields), { name: { en: ' ' }, births: NaN })).toEqual({
      name: PROBLEMS.missing,
      births: PROBLEMS.count,
    });
    expect(problemsOf(asked(fields), { name: { am: 'ደቦ' }, births: null })).toEqual({});
  });

  test('zero and no are answers; nothing is missing', () => {
    expect([0, false].map(isMissing)).toEqual([false, false]);
    expect(['', [], {}, { en: '' }, null, undefined].map(isMissing)).toEqual([
      true,
      true,
      true,
      true,
      true,
      true,
    ]);
  });

  test('hands on only what changed, and null for what was emptied', () => {
    const before = { name: { en: 'Goljota' }, code: 'HC7', parent: null };
    const after = { name: { en: 'Goljota ', am: '' }, code: '', parent: 'woreda' };
    expect(changed(before, after)).toEqual({ code: null, parent: 'woreda' });
  });
});

describe('the elements of a bundle', () => {
  test('a new element never takes the key of another', () => {
    expect(freshKey([{ key: 'e1' }, { key: 'e3' }])).toBe('e4');
    expect(freshKey([])).toBe('e1');
  });

  test('one moves down, the last stays', () => {
    expect(moved(['a', 'b', 'c'], 0)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b'], 1)).toEqual(['a', 'b']);
  });
});

describe('a day of the Ethiopian calendar', () => {
  test('is picked part by part; 6 Pagume 2015 is 11 September 2023 (DOMAIN 5.5)', () => {
    expect(dayOf({ year: 2015, month: 13, day: 6 })).toBe('2023-09-11');
    expect(partsOf('2023-09-11')).toMatchObject({ year: 2015, month: 13, day: 6 });
  });

  test('is none until all parts are there', () => {
    expect(dayOf({ year: 2018, month: 1, day: null })).toBeNull();
    expect(partsOf(null)).toEqual({ year: null, month: null, day: null });
    expect(partsOf('someday')).toEqual({ year: null, month: null, day: null });
  });

  test('Pagume offers five days, six in a leap year, and takes a later day as its last', () => {
    expect(daysToPick({ year: 2016, month: 13, day: null })).toHaveLength(5);
    expect(daysToPick({ year: 2015, month: 13, day: null })).toHaveLength(6);
    expect(dayOf({ year: 2016, month: 13, day: 30 })).toBe('2024-09-10');
  });

  test('the years reach back to one already chosen', () => {
    const years = yearsToPick('2025-11-23', 2001);
    expect([years[0], years.at(-1)]).toEqual([2022, 2001]);
  });
});
