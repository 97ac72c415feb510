/** What a person marks on a chart, and how each mark is taken back. Nothing here is ever drawn by itself. */
import { replica } from '../ledger';
import type { RecordTypes } from '../ledger/schema';
import type { Undo } from '../measures/acts';

interface At {
  measure: string;
  facility: string;
  /** The team's channel: a mark is a draft until it is shown. */
  channel: string;
}

/** Freeze the line at the points up to `last` and carry it on. With null the line is that of all points again. */
export async function setBaseline(at: At, last: string | null, reason: string | null): Promise<Undo> {
  const before = decided('baseline', at);
  await decide('baseline', at, { last, reason });
  return async () =>
    void (await decide('baseline', at, { last: before?.last ?? null, reason: before?.reason ?? null }));
}

/** Draw the facility's own goal, and say by when. With null it is the charter's again, where the charter has one. */
export async function setGoal(at: At, value: number | null, by: string | null): Promise<Undo> {
  const before = decided('goal', at);
  await decide('goal', at, { value, by });
  return async () =>
    void (await decide('goal', at, { value: before?.value ?? null, by: before?.by ?? null }));
}

/** What there is once for a chart: found again by its measure and facility, so it is written over. */
type Once = Pick<RecordTypes, 'baseline' | 'goal'>;

function decided<T extends keyof Once>(type: T, { measure, facility, channel }: At): Once[T] | undefined {
  return replica
    .all(type, channel)
    .find(({ fields }) => fields.measure === measure && fields.facility === facility)?.fields;
}

function decide<T extends keyof Once>(
  type: T,
  { measure, facility, channel }: At,
  set: Once[T],
): Promise<string> {
  return replica.write({ type, channel, set: { measure, facility, ...set } });
}

/** Begin a new phase at a period: a person's decision, with its reason. */
export async function beginPhase(at: At, starts: string, reason: string): Promise<Undo> {
  const { channel, ...key } = at;
  const id = await replica.write({
    type: 'phase',
    channel,
    set: { ...key, starts, reason, withdrawn: false },
  });
  return async () =>
    void (await replica.write({ type: 'phase', channel, record: id, set: { withdrawn: true } }));
}

/** Mark what happened on a day; on this chart, or on all of the facility's. */
export async function markEvent(
  at: At,
  event: { day: string; text: string; everywhere: boolean },
): Promise<Undo> {
  const { channel, facility, measure } = at;
  const set = { facility, measure: event.everywhere ? null : measure, day: event.day, text: event.text };
  const id = await replica.write({ type: 'event', channel, set });
  return async () =>
    void (await replica.write({ type: 'event', channel, record: id, set: { withdrawn: true } }));
}

/** Take a mark off the chart; it stays in the records, withdrawn. */
export async function withdraw(
  type: 'event' | 'phase',
  { id, channel }: { id: string; channel: string },
): Promise<Undo> {
  await replica.write({ type, channel, record: id, set: { withdrawn: true } });
  return async () => void (await replica.write({ type, channel, record: id, set: { withdrawn: false } }));
}
