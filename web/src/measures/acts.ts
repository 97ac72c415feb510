/** What a person does with a count: save it as the team's draft, take it back, show it to the collaborative. */
import { replica, type Rec } from '../ledger';
import type { Observation } from '../ledger/schema';
import { changed } from '../design/form/declared';
import { today, type GregorianDay } from '../periods';
import { keptOfReport } from './first-report';

/** Puts things back as they were before an act; for the Undo beside every act. */
export type Undo = () => Promise<void>;

export interface Place {
  measure: string;
  facility: string;
  period: string;
  /** The team's channel. */
  channel: string;
}

const EMPTY: Observation = {
  numerator: null,
  denominator: null,
  value: null,
  elements: null,
  sampling: null,
  note: null,
  withdrawn: null,
};

/** Save what was counted. Written are only the fields that changed, so that a colleague's change beside it stays. */
export async function saveCount(at: Place, counted: Observation): Promise<Undo> {
  const { channel, ...key } = at;
  const before = found(channel, key);
  const was = { ...EMPTY, ...before?.fields };
  const now = { ...counted, withdrawn: was.withdrawn ? false : was.withdrawn };
  // What the hub has set aside is said again even as it stands: it may fit by now.
  const isStuck = before?.where === 'attention' || before?.where === 'waits';
  const set = isStuck ? changed({ ...EMPTY }, { ...now }) : changed({ ...was }, now);
  if (before && Object.keys(set).length === 0) return async () => undefined;
  const record = await replica.write({
    type: 'observation',
    channel,
    ...(before && { record: before.id }),
    set: before ? set : { ...key, ...set },
  });
  // A first count that is undone was never there: missing, which is not zero.
  return () => put(channel, record, before ? only(was, set) : { ...only(EMPTY, set), withdrawn: true });
}

/** Take a count back: its point becomes a gap. */
export async function takeBack(record: { id: string; channel: string }): Promise<Undo> {
  await put(record.channel, record.id, { withdrawn: true });
  return () => put(record.channel, record.id, { withdrawn: false });
}

/** What a team may show of a chart. */
type Shown =
  | 'observation'
  | 'cycle'
  | 'event'
  | 'phase'
  | 'baseline'
  | 'goal'
  | 'recount'
  | 'accuracy_check'
  | 'escalation'
  | 'aim'
  | 'driver'
  | 'idea';

/** Show drafts to the collaborative, all in one act of the person. `on`: the day it is. */
export async function release(
  drafts: { type: Shown; id: string; channel: string }[],
  shared: string,
  on: GregorianDay = today(),
): Promise<Undo> {
  const before = drafts.map(({ type, id }) => replica.get(type, id, shared)?.fields);
  for (const [index, { type, id, channel }] of drafts.entries()) {
    const wasWithdrawn = Boolean((before[index] as { withdrawn?: boolean | null } | undefined)?.withdrawn);
    const draft = replica.get(type, id, channel)?.fields as { withdrawn?: boolean | null } | undefined;
    // A correction keeps beside it what was reported first.
    const kept =
      type === 'observation' && draft
        ? keptOfReport(before[index] as Observation | undefined, draft as Observation, on)
        : {};
    // A draft that never was withdrawn says nothing of it, so what was hidden by an undo is shown again here.
    const again = wasWithdrawn && !draft?.withdrawn ? { withdrawn: false } : {};
    if (draft && Object.keys({ ...kept, ...again }).length)
      await replica.write({ type, channel: shared, record: id, set: { ...draft, ...kept, ...again } });
    else await replica.release(type, id, channel, shared);
  }
  return async () => {
    for (const [index, { type, id }] of drafts.entries()) {
      const was = before[index];
      // What was never shown before is withdrawn.
      await replica.write({ type, channel: shared, record: id, set: was ? { ...was } : { withdrawn: true } });
    }
  };
}

function found(channel: string, key: Omit<Place, 'channel'>): Rec<Observation> | undefined {
  return replica
    .all('observation', channel)
    .find(
      ({ fields }) =>
        fields.measure === key.measure && fields.facility === key.facility && fields.period === key.period,
    );
}

function only(values: Observation, set: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(set).map((name) => [name, values[name as keyof Observation] ?? null]),
  );
}

async function put(channel: string, record: string, set: Record<string, unknown>): Promise<void> {
  await replica.write({ type: 'observation', channel, record, set });
}
