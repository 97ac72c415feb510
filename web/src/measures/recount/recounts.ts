/** How far the recount of a register has come, and what it says. Nothing here knows who counted. */
import { replica } from '../../ledger';
import type { Measure, Observation, Recount, RegisterCount } from '../../ledger/schema';
import { copies, type Copy } from '../../charts/marked';
import { firstReported } from '../first-report';
import { isMeasured, isRatio } from '../value';

export interface Key {
  measure: string;
  facility: string;
  period: string;
}

/** Two numbers; the second is null where the denominator stands in no register. */
export interface Pair {
  numerator: number;
  denominator: number | null;
}

/** The same while it is typed: null where nothing is, NaN where it can't be read. */
export interface Typed {
  numerator: number | null;
  denominator: number | null;
}

export interface Counted {
  id: string;
  fields: RegisterCount;
}

/** The round that is open: nobody, one, or several have counted, and these agree or don't. */
export type Round =
  | { kind: 'none'; round: number }
  | { kind: 'one'; round: number; count: Counted }
  | { kind: 'agree'; round: number; pair: Pair }
  | { kind: 'differ'; round: number; pairs: Pair[] };

/** Whether a register holds this measure's count; minutes and days are measured, not counted. */
export const isCountable = (measure: Measure): boolean => !isMeasured(measure);

/** Whether the number below the line stands in a register too; what is expected from a population doesn't. */
export const hasDenominator = (measure: Measure): boolean =>
  isRatio(measure) && measure.denominator_kind !== 'population';

/** The open round. A recount that was kept closed its round; one that was taken back opens it again. */
export function roundOf(counts: readonly Counted[], recount: Recount | null): Round {
  const round = (recount?.round ?? 1) + (recount && !recount.withdrawn ? 1 : 0);
  const open = counts.filter(({ fields }) => !fields.withdrawn && (fields.round ?? 1) === round);
  const [first, second] = open;
  if (!first) return { kind: 'none', round };
  if (!second) return { kind: 'one', round, count: first };
  const pairs = open.map(({ fields }) => pairOf(fields));
  const agreed = pairs.find((one, at) => pairs.slice(at + 1).some((other) => isSame(one, other)));
  return agreed ? { kind: 'agree', round, pair: agreed } : { kind: 'differ', round, pairs };
}

const pairOf = ({ numerator, denominator }: RegisterCount): Pair => ({
  numerator: numerator ?? 0,
  denominator: denominator ?? null,
});

const isSame = (one: Pair, other: Pair): boolean =>
  one.numerator === other.numerator && one.denominator === other.denominator;

const isAbout =
  (key: Key) =>
  ({ fields }: { fields: Partial<Record<keyof Key, string | null>> }): boolean =>
    fields.measure === key.measure && fields.facility === key.facility && fields.period === key.period;

/** What people counted for this period, in the team's channel. */
export function countsOf(key: Key, channel: string): Counted[] {
  return replica.all('register_count', channel).filter(isAbout(key));
}

/** The recount of this period: the team's where it is newer than what was released. */
export function recountOf(key: Key): Copy<Recount> | null {
  return copies(replica.all('recount').filter(isAbout(key)))[0] ?? null;
}

/** The recounts of a series that stand. */
export function recountsOf(measure: string, facility: string): Copy<Recount>[] {
  const here = replica
    .all('recount')
    .filter(({ fields }) => fields.measure === measure && fields.facility === facility);
  return copies(here).filter(({ fields }) => !fields.withdrawn);
}

/** The report of a period as it was first made: the released count, or what the team has as yet. */
export function reportOf(key: Key): Observation | null {
  const all = replica
    .all('observation')
    .filter(isAbout(key))
    .filter(({ fields }) => !fields.withdrawn);
  const found = all.find(({ channel }) => !channel.startsWith('team:')) ?? all[0];
  return found ? firstReported(found.fields) : null;
}
