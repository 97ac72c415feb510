/**
 * The words of quality improvement, each explained: what it is in one sentence, and one example from a place like
 * here. The names are those of docs/glossary.md; a collaborative may say them otherwise (`term.<key>`).
 */
import { t, words } from '../../languages/index.svelte';
import { wordFor } from '../own-words.svelte';

export interface Term {
  key: string;
  name: string;
  /** What it is. */
  text: string;
  /** One example. */
  example: string;
}

export const TERMS = words([
  {
    key: 'aim',
    name: 'Aim',
    text: 'What we want to be better, for whom, how much, and by when.',
    example: 'By the end of Sene, nine of ten mothers get oxytocin within a minute of the birth.',
  },
  {
    key: 'measure',
    name: 'Measure',
    text: 'What we count, out of what, and how often. It tells us whether a change helps.',
    example: 'Mothers tested for syphilis, out of all at their first visit, each month.',
  },
  {
    key: 'run_chart',
    name: 'Run chart',
    text: 'Our counts in the order of time, with a line through their middle.',
    example: 'Twelve months on the wall: everybody sees when it began to rise.',
  },
  {
    key: 'median',
    name: 'Median',
    text: 'The middle line: half of the points lie above it, half below.',
    example: 'Of 3, 5 and 9 births, the median is 5.',
  },
  {
    key: 'run',
    name: 'Run of points',
    text: 'Points in a row on one side of the line. A long run is seldom chance: something has changed.',
    example: 'Since the tray hangs by the bed, eight months in a row lie above the line.',
  },
  {
    key: 'baseline',
    name: 'Baseline',
    text: 'How it was before we changed anything. What comes later is compared with it.',
    example: 'The first six months, before anybody had been trained.',
  },
  {
    key: 'phase',
    name: 'Phase',
    text: 'A stretch of the chart with a line of its own, begun when a change has held.',
    example: 'From Tir on, all shifts use the new register.',
  },
  {
    key: 'change_idea',
    name: 'Change idea',
    text: 'Something we could do otherwise, small enough to try.',
    example: 'Draw the oxytocin into the syringe before the birth.',
  },
  {
    key: 'pdsa',
    name: 'PDSA cycle',
    text: 'A small test in four steps: plan, do, study, act.',
    example: 'One midwife tries the new card for one night. In the morning we look at it together.',
  },
  {
    key: 'prediction',
    name: 'Prediction',
    text: 'What we think will happen, written down before we try. The difference is what we learn.',
    example: 'We think that four of five births will have a complete card.',
  },
  {
    key: 'driver',
    name: 'Driver',
    text: 'A part of our work that moves the aim. When it gets better, the aim comes nearer.',
    example: 'The tests are at hand wherever mothers are seen.',
  },
  {
    key: 'driver_diagram',
    name: 'Driver diagram',
    text: 'A drawing from the aim to what drives it, and to the ideas that may move it.',
    example: 'Aim: no mother untested. Drivers: tests at hand, somebody asks. Idea: a box at the card room.',
  },
  {
    key: 'fishbone',
    name: 'Fishbone',
    text: 'A drawing of all that may hold us back: supplies, room, hands, ways of working. Never people.',
    example: 'Why do partographs stay empty? No forms at night, one lamp, two births at a time.',
  },
  {
    key: 'five_whys',
    name: 'Five whys',
    text: 'To ask “why is that so?” again and again, until something is found that we can change ourselves.',
    example: 'No test. Why? Out of stock. Why? Ordered late. Why? Nobody sees how many are left.',
  },
  {
    key: 'bundle',
    name: 'Bundle',
    text: 'A few practices that belong together. It counts when all of them were done.',
    example: 'Soon after birth: oxytocin, skin to skin, breast within the hour.',
  },
  {
    key: 'numerator',
    name: 'Numerator',
    text: 'The upper number: for how many it was done.',
    example: '18 mothers were tested.',
  },
  {
    key: 'denominator',
    name: 'Denominator',
    text: 'The lower number: out of how many.',
    example: '24 mothers came for the first time.',
  },
  {
    key: 'release',
    name: 'Draft and release',
    text: 'What we write is a draft that only our team sees, until we ourselves show it to the collaborative.',
    example: 'The team looks at its numbers first, and shows them on Friday.',
  },
  {
    key: 'change_package',
    name: 'Change package',
    text: 'All ideas that teams have tried and shown, with what happened, for others to take over.',
    example: 'A health post finds there how another one reminds mothers of their fourth visit.',
  },
  {
    key: 'decision',
    name: 'Adopt, adapt or abandon',
    text: 'After a test we keep the change, alter it and test again, or leave it and know more than before.',
    example: 'The card was too long: we shorten it and try again on Monday.',
  },
  {
    key: 'recount',
    name: 'Recount',
    text: 'Two people count the same register again, each alone, to know how sure the number is.',
    example: 'The report says 20, both count 21: now we know.',
  },
  {
    key: 'verification_factor',
    name: 'Verification factor',
    text: 'What was recounted, divided by what was reported. At 1 they are the same.',
    example: '21 recounted and 20 reported: 1.05.',
  },
  {
    key: 'learning_session',
    name: 'Learning session',
    text: 'A day when all teams meet, show what they tried, and learn from each other.',
    example: 'In Hidar, twelve teams met in Shambu and took home five ideas.',
  },
  {
    key: 'huddle',
    name: 'Huddle',
    text: 'A short meeting, standing: what did we see, what do we try next? Ten minutes will do.',
    example: 'On Monday at the change of shift, beside the chart on the wall.',
  },
]);

export type TermKey = (typeof TERMS)[number]['key'];

const byKey = new Map<string, Term>(TERMS.map((term) => [term.key, term]));

/** A term by its key; undefined for one that a newer Debo knows. */
export function termOf(key: string): Term | undefined {
  return byKey.get(key);
}

/** The name of a term as this collaborative says it, in the reader's language. */
export function termName(term: Term): string {
  return wordFor(`term.${term.key}`) ?? t(term.name);
}

/** The terms that hold what is searched for, in their names or explanations, by name. */
export function termsWith(sought: string, code: string): Term[] {
  const fold = (text: string): string =>
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/[‘’ʼ`´]/gu, "'")
      .toLowerCase();
  const wanted = fold(sought).trim();
  const holds = (term: Term): boolean =>
    [termName(term), t(term.name), term.name, t(term.text)].some((text) => fold(text).includes(wanted));
  return TERMS.filter(holds).sort((a, b) => termName(a).localeCompare(termName(b), code));
}
