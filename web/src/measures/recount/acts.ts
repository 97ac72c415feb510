/** What people do in a recount: each counts alone, two agree, and what they agree on is kept as verified. */
import { replica } from '../../ledger';
import type { Observation } from '../../ledger/schema';
import { saveCount, type Undo } from '../acts';
import type { Key, Pair } from './recounts';

/** Keep what one person counted; nobody is shown it before a second count is in. */
export async function keepCount(
  key: Key,
  channel: string,
  counted: Pair & { round: number; handed_over: boolean },
): Promise<Undo> {
  const record = await replica.write({
    type: 'register_count',
    channel,
    set: { ...key, ...counted, handed_over: counted.handed_over || null },
  });
  return async () =>
    void (await replica.write({ type: 'register_count', channel, record, set: { withdrawn: true } }));
}

/** Keep what two people agree on as the count as verified; `together` after counting once more. */
export async function keepRecount(
  key: Key,
  channel: string,
  agreed: Pair & { round: number; how: 'apart' | 'together' },
): Promise<Undo> {
  const before = replica
    .all('recount', channel)
    .find(({ fields }) =>
      (['measure', 'facility', 'period'] as const).every((part) => fields[part] === key[part]),
    );
  const was = before && { ...before.fields };
  const record = await replica.write({
    type: 'recount',
    channel,
    set: { ...key, ...agreed, withdrawn: false },
  });
  return async () =>
    void (await replica.write({
      type: 'recount',
      channel,
      record,
      // Taken back, the round is open again with both counts in it.
      set: was ? { ...was, withdrawn: was.withdrawn ?? false } : { withdrawn: true },
    }));
}

/** Put what was verified into the team's report; what was reported first is kept when it is shown. */
export function correctReport(
  key: Key,
  channel: string,
  verified: Pair,
  report: Observation | null,
): Promise<Undo> {
  return saveCount(
    { ...key, channel },
    {
      numerator: verified.numerator,
      denominator: verified.denominator ?? report?.denominator ?? null,
      note: report?.note ?? null,
    },
  );
}
