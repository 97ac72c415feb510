/** The words of the field: all there, each with a drawing, found as one types; and those a collaborative says itself. */
import { afterEach, describe, expect, it } from 'vitest';
import { language, sayIn, t, keyOf } from '../../src/languages';
import { ownWords, wordFor } from '../../src/languages/own-words.svelte';
import { PICTURES } from '../../src/languages/terms/pictures';
import { TERMS, termName, termOf, termsWith } from '../../src/languages/terms/terms';
import { roleLabel } from '../../src/people/roles';
import { readingWords } from '../../src/charts/reading-words';
import { stateWords } from '../../src/improvement/cycles/cycle-state';
import { preferences } from '../../src/settings/preferences.svelte';

afterEach(() => {
  ownWords.take([]);
  language.use('en', {});
  preferences.plain = false;
});

describe('the terms', () => {
  it('are those of the field, each with a drawing of its own', () => {
    const wanted =
      'aim measure run_chart median run baseline phase change_idea pdsa prediction driver driver_diagram fishbone ' +
      'five_whys bundle numerator denominator release change_package decision recount verification_factor ' +
      'learning_session huddle';
    expect(TERMS.map(({ key }) => key)).toEqual(wanted.split(' '));
    for (const { key } of TERMS) {
      const strokes = Object.values(PICTURES[key]!);
      expect(strokes.length).toBeGreaterThan(1);
      for (const d of strokes) expect(d).toMatch(/^M[\d\s.,\-MmLHVhvclaZ0-9]+$/);
    }
    expect(Object.keys(PICTURES).sort()).toEqual(TERMS.map(({ key }) => key as string).sort());
  });

  it('are short: a sentence or two, said in few words', () => {
    for (const { text, example } of TERMS) {
      expect(text.split(/\s+/).length).toBeLessThanOrEqual(25);
      expect(example.split(/\s+/).length).toBeLessThanOrEqual(25);
    }
  });

  it('are found by name or meaning, without regard to capitals and accents', () => {
    expect(termsWith('FISH', 'en').map(({ key }) => key)).toEqual(['fishbone']);
    expect(termsWith('  lower number ', 'en').map(({ key }) => key)).toEqual(['denominator']);
    expect(termsWith('', 'en')).toHaveLength(TERMS.length);
    expect(termsWith('zebra', 'en')).toEqual([]);
    expect(termOf('of a newer version')).toBeUndefined();
  });
});

describe('a collaborative’s own words', () => {
  it('stand in the reader’s language only; elsewhere Debo’s own stay', () => {
    ownWords.take([{ fields: { word: 'term.pdsa', said: { om: ' Yaalii ' } } }]);
    expect(wordFor('term.pdsa')).toBeUndefined();
    expect(termName(termOf('pdsa')!)).toBe('PDSA cycle');
    language.use('om', {});
    expect(termName(termOf('pdsa')!)).toBe('Yaalii');
    expect(termsWith('yaalii', 'om').map(({ key }) => key)).toEqual(['pdsa']);
  });

  it('name roles; taken back, empty or unreadable they say nothing', () => {
    const said = { en: 'Birth companion' };
    ownWords.take([{ fields: { word: 'role.midwife', said } }]);
    expect(roleLabel('midwife')).toBe('Birth companion');
    ownWords.take([
      { fields: { word: 'role.midwife', said, withdrawn: true } },
      { fields: { said } },
      { fields: {} },
    ]);
    expect(roleLabel('midwife')).toBe('Midwife');
    ownWords.take([{ fields: { word: 'role.midwife', said: { en: '  ' } } }]);
    expect(roleLabel('midwife')).toBe('Midwife');
    expect(roleLabel(null)).toBe('');
  });
});

describe('plain words', () => {
  it('say the same without the terms of charts', () => {
    const reading = { key: 'better_run' as const, params: { n: 8, limit: 6 } };
    expect(readingWords(reading)).toContain('chance seldom makes more than 6');
    preferences.plain = true;
    expect(readingWords(reading)).toBe(
      'It has likely become better: 8 times in a row on one side of the middle.',
    );
    expect(stateWords({ decision: 'adopt' })).toBe('We keep it');
    expect(stateWords({ decision: 'abandon' })).toBe('Left, and learned from');
  });
});

describe('another language meanwhile', () => {
  it('is spoken for one sheet, and never after, even when that fails', () => {
    const words = { [keyOf('Save')]: 'አስቀምጥ' };
    expect(sayIn('am', words, () => t('Save'))).toBe('አስቀምጥ');
    expect(() =>
      sayIn('am', words, () => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(t('Save')).toBe('Save');
  });
});
