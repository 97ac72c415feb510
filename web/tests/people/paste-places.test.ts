import { describe, expect, it } from 'vitest';
import { readPlaceLines, writable } from '../../src/people/paste-places';
import { WOREDA, place } from './woreda';

const read = (text: string, places = WOREDA) => readPlaceLines(text, places, 'w');

describe('reading a list of places', () => {
  it('takes name, kind, parent and code, and parents named in lines above', () => {
    const lines = read('Ula, health centre, Limu, OR-1\nUla post, HP, Ula');
    expect(lines.map((one) => [one.name, one.kind, one.parent, one.code, one.problem])).toEqual([
      ['Ula', 'health_centre', { record: 'w' }, 'OR-1', null],
      ['Ula post', 'health_post', { line: 1 }, '', null],
    ]);
  });

  it('understands the kinds in three languages and common letters', () => {
    const kinds = read(
      'A, Health Center\nB, HC\nC, ጤና ጣቢያ\nD, Buufata Fayyaa\nE, ጤና ኬላ, A\nF, kellaa fayyaa, A\nG, ሆስፒታል\nH, Hospitaala',
    ).map((one) => one.kind);
    expect(kinds).toEqual([
      'health_centre',
      'health_centre',
      'health_centre',
      'health_centre',
      'health_post',
      'health_post',
      'hospital',
      'hospital',
    ]);
  });

  it('reads a kind that stands in the name, and says so', () => {
    const [one] = read('Meraro Health Centre');
    expect(one).toMatchObject({ kind: 'health_centre', problem: null, notes: ['kind_from_name'] });
  });

  it('puts a post without a parent below the health centre above it, and asks for a look', () => {
    const [, post] = read('Ula, HC\nUla post, HP');
    expect(post).toMatchObject({ parent: { line: 1 }, notes: ['parent_guessed'], problem: null });
  });

  it('reads tabs, semicolons, quotes, the Ethiopic comma, a heading and a byte order mark', () => {
    expect(read('\uFEFFName\tKind\nUla\tHC\n')).toMatchObject([
      { line: 2, name: 'Ula', kind: 'health_centre' },
    ]);
    expect(read('Ula; HC; Limu')).toMatchObject([{ name: 'Ula', parent: { record: 'w' } }]);
    expect(read('"Ula, new", HC')).toMatchObject([{ name: 'Ula, new' }]);
    expect(read('ኡላ፣ ጤና ጣቢያ')).toMatchObject([{ name: 'ኡላ', kind: 'health_centre' }]);
    expect(read('\n\n  \nUla,HC')).toMatchObject([{ line: 4 }]);
  });

  it('explains every odd line and lets the others through', () => {
    const lines = read(
      [
        ', HC', // 1 no name
        'Mystery', // 2 no kind
        'Ula, clinic', // 3 a kind nobody knows
        'Tulu, HP, Bekojii', // 4 a slip in the parent's name
        'Far, HP, Elsewhere', // 5 a parent nobody knows
        'Chiba, HP, Bekoji', // 6 there already
        'New, HP, Bekoji', // 7 fine
        'new, hp, BEKOJI', // 8 named twice
      ].join('\n'),
    );
    expect(lines.map((one) => one.problem)).toEqual([
      'no_name',
      'unknown_kind',
      'unknown_kind',
      'unknown_parent',
      'unknown_parent',
      'already_there',
      null,
      'twice',
    ]);
    expect(lines[3]?.suggestion).toBe('Bekoji');
    expect(lines[4]?.suggestion).toBeNull();
    expect(writable(lines).map((one) => one.name)).toEqual(['New']);
  });

  it('asks for a hand when two places share the name of a parent', () => {
    const twins = [...WOREDA, place('hc9', 'Siree', 'health_centre', 'w')];
    expect(read('Ula, HP, Siree', twins)[0]?.problem).toBe('two_parents');
  });

  it('lets two posts share a name below different health centres', () => {
    expect(read('Chiba, HP, Siree')[0]?.problem).toBeNull();
  });

  it('holds back a line whose parent line can’t be written', () => {
    const lines = read('Ula, HC, Nowhere\nUla post, HP, Ula');
    expect(writable(lines)).toEqual([]);
  });

  it('hangs posts below a health centre that is there already when the list names it again', () => {
    const lines = read('Bekoji, HC\nFresh, HP\nOther, HP, Bekoji');
    expect(lines.map((one) => [one.problem, one.parent])).toEqual([
      ['already_there', { record: 'w' }],
      [null, { record: 'hc1' }],
      [null, { record: 'hc1' }],
    ]);
  });
});
