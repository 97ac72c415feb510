/** Who wrote what stands in a record, by name, as far as this phone still holds the entries. */
import { t } from '../languages';
import { replica, session, type Rec } from '../ledger';

export interface Wrote {
  name: string;
  /** Seconds since 1970, by the writer's phone. */
  at: number;
}

/** The writers of these fields, the newest first; nobody where the entries are only at the hub. */
export async function whoWrote(
  record: Pick<Rec<unknown>, 'channel' | 'stamps'>,
  fields: readonly string[],
): Promise<Wrote[]> {
  const stamps = fields.map((field) => record.stamps[field] ?? '').filter(Boolean);
  const writers = await replica.writersOf(record.channel, stamps);
  return Object.values(writers)
    .map(({ author, at }) => ({ name: nameOfPerson(author), at }))
    .sort((a, b) => b.at - a.at);
}

/** What somebody is called here; somebody who was erased, or isn't known on this phone, is nobody in particular. */
export function nameOfPerson(id: string): string {
  return (
    replica.get('person', id)?.fields.name ??
    session.people.find(({ person }) => person === id)?.name ??
    t('somebody')
  );
}
