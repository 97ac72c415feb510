import { describe, expect, test } from 'vitest';
import { allAnswered, askedOf, asking } from '../../src/improvement/cycles/askings';
import { SCALES } from '../../src/improvement/cycles/scale';
import { dueWhen, inOrder } from '../../src/improvement/tasks/tasks';
import { timelineOf } from '../../src/improvement/timeline/timeline';
import { FIELDS } from '../../src/ledger/fields';
import type { Asking, Task } from '../../src/ledger/schema';

describe('who was asked', () => {
  const asked = (id: string, channel: string, fields: Asking) => ({
    id,
    channel,
    fields: { cycle: 'c', ...fields } as Asking,
  });

  test('a role is one line, in the team and in the facility; the holder’s own answer counts', () => {
    const list = askedOf('c', [
      asked('2', 'team:t', { role: 'pharmacy' }),
      asked('1', 'team:t', { role: 'cleaner' }),
      asked('1', 'facility:f', { role: 'cleaner', answer: 'concern', words: 'Who washes it?' }),
      asked('3', 'team:t', { role: 'nurse', cycle: 'another' }),
      asked('4', 'team:t', { role: 'doctor', withdrawn: true }),
    ]);
    expect(
      list.map(({ role, byPhone, isTheirs, fields }) => [role, byPhone, isTheirs, fields.answer]),
    ).toEqual([
      ['cleaner', true, true, 'concern'],
      ['pharmacy', false, false, undefined],
    ]);
    expect(allAnswered(list)).toBe(false);
  });

  test('what the team has written is not written over by what the phone said', () => {
    const [one] = askedOf('c', [
      asked('1', 'facility:f', { role: 'cleaner', answer: 'against' }),
      asked('1', 'team:t', { role: 'cleaner', answer: 'agrees' }),
    ]);
    expect([one!.fields.answer, one!.isTheirs]).toEqual(['agrees', false]);
    expect(allAnswered([one!])).toBe(true);
  });

  test('nobody named is nobody asked', () => expect(allAnswered(askedOf('c', []))).toBe(false));
  test('the question stands alone', () =>
    expect(asking({ question: 'A tray?', what: 'Put it on the table' })).toBe(
      'A tray?\nPut it on the table',
    ));
});

test('the words of the scales are those of the models', () => {
  const declared = FIELDS.cycle['scale']!.choices!.map(({ value, label }) => [value, label]);
  expect(Object.entries(SCALES)).toEqual(declared);
});

describe('tasks', () => {
  const task = (id: string, fields: Task) => ({ id, channel: 'team:t', fields });

  test('mine first, the earliest due first, those without a day last, done ones apart', () => {
    const order = inOrder(
      [
        task('a', { role: 'nurse', due: '2026-03-02' }),
        task('b', { role: 'midwife' }),
        task('c', { role: 'midwife', due: '2026-03-09' }),
        task('d', { role: 'midwife', due: '2026-03-01' }),
        task('e', { role: 'midwife', done_on: '2026-03-01' }),
        task('f', { role: 'nurse', done_on: '2026-03-03' }),
        task('g', { role: 'midwife', withdrawn: true }),
      ],
      new Set(['midwife']),
    );
    const ids = (tasks: { id: string }[]): string => tasks.map(({ id }) => id).join('');
    expect([ids(order.mine), ids(order.others), ids(order.done)]).toEqual(['dcb', 'a', 'fe']);
  });

  test.each([
    [null, 'none'],
    ['2026-03-01', 'other'],
    ['2026-03-02', 'today'],
    ['2026-03-03', 'other'],
  ])('due %s is %s', (due, when) => expect(dueWhen(due, '2026-03-02')).toBe(when));
});

describe('the timeline', () => {
  // Tikimt to Tahsas 2018 are 11 Oct 2025 to 8 Jan 2026: three months, 90 days.
  const cycles = [
    { id: 'late', fields: { starts: '2025-12-10', ends: '2025-12-24', started: '2025-12-10' } },
    { id: 'first', fields: { starts: '2025-10-01', started: '2025-10-11', ends: '2025-10-28' } },
    { id: 'on', fields: { started: '2025-12-25' } },
    { id: 'plan', fields: { starts: '2026-01-06' } },
    { id: 'gone', fields: { started: '2025-11-01', withdrawn: true } },
    { id: 'no day', fields: { question: '?' } },
  ];
  const events = [{ id: 'event', fields: { day: '2025-11-25' } }];
  const { months, bars } = timelineOf(cycles, events, '2026-01-03', 'ethiopian');

  test('has the months around its days', () =>
    expect(months.map(({ year, month, from, to }) => [year, month, from * 3, to * 3])).toEqual([
      [2018, 2, 0, 1],
      [2018, 3, 1, 2],
      [2018, 4, 2, 3],
    ]));

  test('places each by the day it began, to the end of its last day', () =>
    expect(bars.map(({ id, from, to }) => [id, Math.round(from * 90), Math.round(to * 90)])).toEqual([
      ['first', 0, 18],
      ['event', 45, 46],
      ['late', 60, 75],
      ['on', 75, 85],
      ['plan', 87, 88],
    ]));

  test('says what is open and what is only planned', () => {
    const open = bars.filter(({ isOpen }) => isOpen).map(({ id }) => id);
    expect([open, bars.filter(({ isPlan }) => isPlan).map(({ id }) => id)]).toEqual([
      ['on', 'plan'],
      ['plan'],
    ]);
  });

  test('shows the last months; what ended before is left out, what reaches in is cut', () => {
    const two = timelineOf(cycles, events, '2026-01-03', 'ethiopian', 2);
    expect(two.months.map(({ month }) => month)).toEqual([3, 4]);
    expect(two.bars.map(({ id }) => id)).toEqual(['event', 'late', 'on', 'plan']);
    const one = timelineOf(
      [{ id: 'x', fields: { started: '2025-10-11', ends: '2025-12-24' } }],
      [],
      '2026-01-03',
      'ethiopian',
      1,
    );
    expect(one.bars.map(({ from, to }) => [from, to])).toEqual([[0, 0.5]]);
  });

  test('in the Gregorian calendar its months are those', () =>
    expect(timelineOf([], [], '2026-01-31', 'gregorian').months.map(({ first }) => first)).toEqual([
      '2026-01-01',
      '2026-02-01',
      '2026-03-01',
    ]));

  test('Pagume is a short month of its own', () =>
    expect(
      timelineOf(
        [{ id: 'p', fields: { started: '2025-08-10', ends: '2025-09-12' } }],
        [],
        '2025-09-12',
        'ethiopian',
      ).months.map(({ month, first }) => [month, first]),
    ).toEqual([
      [12, '2025-08-07'],
      [13, '2025-09-06'],
      [1, '2025-09-11'],
    ]));
});
