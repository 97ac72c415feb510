/** What a chart's reading means for a visit: worth asking about, and whether it is a matter of safety. */
import type { ReadingKey } from '../charts/rules';
import type { Measure } from '../ledger/schema';

/** Kinds of measure that tell of harm: what happens to mothers and children, and what might get worse meanwhile. */
const OF_SAFETY: ReadonlySet<string> = new Set(['outcome', 'balancing']);

/**
 * `asks`: the reading is one to ask about. `safety`: it is so for a measure of safety, which keeps every fading plan as
 * it is. A measure of safety without a direction may have changed for the worse, so it counts as well.
 */
export function rulesOut(measure: Measure, key: ReadingKey): { asks: boolean; safety: boolean } {
  const asks = key === 'ask_run' || key === 'ask_crossings';
  const changed = key === 'change_run' || key === 'change_crossings';
  return { asks, safety: OF_SAFETY.has(measure.kind ?? '') && (asks || changed) };
}
