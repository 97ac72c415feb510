/**
 * Erasure by law (docs/protocol.md 3a): the record says nothing any more, and of each entry about it only its place
 * and its hash stay, so that digests and signatures are as they were.
 */
import type { Entry } from './entry';
import { entryHash } from './hash';
import { hex } from './sha1';
import { changeHistory, dropFromPacks, ownRows, putOwn, Records } from './sealed/rows';
import { inChannelOwn, type RecordRow, type Writing } from './store';

/** The record that an entry of type `erasure` names; null when it is none. */
export function erasedBy({
  type,
  channel,
  set,
}: Entry): [channel: string, type: string, record: string] | null {
  if (type !== 'erasure') return null;
  return [channel, String(set.of_type), String(set.of_record)];
}

/** The entry without its content. */
export const withoutContent = <T extends Entry>(entry: T): T =>
  entry.erased ? entry : { ...entry, set: {}, base: {}, erased: hex(entryHash(entry)) };

/** Drop what this phone holds about a record. Answers the row that is left, which says nothing. */
export async function eraseHere(
  tx: Writing,
  [channel, type, record]: [string, string, string],
): Promise<RecordRow> {
  const isMeant = (entry: Entry): boolean =>
    entry.channel === channel && entry.type === type && entry.record === record;
  const row: RecordRow = { channel, type, record, fields: {}, cells: {}, erased: true };
  await new Records(tx).put([row]);
  await dropFromPacks(tx, [channel, type, record]);
  for (const entry of await ownRows(tx, inChannelOwn(channel)))
    if (isMeant(entry)) await putOwn(tx, withoutContent(entry));
  await changeHistory(tx, channel, (entries, snapshot) => {
    if (!entries.some(isMeant)) return undefined;
    // A row of a snapshot is no whole entry: it has no hash that could be kept, and its place is told without it.
    return snapshot === undefined
      ? entries.map((entry) => (isMeant(entry) ? withoutContent(entry) : entry))
      : entries.filter((entry) => !isMeant(entry));
  });
  return row;
}
