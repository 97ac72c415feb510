/** What a person marks on a chart, and how each mark is taken back. Nothing here is ever drawn by itself. */
import { replica } from '../ledger';
import type { Undo } from '../measures/acts';

interface At {
  measure: string;
  facility: string;
  /** The team's channel: a mark is a draft until it is shown. */
  channel: string;
}

/** Freeze the line at the points up to `last` and carry it on. With null the line is that of all points again. */
export async function setBaseline(at: At, last: string | null, reason: string | null): Promise<Undo> {
  const { channel, ...key } = at;
  const before = replica
    .all('baseline', channel)
    .find(({ fields }) => fields.measure === at.measure && fields.facility === at.facility)?.fields;
  const write = (set: object): Promise<string> =>
    replica.write({ type: 'baseline', channel, set: { ...key, ...set } });
  await write({ last, reason });
  return async () => void (await write({ last: before?.last ?? null, reason: before?.reason ?? null }));
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
