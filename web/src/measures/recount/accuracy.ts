/** An LQAS check as it is kept: twelve elements drawn once, and which of them agree with the register. */
import { replica } from '../../ledger';
import type { AccuracyCheck, Observation } from '../../ledger/schema';
import { copies, type Copy } from '../../charts/marked';
import { said } from '../../design/said';
import type { Undo } from '../acts';
import { reader, type Facility } from '../reader.svelte';
import { draw, newSeed } from './lqas';
import { hasDenominator, isCountable } from './recounts';
import { LQAS } from './settings';

const PARTS = ['numerator', 'denominator'] as const;

/** The data elements a facility reports here: each count above a line and each below. */
export function elementsOf(facility: Facility): string[] {
  return reader.measuresOf(facility).flatMap(({ id, fields }) => {
    if (!isCountable(fields)) return [];
    // What is expected from a population stands in no register.
    return PARTS.filter((part) => part === 'numerator' || hasDenominator(fields)).map(
      (part) => `${id}:${part}`,
    );
  });
}

/** What an element is called: the measure's words, or the line of the report that somebody typed. */
export function nameOf(element: string): string {
  const { measure, part } = partsOf(element);
  if (!measure) return element;
  const [name, words] = [said(measure.fields.name), said(measure.fields[part])];
  // Several measures are out of the same births, and bundles count the same above the line.
  const isShared = reader.measures.some(
    (other) => other.id !== measure.id && PARTS.some((each) => said(other.fields[each]) === words),
  );
  return words && (isShared || part === 'denominator') ? `${words} (${name})` : words || name;
}

/** What was reported for an element; null when nothing was, or when it is no measure of this phone. */
export function reportedFor(element: string, facility: string, period: string): number | null {
  const { measure, part } = partsOf(element);
  if (!measure) return null;
  const found: Observation | undefined = replica
    .all('observation')
    .filter(
      ({ fields }) =>
        fields.measure === measure.id && fields.facility === facility && fields.period === period,
    )
    .sort((a, b) => Number(a.channel.startsWith('team:')) - Number(b.channel.startsWith('team:')))[0]?.fields;
  return found && !found.withdrawn ? (found[part] ?? null) : null;
}

function partsOf(element: string): {
  measure: ReturnType<typeof reader.measure>;
  part: (typeof PARTS)[number];
} {
  const [id = '', part] = element.split(':');
  return { measure: reader.measure(id), part: part === 'denominator' ? 'denominator' : 'numerator' };
}

/** The checks of a facility that stand, oldest first. */
export function checksOf(facility: string): Copy<AccuracyCheck>[] {
  const here = replica.all('accuracy_check').filter(({ fields }) => fields.facility === facility);
  return copies(here)
    .filter(({ fields }) => !fields.withdrawn)
    .sort((a, b) => ((a.fields.period ?? '') < (b.fields.period ?? '') ? -1 : 1));
}

/** How many of the twelve agree; null until all are compared. */
export function matchesOf({ drawn, matching, differing }: AccuracyCheck): number | null {
  const compared = (matching?.length ?? 0) + (differing?.length ?? 0);
  return drawn && compared === drawn.length && compared === LQAS.elements ? (matching?.length ?? 0) : null;
}

/** Draw twelve, once: what is drawn is kept with its seed, and the hub takes no other draw for that month. */
export async function begin(
  at: { facility: string; period: string },
  channel: string,
  pool: string[],
): Promise<string | null> {
  const seed = newSeed();
  const drawn = draw(pool, seed);
  if (!drawn) return null;
  return replica.write({ type: 'accuracy_check', channel, set: { ...at, pool, seed, drawn } });
}

/** Say of one element whether register and report agree; null leaves it open again. */
export async function mark(
  check: { id: string; channel: string; fields: AccuracyCheck },
  channel: string,
  element: string,
  agrees: boolean | null,
): Promise<Undo> {
  const was = { matching: check.fields.matching ?? null, differing: check.fields.differing ?? null };
  const without = (list: string[] | null): string[] => (list ?? []).filter((one) => one !== element);
  const [matching, differing] = [without(was.matching), without(was.differing)];
  if (agrees === true) matching.push(element);
  if (agrees === false) differing.push(element);
  const put = (set: AccuracyCheck): Promise<string> =>
    replica.write({ type: 'accuracy_check', channel, record: check.id, set });
  await put({ matching, differing });
  return async () => void (await put(was));
}
