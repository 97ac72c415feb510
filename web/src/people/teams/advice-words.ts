/** The words of team advice: what might help, and why; never what is wrong. */
import { t, tn } from '../../languages/index.svelte';
import type { Advice } from '../team-advice';

export function adviceText(advice: Advice): string {
  switch (advice.code) {
    case 'few':
      return tn(
        'One person so far. Teams of 4 to 9 carry the work further, also when somebody is away.',
        '{n} people so far. Teams of 4 to 9 carry the work further, also when somebody is away.',
        advice.n,
      );
    case 'many':
      return t('{n} people: with more than 9, not everybody comes to speak. Two teams may be easier.', {
        n: advice.n,
      });
    case 'no_lead':
      return t('Nobody leads the team yet.');
    case 'no_deputy':
      return t('A deputy keeps the team meeting when its lead is away.');
    case 'no_laboratory':
      return t('Nobody from the laboratory yet. Many changes, such as syphilis testing, pass through it.');
    case 'no_pharmacy':
      return t('Nobody from the pharmacy yet. It knows of a stock-out before the ward does.');
    case 'no_health_information':
      return t('Nobody from health information yet. With them the counts are right from the start.');
    case 'no_health_posts':
      return t('Nobody from the health posts yet. They know which women don’t come.');
  }
}
