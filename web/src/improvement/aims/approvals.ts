/** What those who look after a team have said to its aim. */
import type { Aim, Approval } from '../../ledger/schema';
import { t } from '../../languages';

export interface Kept {
  id: string;
  fields: Approval;
}

/** The answers that stand, the newest first. */
export function answersTo<One extends Kept>(aim: string, approvals: One[]): One[] {
  return approvals
    .filter(({ fields }) => fields.aim === aim && !fields.withdrawn)
    .sort((a, b) => `${b.fields.on} ${b.id}`.localeCompare(`${a.fields.on} ${a.id}`));
}

/** How far an aim is, in a few words; nothing where nobody's answer is wanted. */
export function stateOfAim(
  one: { alone: boolean; draft: boolean },
  answers: Kept[],
  isWanted: boolean,
): string {
  if (one.alone) return t('Seen by you only');
  if (one.draft) return t('Draft, seen by your team only');
  const { said, by_team } = answers[0]?.fields ?? {};
  if (said === 'agreed') return by_team ? t('Agreed by the team itself') : t('Agreed');
  if (said === 'talk') return t('Let us talk about it');
  return isWanted ? t('Waits for an answer') : '';
}

interface Answerable {
  id: string;
  draft: boolean;
  fields: Aim;
}

/**
 * The aims that wait for the word of somebody: shown, still running, without an answer that stands, of a team they
 * aren't in, at a facility whose aims they may answer.
 */
export function waitingFor<One extends Answerable>(
  aims: One[],
  approvals: Kept[],
  teams: readonly string[],
  mayAnswer: (facility: string) => boolean,
): One[] {
  return aims.filter(
    ({ id, draft, fields }) =>
      !draft &&
      !fields.ended &&
      !fields.withdrawn &&
      !teams.includes(fields.team ?? '') &&
      mayAnswer(fields.facility ?? '') &&
      answersTo(id, approvals).length === 0,
  );
}
