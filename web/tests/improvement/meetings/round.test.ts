import { describe, expect, test } from 'vitest';
import {
  groupsOf,
  ideasFor,
  newSlip,
  ownSlips,
  shuffled,
  slipsIn,
  stageOf,
} from '../../../src/improvement/meetings/round';
import { partsOf, textOf, type Told } from '../../../src/improvement/meetings/minutes';
import { minutesLeft, passed } from '../../../src/improvement/meetings/timer';

const idea = (id: string, person: string, same_as?: string) => ({
  id,
  fields: { text: `idea ${id}`, person, ...(same_as && { same_as }) },
});
const vote = (proposal: string, slip: string, points: number) => ({
  id: `${proposal} ${slip}`,
  fields: { proposal, slip, points },
});

describe('who sees what', () => {
  const ideas = [idea('a', 'almaz'), idea('b', 'tolosa')];

  test('the stages follow from what is written', () => {
    expect([
      stageOf({}),
      stageOf({ question: '?' }),
      stageOf({ question: '?', shown_on: '2026-11-20' }),
    ]).toEqual(['none', 'writing', 'shown']);
    expect(stageOf({ question: null, shown_on: null })).toBe('none');
  });

  test('before all are shown each sees their own, and nobody at work sees none', () => {
    expect(ideasFor('writing', ideas, 'almaz').map(({ id }) => id)).toEqual(['a']);
    expect(ideasFor('writing', ideas, null)).toEqual([]);
    expect(ideasFor('writing', [{ id: 'c', fields: { text: '?' } }], null)).toEqual([]);
    expect(ideasFor('shown', ideas, 'almaz')).toHaveLength(2);
  });
});

describe('ideas put together, and dots', () => {
  test('dots of what was put together are added, and nobody gives more than three on one', () => {
    const ideas = [idea('a', 'p'), idea('b', 'q', 'a'), idea('c', 'r', 'b'), idea('d', 's')];
    const votes = [
      vote('a', 'o1', 2),
      vote('b', 'o4', 1),
      vote('c', 'o2', 1),
      vote('d', 'p1', 99),
      vote('d', 'p2', 0),
      vote('gone', 'o3', 3),
    ];
    expect(groupsOf(ideas, votes, true).map(({ id, dots, all }) => [id, dots, all.length])).toEqual([
      ['a', 4, 3],
      ['d', 3, 1],
    ]);
  });

  test('two phones that put two ideas together either way round agree', () => {
    const circle = [idea('b', 'p', 'a'), idea('a', 'q', 'b'), idea('c', 'r', 'b')];
    const found = groupsOf(circle, [vote('b', 'o1', 1), vote('c', 'o1', 1)]);
    expect(found.map(({ id, dots, text }) => [id, dots, text])).toEqual([['a', 2, 'idea a']]);
    expect(groupsOf([idea('x', 'p', 'x')], [])).toHaveLength(1);
    expect(groupsOf([idea('x', 'p', 'withdrawn')], [])[0]!.id).toBe('x');
  });

  test('the order is the same on every phone and not that of writing', () => {
    const ideas = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => idea(`0190-${id}`, 'p'));
    const order = groupsOf(ideas, []).map(({ id }) => id);
    expect(groupsOf([...ideas].reverse(), []).map(({ id }) => id)).toEqual(order);
    expect(order).not.toEqual(ideas.map(({ id }) => id));
    // Dots change nothing before they are counted.
    expect(groupsOf(ideas, [vote(order[5]!, 'o1', 3)]).map(({ id }) => id)).toEqual(order);
    expect(groupsOf(ideas, [vote(order[5]!, 'o1', 3)], true)[0]!.id).toBe(order[5]);
  });

  test('slips are counted once, and taken back ones not at all', () => {
    expect(slipsIn([vote('a', 'o1', 1), vote('b', 'o1', 2), vote('a', 'p2', 3), vote('a', 'o3', 0)])).toBe(2);
    expect(
      ownSlips([vote('a', 'o1', 1), vote('a', 'p2', 3), vote('b', 'o3', 0)]).map(({ id }) => id),
    ).toEqual(['a o1']);
  });

  test('a slip is new each time and fits its field', () => {
    const slips = Array.from({ length: 50 }, () => newSlip('passed'));
    expect(new Set(slips).size).toBe(50);
    expect(slips.every((one) => /^p[0-9a-f]{24}$/.test(one))).toBe(true);
    expect(newSlip('own')[0]).toBe('o');
  });

  test('shuffling keeps all, by chance alone', () => {
    // Draws of 0 swap each with the first: 1,2,3,4 → 4,2,3,1 → 3,2,4,1 → 2,3,4,1.
    expect(shuffled([1, 2, 3, 4], () => 0)).toEqual([2, 3, 4, 1]);
    expect(shuffled([1, 2, 3, 4], () => 0.999)).toEqual([1, 2, 3, 4]);
    expect(shuffled([])).toEqual([]);
  });
});

describe('minutes', () => {
  const WORDS = {
    here: 'Here',
    question: 'Question',
    ideas: 'Ideas',
    decided: 'Decided',
    todo: 'To do',
    next: 'Next',
    notes: 'Notes',
  };
  const told: Told = {
    title: 'Minutes',
    day: '11 Hidar 2019',
    where: 'QI team',
    here: ['Almaz', 'Tolosa'],
    question: 'What is missing?',
    ideas: [
      { text: 'A tray', dots: '4 dots' },
      { text: 'A list', dots: '' },
    ],
    decisions: [{ text: 'A tray', how: 'All agreed', reason: 'Quick', by: 'Took part: Almaz' }],
    tasks: [
      { text: 'Fill it', role: 'Midwife', due: 'by 20 Hidar', done: undefined },
      { text: 'Order', role: 'Pharmacist', due: 'by 1 Tahsas', done: 'done on 12 Hidar' },
    ],
  };

  test('they are the meeting, part by part, without what there was not', () => {
    expect(textOf(told, WORDS)).toBe(
      [
        'Minutes',
        '11 Hidar 2019 · QI team',
        '',
        'Here',
        '- Almaz, Tolosa',
        '',
        'Question',
        '- What is missing?',
        '',
        'Ideas',
        '- A tray · 4 dots',
        '- A list',
        '',
        'Decided',
        '- A tray · All agreed',
        '- Quick',
        '- Took part: Almaz',
        '',
        'To do',
        '- Fill it · Midwife · by 20 Hidar',
        '- Order · Pharmacist · done on 12 Hidar',
      ].join('\n'),
    );
  });

  test('an empty meeting has a head and nothing else', () => {
    const empty = { ...told, here: [], question: undefined, ideas: [], decisions: [], tasks: [] };
    expect(partsOf(empty, WORDS)).toEqual([]);
    expect(textOf(empty, WORDS)).toBe('Minutes\n11 Hidar 2019 · QI team');
  });
});

describe('ten minutes', () => {
  test.each([
    [0, 10],
    [1_000, 10],
    [60_000, 9],
    [599_000, 1],
    [600_000, 0],
    [900_000, 0],
    [-60_000, 10],
  ])('after %d ms %d minutes are left', (after, left) => expect(minutesLeft(1e12, 1e12 + after)).toBe(left));

  test('the ring is never more than full', () => {
    expect([passed(0, 300_000), passed(0, 900_000), passed(0, -5)]).toEqual([0.5, 1, 0]);
  });
});
