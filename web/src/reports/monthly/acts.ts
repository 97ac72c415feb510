/** Keeping a report as the team's draft, handing it in, answering one; each with its way back. */
import { replica } from '../../ledger';
import type { ReportAnswer } from '../../ledger/schema';
import type { Undo } from '../../measures/acts';
import { draftOf, WORDS, type Said } from './report';

export interface Whose {
  team: string;
  facility: string;
  period: string;
}

const only = (said: Said): Record<string, string | null> =>
  Object.fromEntries(WORDS.map((name) => [name, said[name]?.trim() || null]));

/** Keep the words in the team's channel. */
export async function keep(whose: Whose, said: Said): Promise<string> {
  const before = draftOf(whose.team, whose.facility, whose.period);
  return replica.write({
    type: 'monthly_report',
    channel: `team:${whose.team}`,
    ...(before && { record: before.id }),
    set: { ...(before ? {} : whose), ...only(said) },
  });
}

/** Hand the report in: the same record, written where the collaborative reads it. Handing in again changes it. */
export async function handIn(whose: Whose, said: Said, shared: string, today: string): Promise<Undo> {
  const record = await keep(whose, said);
  const before = replica.get('monthly_report', record, shared)?.fields;
  const was = before ? { ...before } : null;
  const set = { ...whose, ...only(said), submitted_on: was?.submitted_on ?? today };
  await replica.write({
    type: 'monthly_report',
    channel: shared,
    record,
    set: { ...set, ...(was?.withdrawn && { withdrawn: false, submitted_on: today }) },
  });
  return async () => {
    const back = was ? { ...was } : { withdrawn: true };
    await replica.write({ type: 'monthly_report', channel: shared, record, set: back });
  };
}

/** Answer a report; the mentor's own words, no marks. */
export async function answer(set: ReportAnswer, shared: string): Promise<Undo> {
  const record = await replica.write({ type: 'report_answer', channel: shared, set });
  return async () => {
    await replica.write({ type: 'report_answer', channel: shared, record, set: { withdrawn: true } });
  };
}
