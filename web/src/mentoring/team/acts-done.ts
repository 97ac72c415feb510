/** The days on which a team did something, told from its own records: what its independence is computed from. */
import type { Cycle, Idea, Meeting, Observation, Visit } from '../../ledger/schema';
import { fromJulian, toJulian, type GregorianDay } from '../../periods';
import { beganOn } from '../../improvement/lamps/began';
import type { Days } from './independence';

export interface Done {
  team: string;
  facility: string;
  meetings: readonly Meeting[];
  cycles: readonly Cycle[];
  counts: readonly Observation[];
  ideas: readonly { id: string; fields: Idea }[];
  visits: readonly Visit[];
}

/**
 * One act a kind and day: twelve counts shown in one go are one act, so that no kind outweighs the others. A cycle gives
 * two, the day Do began and the day of Study.
 */
export function daysOf({ team, facility, meetings, cycles, counts, ideas, visits }: Done): Days {
  const ours = cycles.filter((one) => one.team === team && !one.withdrawn);
  const days: [string, GregorianDay | null | undefined][] = [
    ...meetings.filter((one) => one.team === team && !one.withdrawn).map(kind('meeting', (one) => one.day)),
    ...ours.map(kind('do', beganOn)),
    ...ours.map(kind('study', studiedOn)),
    ...counts
      .filter((one) => one.facility === facility && !one.withdrawn)
      .map(kind('count', (one) => one.reported_on)),
    ...ideas
      .filter(({ fields }) => fields.team === team && !fields.withdrawn)
      .map(kind('idea', (one) => writtenOn(one.id))),
  ];
  const once = new Set(days.filter(([, day]) => day).map(([what, day]) => `${day} ${what}`));
  return {
    acts: [...once].sort().map((one) => one.slice(0, 10)),
    visits: visits
      .filter((one) => one.facility === facility && one.day && !one.withdrawn)
      .map((one) => one.day!)
      .sort(),
    cycles: ours.flatMap((one) => {
      const first = beganOn(one);
      return first ? [{ first, last: studiedOn(one) }] : [];
    }),
  };
}

/** The day of Study: known once somebody wrote what happened. */
export const studiedOn = (cycle: Cycle): GregorianDay | null =>
  cycle.happened?.trim() || cycle.decision ? (cycle.ends ?? beganOn(cycle)) : null;

/** The day a record was begun, by the clock of the phone that did; null for an id that doesn't hold it. */
export function writtenOn(id: string): GregorianDay | null {
  if (id[14] !== '7') return null;
  const ms = parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  return fromJulian(toJulian('1970-01-01') + Math.floor(ms / 86_400_000));
}

const kind =
  <One>(what: string, on: (one: One) => GregorianDay | null | undefined) =>
  (one: One): [string, GregorianDay | null | undefined] => [what, on(one)];
