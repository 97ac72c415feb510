/** What people decided about one chart, read from the records: baseline, phases, cycles, events, goal, and drafts of these. */
import { replica } from '../ledger';
import type { Baseline, Cycle, Event, Goal, Phase, RecordTypes } from '../ledger/schema';
import { isNews } from '../measures/series';

export interface Copy<Fields> {
  id: string;
  channel: string;
  fields: Fields;
  stamps?: Record<string, string>;
  /** The team's copy, not (or not like this) shown to the collaborative yet. */
  draft: boolean;
}

export interface Marked {
  baseline: Copy<Baseline> | null;
  phases: Copy<Phase>[];
  cycles: Copy<Cycle>[];
  events: Copy<Event>[];
  /** The facility's own goal, where it has set one. */
  own: Copy<Goal> | null;
  /** The line to draw: the facility's own, else the charter's; and the day it is to be reached by. */
  goal: number | null;
  by: string | null;
}

/** One copy of each record: the team's where it is newer than what was released, else the released one. */
export function copies<Fields extends object>(
  records: { id: string; channel: string; fields: Fields; stamps?: Record<string, string> }[],
): Copy<Fields>[] {
  const found: Record<string, Copy<Fields>> = {};
  const released = records.filter((one) => !one.channel.startsWith('team:'));
  for (const one of released) found[one.id] = copy(one, false);
  for (const one of records) {
    if (!one.channel.startsWith('team:')) continue;
    const shown = found[one.id];
    const says = JSON.stringify(one.fields);
    if (!shown) found[one.id] = copy(one, true);
    else if (says !== JSON.stringify(shown.fields) && isNews(one, shown)) found[one.id] = copy(one, true);
  }
  return Object.values(found);
}

// Not spread: a record's fields and stamps are read through getters.
function copy<Fields>(
  one: { id: string; channel: string; fields: Fields; stamps?: Record<string, string> },
  draft: boolean,
): Copy<Fields> {
  const { id, channel, fields, stamps } = one;
  return { id, channel, fields, draft, ...(stamps && { stamps }) };
}

/** What decides the centre line alone: quick enough to ask for every facility of a catchment. */
export function decidedOn(measure: string, facility: string): { baseline: Baseline | null; phases: Phase[] } {
  const here = <T extends 'baseline' | 'phase'>(type: T): RecordTypes[T][] =>
    copies(
      replica.all(type).filter(({ fields }) => fields.measure === measure && fields.facility === facility),
    ).map(({ fields }) => fields);
  return { baseline: here('baseline').find((one) => !one.withdrawn) ?? null, phases: here('phase') };
}

/**
 * Everything marked on the chart of `measure` at `facility`; `charterGoal` stands where the facility has no own.
 * `isTold`: whether the copies of a channel count, such as only those that were released.
 */
export function markedOn(
  measure: string,
  facility: string,
  charterGoal: number | null,
  isTold: (channel: string) => boolean = () => true,
): Marked {
  const here = <T extends 'baseline' | 'phase' | 'cycle' | 'goal'>(type: T): Copy<RecordTypes[T]>[] =>
    copies(
      replica
        .all(type)
        .filter(
          ({ fields, channel }) =>
            fields.measure === measure && fields.facility === facility && isTold(channel),
        ),
    );
  const events = replica
    .all('event')
    .filter(
      ({ fields, channel }) =>
        fields.facility === facility && (!fields.measure || fields.measure === measure) && isTold(channel),
    );
  const standing = <T extends 'baseline' | 'phase' | 'cycle' | 'goal'>(type: T): Copy<RecordTypes[T]>[] =>
    here(type).filter(({ fields }) => !fields.withdrawn);
  const own = standing('goal')[0] ?? null;
  return {
    baseline: standing('baseline')[0] ?? null,
    phases: standing('phase'),
    cycles: standing('cycle'),
    events: copies(events).filter(({ fields }) => !fields.withdrawn),
    own,
    goal: own?.fields.value ?? charterGoal,
    by: own?.fields.value == null ? null : (own.fields.by ?? null),
  };
}
