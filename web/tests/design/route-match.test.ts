import { describe, expect, test } from 'vitest';
import { find, match } from '../../src/design/route-match';

describe('an address', () => {
  test('gives its named parts to the screen', () => {
    expect(match('/enter/:measure/:facility/:period?', '/enter/m1/f1')).toEqual({
      measure: 'm1',
      facility: 'f1',
    });
    expect(match('/enter/:measure/:facility/:period?', '/enter/m1/f1/e2018-01')).toEqual({
      measure: 'm1',
      facility: 'f1',
      period: 'e2018-01',
    });
  });

  test('fits only a screen with room for all of it', () => {
    expect(match('/cycles', '/cycles/7')).toBeNull();
    expect(match('/cycle/:id', '/cycle')).toBeNull();
  });

  test('prefers the words written out over a named part', () => {
    const table = { '/cycle/:id': 'one', '/cycle/new': 'new' };
    expect(find(table, '/cycle/new')?.screen).toBe('new');
    expect(find(table, '/cycle/7')?.params).toEqual({ id: '7' });
  });

  test('opens nothing when nothing fits', () => {
    expect(find({ '/': 'home' }, '/nowhere')).toBeNull();
  });

  test('may hold letters of any script, or be badly written', () => {
    expect(match('/join/:code', '/join/%E1%8B%B0%E1%89%A6')).toEqual({ code: 'ደቦ' });
    expect(match('/join/:code', '/join/100%')).toEqual({ code: '100%' });
  });
});
