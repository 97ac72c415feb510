/** Write the lines of a pasted list as places, one after the other, each parent before what belongs to it. */
import { replica } from '../../ledger';
import { language } from '../../languages/index.svelte';
import type { PlaceLine } from '../paste-places';
import { emptied } from '../taking-back';
import { collaborativeChannel } from '../woreda.svelte';

/** Yields the id of each place as soon as it is safe on this phone, so that a slow phone can show how far it is. */
export async function* addLines(lines: PlaceLine[]): AsyncGenerator<string> {
  const made = new Map<number, string>();
  for (const { line, name, kind, parent, code } of lines) {
    const above = parent && ('record' in parent ? parent.record : made.get(parent.line));
    const set = { name: { [language.code]: name }, kind, parent: above ?? null, ...(code && { code }) };
    const record = await replica.write({ type: 'place', channel: collaborativeChannel(), set });
    made.set(line, record);
    yield record;
  }
}

/** Undo: the last one first, so that no place stands without its parent in between. */
export async function takeBackPlaces(records: string[]): Promise<void> {
  for (const record of [...records].reverse()) {
    await replica.write({ type: 'place', channel: collaborativeChannel(), record, set: emptied('place') });
  }
}
