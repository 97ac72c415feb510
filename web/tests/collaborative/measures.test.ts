import { describe, expect, it } from 'vitest';
import {
  elementKey,
  keyed,
  isNewVersion,
  measureOfVersion,
  nextVersion,
  replacedBundles,
} from '../../src/measures/setup/bundle-versions';
import { changesMeaning, draftProblems, newMeasure, stops } from '../../src/measures/setup/measure-draft';

const BUNDLE = {
  id: 'b1',
  channel: 'collaborative:c',
  fields: {
    name: { en: 'Soon after birth' },
    version: 1,
    example: true,
    elements: [
      { key: 'oxytocin', label: { en: 'Oxytocin within a minute' } },
      { key: 'skin', label: { en: 'Skin to skin' } },
    ],
  },
};

describe('a bundle’s versions', () => {
  const { elements } = BUNDLE.fields;

  it('takes better words and another order for the same version', () => {
    const reworded = [elements[1]!, { key: 'oxytocin', label: { en: 'Oxytocin, 10 IU' } }];
    expect(isNewVersion(elements, reworded)).toBe(false);
  });

  it('takes one element more, less or other for a new version', () => {
    expect(isNewVersion(elements, [...elements, { key: 'vitamin_k', label: { en: 'Vitamin K' } }])).toBe(
      true,
    );
    expect(isNewVersion(elements, elements.slice(1))).toBe(true);
    expect(isNewVersion(elements, [elements[0]!, { key: 'cord', label: { en: 'Cord' } }])).toBe(true);
  });

  it('names the version it replaces, and is no example any more', () => {
    const next = nextVersion(BUNDLE, elements.slice(1));
    expect(next).toMatchObject({
      version: 2,
      replaces: 'b1',
      example: false,
      name: { en: 'Soon after birth' },
    });
    expect(replacedBundles([BUNDLE, { id: 'b2', channel: 'c', fields: next }])).toEqual(new Set(['b1']));
  });

  it('starts another measure with the version after its name', () => {
    const measure = {
      name: { en: 'Soon after birth', om: 'Dhalachuu booda' },
      unit: 'percent',
      bundle: 'b1',
    };
    const second = measureOfVersion(measure, 'b2', 2);
    expect(second).toEqual({
      name: { en: 'Soon after birth (2)', om: 'Dhalachuu booda (2)' },
      unit: 'percent',
      bundle: 'b2',
    });
    expect(measureOfVersion(second, 'b3', 3).name?.en).toBe('Soon after birth (3)');
  });

  it('gives a new element a key of its own, also when another was taken out for it', () => {
    // The list editor numbers what is new (e1, e2 …); such a number may come twice over the years, words stay.
    const edited = keyed([elements[0]!, { key: 'e2', label: { en: 'Skin' } }], elements);
    expect(edited.map((one) => one.key)).toEqual(['oxytocin', 'skin_2']);
    expect(isNewVersion(elements, edited)).toBe(true);
  });

  it('makes keys from words, unlike those there are', () => {
    expect(elementKey({ en: 'Skin to skin, 1 h' }, [])).toBe('skin_to_skin_1_h');
    expect(elementKey({ en: 'Skin' }, ['skin', 'skin_2'])).toBe('skin_3');
    expect(elementKey({ am: 'ኦክሲቶሲን' }, [])).toBe('element');
    expect(elementKey({ en: 'x'.repeat(80) }, []).length).toBeLessThanOrEqual(40);
  });
});

describe('a measure being written', () => {
  const good = {
    ...newMeasure(null),
    name: { en: 'PNC' },
    numerator: { en: 'Seen within 48 h' },
    denominator: { en: 'Births' },
  };

  it('is whole with a name and both sides of the line', () => {
    expect(draftProblems(good)).toEqual([]);
  });

  it('says what is missing', () => {
    expect(draftProblems(newMeasure(null))).toEqual(['no_name', 'no_numerator', 'no_denominator']);
    expect(draftProblems({ ...good, name: { en: '  ' } })).toEqual(['no_name']);
    expect(draftProblems({ ...good, denominator_kind: 'none' })).toEqual(['no_denominator_kind']);
  });

  it('wants nothing below the line of a count, or of minutes', () => {
    const rest = { ...good, denominator: null };
    expect(draftProblems({ ...rest, unit: 'count', denominator_kind: 'none' })).toEqual([]);
    expect(draftProblems({ ...rest, unit: 'minutes', denominator_kind: 'none' })).toEqual([]);
    expect(draftProblems({ ...good, unit: 'count', denominator_kind: 'none' })).toEqual([
      'denominator_unused',
    ]);
  });

  it('asks for a second look at a goal above 100 %, and stops nobody', () => {
    expect(draftProblems({ ...good, goal: 110 })).toEqual(['goal_above_hundred']);
    expect(stops('goal_above_hundred')).toBe(false);
    expect(draftProblems({ ...good, goal: 110, over_hundred: true })).toEqual([]);
  });

  it('knows which changes would change what is already counted', () => {
    expect(changesMeaning(good, { ...good, denominator_kind: 'population' })).toBe(true);
    expect(changesMeaning(good, { ...good, period_kind: 'week' })).toBe(true);
    expect(changesMeaning(good, { ...good, name: { en: 'Early PNC' }, goal: 80 })).toBe(false);
    expect(changesMeaning({ ...good, bundle: null }, good)).toBe(false);
  });

  it('belongs to the team that begins it', () => {
    expect(newMeasure('t1').team).toBe('t1');
    expect(newMeasure(null)).not.toHaveProperty('team');
  });
});
