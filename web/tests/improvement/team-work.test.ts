import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/approvers.json';
import { stateOfAim, waitingFor } from '../../src/improvement/aims/approvals';
import { somebodyOutside } from '../../src/improvement/aims/approvers';
import { aimsInOrder } from '../../src/improvement/aims/order';
import { driversIn, looseIdeas, parentsFor, treeOf } from '../../src/improvement/drivers/tree';
import { dutyLines } from '../../src/improvement/tasks/duties';
import { changed } from '../../src/improvement/tasks/tasks';
import { teamsAt } from '../../src/improvement/timeline/timeline';
import type { Aim, Approval, Cycle, Driver, Duty, Idea, Team } from '../../src/ledger/schema';

const one = <F>(id: string, fields: F) => ({ id, fields });
const ids = (list: { id: string }[]): string => list.map(({ id }) => id).join(' ');

describe('ideas without a driver', () => {
  const gone = one<Driver>('gone', { aim: 'a', withdrawn: true });
  const primary = one<Driver>('p', { aim: 'a', text: 'Skills' });
  const secondary = one<Driver>('s', { aim: 'a', text: 'Training', parent: 'p' });
  const alone = one<Driver>('q', { aim: 'a', text: 'Supplies' });
  const ideas = [
    one<Idea>('hung', { driver: 's', text: 'Practise' }),
    one<Idea>('never', { text: 'A box' }),
    one<Idea>('emptied', { driver: null, text: 'A list' }),
    one<Idea>('left', { driver: 'gone', text: 'A poster' }),
    one<Idea>('coming', { driver: 'not here yet', text: 'A call' }),
    one<Idea>('away', { text: 'Taken back', withdrawn: true }),
  ];

  test('are those on none, or on one that was taken back; never those whose driver is still to come', () => {
    const loose = looseIdeas(ideas, [gone, primary, secondary, alone], [primary, secondary, alone]);
    expect(ids(loose)).toBe('emptied left never');
  });

  const tree = treeOf('a', [primary, secondary, alone], ideas);
  test('can be hung on any driver, a secondary one below its primary', () =>
    expect(driversIn(tree)).toEqual([
      { value: 'p', label: 'Skills' },
      { value: 's', label: '– Training' },
      { value: 'q', label: 'Supplies' },
    ]));

  test('a driver moves to another primary one, but not with drivers below it', () => {
    expect(parentsFor(tree, tree[0]!)).toEqual([]);
    expect(parentsFor(tree, tree[1]!)).toEqual([{ value: 'p', label: 'Skills' }]);
    expect(parentsFor(tree, tree[0]!.children[0]!).map(({ value }) => value)).toEqual(['p', 'q']);
  });
});

describe('several aims', () => {
  const today = '2026-11-27';
  const aims = [
    one<Aim>('ended', { what: 'a', by: '2027-01-01', ended: '2026-10-01' }),
    one<Aim>('passed', { what: 'b', by: '2026-11-26' }),
    one<Aim>('long passed', { what: 'c', by: '2026-01-01' }),
    one<Aim>('open', { what: 'd' }),
    one<Aim>('far', { what: 'e', by: '2027-06-01' }),
    one<Aim>('today', { what: 'f', by: today }),
    one<Aim>('also far', { what: 'dd', by: '2027-06-01' }),
  ];
  const order = 'today,also far,far,open,passed,long passed,ended';

  test('those that run come first, whatever their ids', () => {
    expect(
      aimsInOrder(aims, today)
        .map(({ id }) => id)
        .join(),
    ).toBe(order);
    expect(
      aimsInOrder([...aims].reverse(), today)
        .map(({ id }) => id)
        .join(),
    ).toBe(order);
    expect(aimsInOrder([], today)).toEqual([]);
  });
});

describe('a word on an aim', () => {
  const places = new Map(vectors.places.map(({ id, kind, parent }) => [id, { kind, parent }]));
  test.each(vectors.cases)('$name', ({ held, members, facility, outside }) =>
    expect(somebodyOutside({ held, members, places }, 't', facility, vectors.day)).toBe(outside),
  );

  const shown = (id: string, fields: Aim) => ({ id, draft: false, fields });
  const aims = [
    shown('waits', { team: 't', facility: 'f' }),
    shown('ours', { team: 'mine', facility: 'f' }),
    shown('elsewhere', { team: 't', facility: 'g' }),
    shown('answered', { team: 't', facility: 'f' }),
    shown('taken back', { team: 't', facility: 'f' }),
    shown('ended', { team: 't', facility: 'f', ended: '2026-01-01' }),
    { ...shown('draft', { team: 't', facility: 'f' }), draft: true },
  ];
  const answers = [
    one<Approval>('1', { aim: 'answered', said: 'talk' }),
    one<Approval>('2', { aim: 'taken back', said: 'agreed', withdrawn: true }),
  ];

  test('is waited for where it may be given and none stands', () => {
    const waiting = waitingFor(aims, answers, ['mine'], (facility) => facility === 'f');
    expect(waiting.map(({ id }) => id)).toEqual(['waits', 'taken back']);
    expect(waitingFor(aims, answers, [], () => false)).toEqual([]);
  });

  test('says when it is by the team itself', () => {
    const agreed = (by_team: boolean) => [one<Approval>('1', { said: 'agreed', by_team })];
    const aim = { alone: false, draft: false };
    expect(stateOfAim(aim, agreed(true), true)).toBe('Agreed by the team itself');
    expect(stateOfAim(aim, agreed(false), true)).toBe('Agreed');
  });
});

test('a task is changed by what differs alone, and brought back as it was', () => {
  const was = { text: 'A chair', role: 'midwife', facility: 'f' };
  expect(changed(was, { text: 'A chair', role: 'cleaner', due: '2026-12-01' })).toEqual({
    set: { role: 'cleaner', due: '2026-12-01' },
    was: { role: 'midwife', due: null },
  });
  expect(changed({ ...was, due: '2026-12-01' }, { due: null })).toEqual({
    set: { due: null },
    was: { due: '2026-12-01' },
  });
  expect(changed(was, { ...was, due: null })).toEqual({ set: {}, was: {} });
});

test('a measure without a role stands first among who counts what', () => {
  const duty = (id: string, channel: string, fields: Duty) => ({ id, channel, fields });
  const duties = [
    duty('1', 'facility:f', { measure: 'a', facility: 'f', role: 'midwife' }),
    duty('2', 'facility:f', { measure: 'c', facility: 'f', role: null }),
    duty('3', 'facility:g', { measure: 'b', facility: 'g', role: 'nurse' }),
    duty('4', 'facility:g', { measure: 'b', facility: 'f', role: 'nurse' }),
  ];
  expect(dutyLines(['a', 'b', 'c'], duties, 'f')).toEqual([
    { measure: 'b', role: null },
    { measure: 'c', role: null },
    { measure: 'a', role: 'midwife' },
  ]);
  expect(dutyLines([], duties, 'f')).toEqual([]);
});

test('the teams of a timeline are those of the place and those that tested there', () => {
  const teams = [
    one<Team>('delivery', { place: 'hospital' }),
    one<Team>('newborn', { place: 'hospital' }),
    one<Team>('centre', { place: 'hc' }),
    one<Team>('other', { place: 'hc2' }),
  ];
  const cycles = [one<Cycle>('c', { team: 'centre', facility: 'post' })];
  expect(ids(teamsAt('hospital', teams, []))).toBe('delivery newborn');
  expect(ids(teamsAt('post', teams, cycles))).toBe('centre');
});
