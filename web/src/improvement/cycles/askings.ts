/** Who must work differently is asked before Do (FEATURES N14): a role, what was asked, and what it said. */
import { replica, type Rec } from '../../ledger';
import type { Asking, Cycle } from '../../ledger/schema';
import type { Undo } from '../../measures/acts';

export interface Asked {
  id: string;
  role: string;
  fields: Asking;
  /** The facility's channel has it too, so that its holders answer on their own phones. */
  byPhone: boolean;
  /** The answer was given by a holder on their own phone, and the team has not taken it over yet. */
  isTheirs: boolean;
}

/** One line per role. The team's copy says that a role is named; an answer from the facility counts as well. */
export function askedOf(cycle: string, records: Pick<Rec<Asking>, 'id' | 'channel' | 'fields'>[]): Asked[] {
  const here = records.filter(({ fields }) => fields.cycle === cycle);
  const ids = [...new Set(here.map(({ id }) => id))];
  return ids
    .map((id) => {
      const team = here.find((one) => one.id === id && one.channel.startsWith('team:'));
      const own = here.find((one) => one.id === id && one.channel.startsWith('facility:'));
      if ((team ?? own)!.fields.withdrawn) return null;
      const standing = own?.fields.withdrawn ? undefined : own;
      const isTheirs = Boolean(standing?.fields.answer && !team?.fields.answer);
      const { fields } = isTheirs ? standing! : (team ?? own)!;
      return { id, role: fields.role ?? '', fields, byPhone: Boolean(standing), isTheirs };
    })
    .filter((one) => one !== null)
    .sort((a, b) => (a.role < b.role ? -1 : 1));
}

/** Somebody was asked, and nobody's answer is missing. */
export function allAnswered(asked: readonly Asked[]): boolean {
  return asked.length > 0 && asked.every(({ fields }) => fields.answer);
}

interface About {
  cycle: string;
  fields: Cycle;
  /** The team's channel. */
  channel: string;
}

/** What is asked, in words that stand alone: who is asked may not read the team's draft. */
export function asking({ question, what }: Cycle): string {
  return [question, what].filter(Boolean).join('\n').slice(0, 1000);
}

/** Ask these roles; `byPhone` lets their holders answer in the facility's channel. */
export async function ask(
  { cycle, fields, channel }: About,
  roles: readonly string[],
  today: string,
  byPhone: boolean,
): Promise<Undo> {
  const written: { channel: string; record: string }[] = [];
  for (const role of roles) {
    const set: Asking = {
      cycle,
      team: fields.team ?? null,
      facility: fields.facility ?? null,
      role,
      question: asking(fields),
      asked_on: today,
      withdrawn: false,
    };
    for (const where of byPhone ? [channel, `facility:${fields.facility}`] : [channel]) {
      written.push({ channel: where, record: await replica.write({ type: 'asking', channel: where, set }) });
    }
  }
  return async () => {
    for (const one of written) await replica.write({ type: 'asking', ...one, set: { withdrawn: true } });
  };
}

/** Keep what a role said. */
export async function keepAnswer(
  one: { id: string; fields: Asking },
  channel: string,
  answer: string,
  words: string,
): Promise<Undo> {
  const { cycle, team, facility, role, question, asked_on, answer: was, words: before } = one.fields;
  const own = replica.get('asking', one.id, channel);
  const about = own ? {} : { cycle, team, facility, role, question, asked_on };
  const said = { answer, words: words.trim() || null };
  await replica.write({ type: 'asking', channel, record: one.id, set: { ...about, ...said } as Asking });
  return async () =>
    void (await replica.write({
      type: 'asking',
      channel,
      record: one.id,
      set: { answer: was ?? null, words: before ?? null },
    }));
}

/** Before Do begins, what the holders said on their own phones is put beside the cycle, in the team's channel. */
export async function takeOverAnswers(asked: readonly Asked[], channel: string): Promise<void> {
  for (const one of asked.filter(({ isTheirs }) => isTheirs))
    await keepAnswer(one, channel, one.fields.answer ?? '', one.fields.words ?? '');
}
