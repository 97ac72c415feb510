import { describe, expect, it } from 'vitest';
import { language } from '../../src/languages';
import { chooseChart, type Choice, type MeasureKind } from '../../src/charts/choice';
import { choiceWords } from '../../src/charts/choice-words';
import type { Numbers } from '../../src/charts/run-chart';
import cases from '../../../vectors/chart_choices.json';

interface Case {
  name: string;
  measure: MeasureKind;
  y: Numbers;
  n: Numbers | null;
  fewest?: number;
  expected: Choice;
}

describe('the chart that fits', () => {
  language.use('en', {});
  it.each((cases as unknown as { cases: Case[] }).cases)('$name', ({ measure, y, n, fewest, expected }) => {
    const found = chooseChart(measure, y, n, fewest);
    expect(found).toEqual(expected);
    expect(choiceWords(found)).not.toContain('{');
  });

  it('says why in a sentence', () => {
    const small = chooseChart('share', Array(12).fill(28), Array(12).fill(31));
    expect(choiceWords(small)).toBe(
      'Run chart: a share would have a P chart, but 31 a period on average are too few for limits; at this level they need 42.',
    );
  });
});
