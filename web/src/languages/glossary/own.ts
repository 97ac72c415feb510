/** How a collaborative comes to say a word in its own way, and how that is taken back. */
import { replica } from '../../ledger';
import type { OwnWord } from '../../ledger/schema';
import { collaborativeChannel } from '../../people/woreda.svelte';

type Said = NonNullable<OwnWord['said']>;

/** Say `word` as `said` from now on; empty means as Debo does. Answers how to undo it. */
export async function sayAs(word: string, said: Said): Promise<() => Promise<unknown>> {
  const channel = collaborativeChannel();
  const before = replica.all('own_word', channel).find(({ fields }) => fields.word === word);
  const kept = Object.fromEntries(
    Object.entries(said)
      .map(([code, text]) => [code, text?.trim()])
      .filter(([, text]) => text),
  );
  const empty = Object.keys(kept).length === 0;
  // A word keeps its record for good, so what was said before can come back.
  const set = empty ? { withdrawn: true } : { word, said: kept, withdrawn: false };
  const record = await replica.write({
    type: 'own_word',
    channel,
    ...(before && { record: before.id }),
    set: before || !empty ? set : { word, withdrawn: true },
  });
  const was = before
    ? { said: before.fields.said ?? null, withdrawn: before.fields.withdrawn ?? false }
    : { withdrawn: true };
  return () => replica.write({ type: 'own_word', channel, record, set: was });
}
