/** The functions of the collaborative at work, as this phone knows them. */
import { replica } from '../../ledger';
import { t } from '../../languages';
import { collaborativeChannel, choiceLabel, choicesOf } from '../../people/woreda.svelte';
import { reader } from '../../measures/reader.svelte';
import { functionsHeld, type Held } from './transition';

export function allHeld(): Held[] {
  const channel = collaborativeChannel();
  return functionsHeld(
    replica.all('function_held', channel),
    replica.all('readiness', channel),
    choicesOf('function_held', 'function').map(({ value }) => value),
    reader.today,
  );
}

export const nameOf = ({ function: key, named }: { function: string; named: string }): string =>
  named || choiceLabel('function_held', 'function', key);

export const holderOf = ({ now }: Held): string =>
  now ? choiceLabel('function_held', 'holder', now.fields.holder) : t('Nobody has said yet');
