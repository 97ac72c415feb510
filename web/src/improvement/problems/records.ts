/** What a team keeps about its problems, as this phone has it; what was taken back is left out here, once. */
import { replica } from '../../ledger';
import type { Answer, Cause, Escalation, Idea, Problem } from '../../ledger/schema';
import { copies, type Copy } from '../../charts/marked';

export interface Kept<Fields> {
  id: string;
  channel: string;
  fields: Fields;
}

const stands = ({ fields }: { fields: { withdrawn?: boolean | null } }): boolean => !fields.withdrawn;

/** The team's questions, the newest first. */
export function problemsOf(team: string): Kept<Problem>[] {
  return replica
    .all('problem', `team:${team}`)
    .filter(stands)
    .sort((a, b) => (a.id < b.id ? 1 : -1));
}

export function causesOf(problem: string): Kept<Cause>[] {
  return replica.all('cause').filter((one) => one.fields.problem === problem && stands(one));
}

/** Ideas that came from one of these causes. */
export function ideasOf(causes: readonly { id: string }[]): Copy<Idea>[] {
  const ids = causes.map(({ id }) => id);
  const found = replica.all('idea').filter(({ fields }) => ids.includes(fields.cause ?? ''));
  return copies(found).filter(stands);
}

/** What a team asked of others, or is about to: its draft where that is newer. The newest first. */
export function askingsOf(team: string): Copy<Escalation>[] {
  return copies(replica.all('escalation').filter(({ fields }) => fields.team === team))
    .filter(stands)
    .sort((a, b) => (a.id < b.id ? 1 : -1));
}

export function answers(): Kept<Answer>[] {
  return replica.all('answer').filter(stands);
}
