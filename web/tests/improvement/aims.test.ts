import { describe, expect, test } from 'vitest';
import { openIn, sentenceOf, wayOf } from '../../src/improvement/aims/sentence';
import { gapOf, lined, moved, nextPlace, stepFrom, treeOf } from '../../src/improvement/drivers/tree';
import {
  beforeAndAfter,
  cameFrom,
  familyOf,
  middleOf,
  takenOver,
  triedOf,
} from '../../src/improvement/package/lineage';
import { finds, folded } from '../../src/improvement/package/search';
import { standing } from '../../src/improvement/work';
import { keyOf, language } from '../../src/languages/index.svelte';
import type { Cycle, Driver, Idea } from '../../src/ledger/schema';

/** A narrow blank stands before the per cent, so that a line never breaks there. */
const plain = (text: string): string => text.replaceAll('\u202f', ' ');
const day = (iso: string): string => `<${iso}>`;
const one = <F>(id: string, fields: F) => ({ id, fields });

describe('the sentence of an aim', () => {
  const aim = { what: 'tests for syphilis', start: 54, target: 90, by: '2026-04-08', whom: 'pregnant women' };

  test('says what, how much, by when and for whom', () =>
    expect(plain(sentenceOf(aim, 'percent', day))).toBe(
      'Raise tests for syphilis from 54 % to 90 % by <2026-04-08> for pregnant women.',
    ));

  test.each([
    [{ what: 'deaths', start: 5, target: 2 }, 'Lower deaths from 5 to 2.'],
    [{ what: 'handwashing', target: 80 }, 'Bring handwashing to 80.'],
    [{ what: 'stillbirths', start: 3, target: 0 }, 'Lower stillbirths from 3 to 0.'],
    [{ what: 'the register', start: 4, target: 4 }, 'Bring the register to 4.'],
    [{ what: 'waiting. ', whom: ' ' }, 'Bring waiting.'],
  ])('%o', (fields, text) => expect(sentenceOf(fields, null, day)).toBe(text));

  test('puts the verb where the language has it', () => {
    language.use('am', { [keyOf('Raise {what}{range}{by}{whom}.')]: '{what}{range}{by}{whom} ማሳደግ።' });
    expect(sentenceOf({ what: 'ምርመራ', start: 5, target: 9 }, null, day)).toBe('ምርመራ from 5 to 9 ማሳደግ።');
    language.use('en', {});
  });

  test('its open questions', () => {
    expect(openIn({ what: 'x', target: 0 })).toEqual(['by', 'whom']);
    expect(openIn({ what: ' ' })).toEqual(['what', 'target', 'by', 'whom']);
    expect(wayOf({ start: null, target: 3 })).toBe('reach');
  });
});

describe('the driver diagram', () => {
  const drivers = [
    one<Driver>('p2', { aim: 'a', text: 'Supplies', position: '0020' }),
    one<Driver>('p1', { aim: 'a', text: 'Skills', position: '0010' }),
    one<Driver>('s1', { aim: 'a', text: 'Training', parent: 'p1' }),
    one<Driver>('s2', { aim: 'a', text: 'Gone', parent: 'p1', withdrawn: true }),
    one<Driver>('o1', { aim: 'a', text: 'Its parent is still to come', parent: 'nowhere' }),
    one<Driver>('x', { aim: 'another', text: 'Not here' }),
  ];
  const ideas = [
    one<Idea>('i1', { driver: 's1', text: 'Practise at handover' }),
    one<Idea>('i2', { driver: 'p2', text: 'A box' }),
    one<Idea>('i3', { driver: 's2', text: 'Went with its driver' }),
  ];
  const tree = treeOf('a', drivers, ideas);

  test('hangs each where it belongs', () =>
    expect(lined(tree).map(({ node, level }) => `${level}${node.id}`)).toEqual([
      '1p1',
      '2s1',
      '3i1',
      '1p2',
      '2i2',
      '1o1',
    ]));

  test('two that name each other are seen once, and nothing turns in a circle', () => {
    const two = [one<Driver>('a', { aim: 'a', parent: 'b' }), one<Driver>('b', { aim: 'a', parent: 'a' })];
    expect(lined(treeOf('a', two, [])).map(({ node }) => node.id)).toEqual(['a', 'b']);
  });

  test('shows its gaps', () => {
    const cycles = [one<Cycle>('c', { idea: 'i1' }), one<Cycle>('d', { idea: 'i2', withdrawn: true })];
    expect(tree.map((node) => gapOf(node, cycles))).toEqual([null, 'not_tried', 'no_idea']);
    expect(gapOf(tree[0]!.children[0]!, [])).toBe('not_tried');
  });

  test('is walked with the arrow keys', () => {
    expect(stepFrom(tree, 'p1', 'ArrowDown')).toBe('s1');
    expect(stepFrom(tree, 'p1', 'ArrowRight')).toBe('s1');
    expect(stepFrom(tree, 'i1', 'ArrowLeft')).toBe('s1');
    expect(stepFrom(tree, 'p1', 'ArrowUp')).toBeNull();
    expect(stepFrom(tree, 'p1', 'End')).toBe('o1');
    expect(stepFrom(tree, 'p1', 'x')).toBeNull();
    expect(stepFrom(tree, 'nobody', 'Home')).toBeNull();
  });

  test('is put in another order by writing only what changes', () => {
    const list = [one('a', { position: '0010' }), one('b', { position: '0020' }), one('c', {})];
    expect(moved(list, 'c', -1)).toEqual([
      { id: 'c', position: '0020' },
      { id: 'b', position: '0030' },
    ]);
    expect(moved(list, 'a', -1)).toEqual([]);
    expect(moved(list, 'c', 1)).toEqual([]);
    expect(nextPlace(list)).toBe('0030');
    expect(nextPlace([])).toBe('0010');
  });
});

describe('the change package', () => {
  const ideas = [
    one<Idea>('a', { text: 'First' }),
    one<Idea>('b', { copied_from: 'a' }),
    one<Idea>('c', { copied_from: 'b' }),
    one<Idea>('d', { copied_from: 'lost' }),
    one<Idea>('e', { copied_from: 'f' }),
    one<Idea>('f', { copied_from: 'e' }),
  ];
  const ids = (list: { id: string }[]): string => list.map(({ id }) => id).join(' ');

  test('keeps the lineage of an idea', () => {
    expect(ids(cameFrom('c', ideas))).toBe('b a');
    expect(ids(takenOver('a', ideas))).toBe('b c');
    expect(ids(familyOf('b', ideas))).toBe('a b c');
    expect(ids(cameFrom('d', ideas))).toBe('');
    expect(ids(cameFrom('e', ideas))).toBe('f');
  });

  test('counts what came of it', () => {
    const cycles = [
      one<Cycle>('1', { idea: 'a', facility: 'x', starts: '2026-01-01', decision: 'adapt' }),
      one<Cycle>('2', { idea: 'a', facility: 'x', starts: '2026-02-01', decision: 'adopt' }),
      one<Cycle>('3', { idea: 'b', facility: 'y', decision: 'abandon' }),
      one<Cycle>('4', { idea: 'b', facility: 'z' }),
      one<Cycle>('5', { idea: 'b', facility: 'z', starts: '2026-03-01', started: '2026-03-02' }),
      one<Cycle>('6', { idea: 'a', facility: 'w', starts: '2026-03-01', withdrawn: true }),
    ];
    const tried = { places: 3, tried: 4, adopted: 1, adapted: 1, abandoned: 1 };
    expect(triedOf(['a', 'b'], cycles)).toEqual(tried);
    expect(triedOf([], cycles).tried).toBe(0);
  });

  test('parts a series where the first cycle began', () => {
    const points = [1, 2, 3, 4].map((month) => ({
      first: `2026-0${month}-01`,
      last: `2026-0${month}-28`,
      value: month === 3 ? null : month * 10,
    }));
    expect(beforeAndAfter(points, '2026-02-10')).toEqual({ before: [10], after: [40] });
    expect([middleOf([5, 1]), middleOf([9, 1, 5]), middleOf([1, 2, 3, 10])]).toEqual([null, 5, 2.5]);
  });
});

describe('the search', () => {
  test.each([
    ['ሐኪም', 'ሀኪም'],
    ['ኃይል', 'ሀይል'],
    ['ሠራተኛ', 'ሰራተኛ'],
    ['ዓላማ', 'አላማ'],
    ['ፀሐይ', 'ጸሀይ'],
    ['Da’umsa', 'DAUMSA'],
    ['café', 'CAFE'],
  ])('%s sounds like %s', (a, b) => expect(folded(a)).toBe(folded(b)));

  test('leaves apart what sounds different', () => {
    expect(folded('ሰላም')).not.toBe(folded('ሸላም'));
    expect(folded('ጠ')).not.toBe(folded('ጸ'));
  });

  test('wants every word, in any order', () => {
    expect(finds('kit evening', ['Pack the kit', null, 'the EVENING before'])).toBe(true);
    expect(finds('kit morning', ['Pack the kit'])).toBe(false);
    expect(finds('  ', [])).toBe(true);
  });
});

describe('what was tried alone', () => {
  const at = (channel: string, fields: object = {}) => ({ id: 'i', channel, fields });

  test('is a draft of one person until the team has it', () => {
    expect(standing([at('person:p')])[0]).toMatchObject({ alone: true, draft: true });
    expect(standing([at('person:p'), at('team:t')])).toHaveLength(1);
    expect(standing([at('person:p'), at('team:t')])[0]).toMatchObject({ alone: false, channel: 'team:t' });
    expect(standing([at('person:p', { withdrawn: true })])).toEqual([]);
  });
});
