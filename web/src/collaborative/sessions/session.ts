/** One learning session as this phone knows it: its agenda in time, and what was said and promised there. */
import { replica } from '../../ledger';
import type { AgendaPart, Commitment, RecordTypes } from '../../ledger/schema';

export interface Kept<Fields> {
  id: string;
  channel: string;
  fields: Fields;
}

type OfASession =
  'agenda_part' | 'invitation' | 'attended' | 'shared' | 'wall_question' | 'take_home' | 'commitment';

/** What stands of a type and belongs to a session. */
export function ofSession<T extends OfASession>(type: T, session: string): Kept<RecordTypes[T]>[] {
  return replica
    .all(type)
    .filter(({ fields }) => (fields as { session?: string | null }).session === session)
    .filter(({ fields }) => !(fields as { withdrawn?: boolean | null }).withdrawn);
}

/** Parts that begin at the same time stand side by side, the joint ones alone. */
export function rowsOf<Part extends { fields: AgendaPart }>(parts: readonly Part[]): Part[][] {
  const ordered = [...parts].sort(
    (a, b) =>
      (a.fields.day ?? '').localeCompare(b.fields.day ?? '') ||
      (a.fields.begins ?? 0) - (b.fields.begins ?? 0) ||
      (a.fields.track ?? '').localeCompare(b.fields.track ?? ''),
  );
  const rows: Part[][] = [];
  for (const part of ordered) {
    const last = rows.at(-1)?.[0]?.fields;
    const isBeside = last?.day === part.fields.day && last?.begins === part.fields.begins;
    if (isBeside) rows.at(-1)!.push(part);
    else rows.push([part]);
  }
  return rows;
}

/** Our promises of earlier sessions that nobody has told the outcome of, the oldest first. */
export function untold(
  commitments: readonly Kept<Commitment>[],
  facility: string,
  earlier: ReadonlySet<string>,
): Kept<Commitment>[] {
  return commitments
    .filter(({ fields }) => fields.facility === facility && !fields.withdrawn && !fields.outcome)
    .filter(({ fields }) => earlier.has(fields.session ?? ''))
    .sort((a, b) => (a.fields.due ?? '').localeCompare(b.fields.due ?? ''));
}
