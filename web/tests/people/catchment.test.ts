import { describe, expect, it } from 'vitest';
import {
  below,
  catchment,
  findPlaces,
  flattened,
  isOpen,
  parentRefusal,
  possibleParents,
  usualChildren,
} from '../../src/people/catchment';
import { WOREDA, nameOf, place } from './woreda';

const shown = (places = WOREDA) =>
  flattened(catchment(places, nameOf)).map(({ place: one, depth }) => `${depth}${one.id}`);

describe('the order of places', () => {
  it('is the hospital, then each health centre with its posts', () => {
    expect(shown()).toEqual(['0w', '1h', '1hc1', '2p1', '2p3', '1hc2', '2p2']);
  });

  it('follows the position a steward gave before the name', () => {
    const moved = WOREDA.map((one) =>
      one.id === 'hc2' ? place('hc2', 'Siree', 'health_centre', 'w', { position: '1' }) : one,
    );
    expect(shown(moved)).toEqual(['0w', '1h', '1hc2', '2p2', '1hc1', '2p1', '2p3']);
  });

  it('sorts numbers in names as numbers', () => {
    const posts = [place('b', 'Post 10', 'health_post'), place('a', 'Post 9', 'health_post')];
    expect(shown(posts)).toEqual(['0a', '0b']);
  });

  it('loses no place when two phones made a loop of parents', () => {
    const loop = [place('a', 'A', 'health_centre', 'b'), place('b', 'B', 'health_centre', 'a')];
    expect(shown(loop)).toEqual(['0a', '0b']);
    const tail = [...loop, place('c', 'C', 'health_post', 'a')];
    expect(shown(tail).sort()).toEqual(['0a', '0b', '0c']);
  });
});

describe('belonging', () => {
  it('finds everything below a place, near and far', () => {
    expect([...below(WOREDA, 'w')].sort()).toEqual(['h', 'hc1', 'hc2', 'p1', 'p2', 'p3']);
    expect([...below(WOREDA, 'hc1')].sort()).toEqual(['p1', 'p3']);
    expect(below(WOREDA, 'p1').size).toBe(0);
  });

  it('ends on a loop', () => {
    const loop = [place('a', 'A', 'health_centre', 'b'), place('b', 'B', 'health_centre', 'a')];
    expect([...below(loop, 'a')]).toEqual(['b']);
  });

  it('refuses a parent that is the place itself or lies below it', () => {
    expect(parentRefusal(WOREDA, 'hc1', 'hc1')).toBe('itself');
    expect(parentRefusal(WOREDA, 'w', 'p1')).toBe('below');
    expect(parentRefusal(WOREDA, 'p1', 'hc2')).toBeNull();
  });

  it('offers a health post the health centres first, never a post', () => {
    const offered = possibleParents(WOREDA, 'health_post', nameOf, 'p1').map((one) => one.id);
    expect(offered).toEqual(['hc1', 'hc2', 'h', 'w']);
  });

  it('offers parents to a place that is only being added', () => {
    expect(possibleParents(WOREDA, 'health_centre', nameOf).map((one) => one.id)).toEqual(['w']);
    const alone = [place('w', 'Limu', 'woreda')];
    expect(possibleParents(alone, 'hospital', nameOf).map((one) => one.id)).toEqual(['w']);
  });

  it('adds posts below a health centre, and hospitals and health centres below a woreda', () => {
    expect(usualChildren('health_centre')).toEqual(['health_post']);
    expect(usualChildren('woreda')).toEqual(['hospital', 'health_centre']);
    expect(usualChildren('health_post')).toEqual([]);
  });
});

describe('finding a place', () => {
  it('looks through names in every language, without case or marks, and the national code', () => {
    const places = [
      ...WOREDA,
      {
        ...place('x', '', 'health_post'),
        fields: { name: { am: 'ጨፌ ጤና ኬላ', om: 'Caffee' }, code: 'OR-771' },
      },
    ];
    const ids = (query: string) => findPlaces(places, query).map((one) => one.id);
    expect(ids('ጨፌ')).toEqual(['x']);
    expect(ids('caffée')).toEqual(['x']);
    expect(ids('or 771')).toEqual(['x']);
    expect(ids('post wel')).toEqual(['p3']);
    expect(ids('nowhere')).toEqual([]);
  });
});

describe('being open', () => {
  it('counts the first and the last day', () => {
    const one = place('a', 'A', 'hospital', undefined, { since: '2026-01-02', until: '2026-03-04' });
    expect(['2026-01-01', '2026-01-02', '2026-03-04', '2026-03-05'].map((day) => isOpen(one, day))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isOpen(place('b', 'B', 'hospital'), '1999-01-01')).toBe(true);
  });
});
