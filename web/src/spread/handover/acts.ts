/** The words of whoever hands over, kept as the team's draft. */
import { replica, type Rec } from '../../ledger';
import type { Handover } from '../../ledger/schema';

export const OWN_WORDS = ['next_steps', 'worries', 'contacts'] as const;
export type OwnWords = Record<(typeof OWN_WORDS)[number], string>;

/** The newest handover of a role in the team's channel that wasn't taken back. */
export function handoverOf(channel: string | null, role: string): Rec<Handover> | undefined {
  if (!channel) return undefined;
  return replica
    .all('handover', channel)
    .filter(({ fields }) => fields.role === role && !fields.withdrawn)
    .sort((a, b) => ((a.fields.on ?? '') < (b.fields.on ?? '') ? 1 : -1))[0];
}

/** A handover that lies further back belongs to somebody before: a new one is begun. */
const SAME_DAYS = 60;

/** Write the words for this last day; what was written for about the same day is carried on. */
export async function keepWords(
  at: { channel: string; team: string; facility: string; role: string; on: string },
  words: OwnWords,
): Promise<string> {
  const { channel, on, ...key } = at;
  const before = handoverOf(channel, at.role);
  const apart = before?.fields.on
    ? Math.abs(Date.parse(on) - Date.parse(before.fields.on)) / 864e5
    : Infinity;
  const set = { on, ...Object.fromEntries(OWN_WORDS.map((name) => [name, words[name].trim() || null])) };
  return apart <= SAME_DAYS
    ? replica.write({ type: 'handover', channel, record: before!.id, set })
    : replica.write({ type: 'handover', channel, set: { ...key, ...set } });
}
