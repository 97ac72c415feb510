/**
 * A kinder wording for a sentence that blames a person: offered under the field, never in the way.
 *
 * Pure, over the text alone, on the phone alone: nothing of it is kept, counted or sent. What is looked for, and what
 * one could say instead, stands as data in en.ts, am.ts and om.ts; docs/words.md says how often it is right.
 */
import { am } from './am';
import { en } from './en';
import { folded, foldedLatin } from './fold';
import { om } from './om';

/** What blames in one way (regular expressions over folded text), and what one could say instead. */
export interface Way {
  say: string;
  when: string[];
}

export interface Kinder {
  /** Where the sentence begins and ends in the text. */
  from: number;
  to: number;
  /** The sentence that could stand there. */
  say: string;
}

// Each knows its own letters; Latin ones may be English or Afaan Oromo.
const LISTS = [
  { fold: folded, ways: compiled(am, folded) },
  { fold: foldedLatin, ways: compiled(en, foldedLatin) },
  { fold: foldedLatin, ways: compiled(om, foldedLatin) },
];
const SENTENCE = /[^.!?።\n]+[.!?።]*/gu;

/** The first sentence of `text` that could be said more kindly, with that wording; null when there is none. */
export function kinder(text: string): Kinder | null {
  for (const found of text.matchAll(SENTENCE)) {
    const [sentence] = found;
    const say = wordingFor(sentence);
    if (!say) continue;
    const before = sentence.length - sentence.trimStart().length;
    return { from: found.index + before, to: found.index + sentence.trimEnd().length, say };
  }
  return null;
}

/** `text` with the kinder sentence in its place; everything else stays as it was written. */
export function takenOver(text: string, { from, to, say }: Kinder): string {
  return text.slice(0, from) + say + text.slice(to);
}

function wordingFor(sentence: string): string | null {
  for (const { fold, ways } of LISTS) {
    const plain = ` ${fold(sentence)} `;
    const way = ways.find(({ shapes }) => shapes.some((shape) => shape.test(plain)));
    if (way) return way.say;
  }
  return null;
}

function compiled(ways: Way[], fold: (text: string) => string): { say: string; shapes: RegExp[] }[] {
  return ways.map(({ say, when }) => ({ say, shapes: when.map((shape) => new RegExp(fold(shape), 'u')) }));
}
