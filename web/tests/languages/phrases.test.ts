/** How often the gentle check is right, on sentences written before it (vectors/phrases.json). */
import { describe, expect, it } from 'vitest';
import { kinder, takenOver } from '../../src/languages/phrases/gentle';
import sentences from '../../../vectors/phrases.json';

interface Half {
  blaming: string[];
  neutral: string[];
}

function measured({ blaming, neutral }: Half): { precision: number; recall: number } {
  const found = blaming.filter((text) => kinder(text)).length;
  const wrong = neutral.filter((text) => kinder(text)).length;
  return { precision: found / Math.max(1, found + wrong), recall: found / blaming.length };
}

// A little below what was measured; docs/words.md has the figures and says what they are worth.
const LEAST = {
  en: { seen: 0.9, held_out: 0.33 },
  am: { seen: 0.9, held_out: 0.26 },
  om: { seen: 0.9, held_out: 0.2 },
} as const;

describe('the gentle check', () => {
  for (const code of ['en', 'am', 'om'] as const)
    for (const half of ['seen', 'held_out'] as const)
      it(`is seldom wrong and finds some, ${code}, ${half}`, () => {
        expect(sentences[code][half].blaming).toHaveLength(15);
        expect(sentences[code][half].neutral).toHaveLength(15);
        const { precision, recall } = measured(sentences[code][half]);
        console.log(`${code} ${half}: precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)}`);
        expect(precision).toBeGreaterThanOrEqual(0.95);
        expect(recall).toBeGreaterThanOrEqual(LEAST[code][half]);
      });

  it('puts the kinder sentence in the place of that one, and leaves the others', () => {
    const text = 'We counted 20 births.  Sister Almaz forgot the injection again! Two were late.';
    const found = kinder(text)!;
    expect(text.slice(found.from, found.to)).toBe('Sister Almaz forgot the injection again!');
    expect(takenOver(text, found)).toBe(
      'We counted 20 births.  Nothing reminded us at that moment. What could remind us? Two were late.',
    );
  });

  it('answers in the language of the sentence, however it is spelt', () => {
    for (const spelt of ['ሰራተኞቹ ሰነፎች ናቸው', 'ሠራተኞቹ ሠነፎች ናቸው።']) expect(kinder(spelt)?.say).toMatch(/ሥራ/u);
    for (const hudhaa of ["'", '’', 'ʼ', '‘'])
      expect(kinder(`Hojjettoonni dhibaa${hudhaa}oo dha.`)?.say).toMatch(/Yeroo/);
    expect(kinder('THE STAFF ARE LAZY.')?.say).toMatch(/room for this/);
  });

  it('lets a team speak of itself, and of things', () => {
    for (const text of [
      'We forgot the card twice.',
      'The lamp has a fault.',
      'ሁለት ጊዜ ረስተን ነበር።',
      '',
      '…',
      '\n',
    ])
      expect(kinder(text)).toBeNull();
  });

  it('offers nothing against its own wordings', () => {
    for (const code of ['en', 'am', 'om'] as const)
      for (const half of ['seen', 'held_out'] as const)
        for (const text of sentences[code][half].blaming) {
          const found = kinder(text);
          if (found) expect(kinder(takenOver(text, found))).toBeNull();
        }
  });

  it('is quick on a long text', () => {
    const long = 'The midwife weighed the baby and wrote it down. '.repeat(40);
    const begun = performance.now();
    kinder(long);
    expect(performance.now() - begun).toBeLessThan(200);
  });
});
