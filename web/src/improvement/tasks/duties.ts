/** Which role counts a measure at a facility (the record `duty`), as the screen for it shows them. */
import type { Duty } from '../../ledger/schema';

interface Kept {
  id: string;
  channel: string;
  fields: Duty;
}
export interface Line {
  measure: string;
  /** Null while nobody has said: whoever opens it counts. */
  role: string | null;
}

/** A line for each measure counted at the facility, in their order; those nobody is named for come first. */
export function dutyLines(measures: readonly string[], duties: readonly Kept[], facility: string): Line[] {
  const here = duties.filter(
    ({ channel, fields }) => channel === `facility:${facility}` && fields.facility === facility,
  );
  const named = new Map(here.map(({ fields }) => [fields.measure, fields.role ?? null]));
  const lines = measures.map((measure) => ({ measure, role: named.get(measure) ?? null }));
  return [...lines.filter(({ role }) => !role), ...lines.filter(({ role }) => role)];
}
