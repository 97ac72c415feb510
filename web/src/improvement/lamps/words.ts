/** What each lamp means, said once for all screens; never as what is missing in somebody. */
import { words } from '../../languages/index.svelte';
import type { Lamp } from './lamps';

export const NAMES: Record<Lamp, string> = words({
  prediction: 'Prediction before we began',
  small: 'Small first',
  data: 'Seen over time',
  linked: 'Linked to another',
});

export const MEANINGS: Record<Lamp, string> = words({
  prediction:
    'A guess written down before makes visible what you learn. It need not be right: a wrong one teaches more.',
  small:
    'A small test costs little and nobody is hurt if it fails. What works is tried larger, step by step.',
  data: 'One good week can be chance. Three counts one after the other, since the test began, begin to tell.',
  linked: 'What one test taught is the question of the next. Two or more tests in a row go further than one.',
});

export const EXAMPLES: Record<Lamp, string> = words({
  prediction:
    '“Eight of ten babies will lie skin to skin.” Written on Monday, before the first birth of the test.',
  small: 'One midwife on one shift; then all shifts of one week; then the whole delivery room for a month.',
  data: 'Blood pressure taken at admission, in Tikimt, Hidar and Tahsas: 40, 50 and 65 of 100.',
  linked: 'The tray helped by day, at night it was locked away. The next test: a second tray for the night.',
});
