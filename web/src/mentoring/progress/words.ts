/** The levels and what is missing, in own words (DOMAIN 2.1). */
import { words } from '../../languages';
import type { Need } from './progress';

export const LEVEL_WORDS: Record<string, string> = words({
  '0.5': 'We mean to take part.',
  '1': 'There is a charter, and our team is named.',
  '1.5': 'We have begun to plan: our aim is written, and we meet.',
  '2': 'We count, and know where we begin.',
  '2.5': 'We try changes; nothing has moved yet.',
  '3': 'A first improvement shows.',
  '3.5': 'We improve, and what worked has become our way.',
  '4': 'A large improvement: half of our goals are reached.',
  '4.5': 'The improvement has held.',
  '5': 'All goals are reached, and newcomers can carry it on.',
});

export const NEED_WORDS: Record<Need, string> = words({
  charter: 'The collaborative’s charter says what it wants to reach.',
  team: 'Three people or more are in the team.',
  aim: 'The team’s aim is written.',
  meeting: 'The team has met.',
  counts: 'A measure has been counted three times.',
  study: 'A cycle is finished: what happened, and what we learned.',
  first_gain: 'A chart says “likely a real change” for the better, or a fifth of the way to a goal is done.',
  adopted: 'A change that worked is adopted.',
  gain_and_signal:
    'A chart says “likely a real change” for the better, and a fifth of the way to a goal is done.',
  half_of_goals: 'Half of the goals are reached.',
  held: 'The change for the better has held for six points.',
  all_goals: 'All goals are reached.',
  pack: 'What a newcomer needs is written down in a handover.',
});
