/** What the checks go by: the same file the hub reads (debo/measures/quality/settings.json), each with its source. */
import table from '../../../../debo/measures/quality/settings.json';
import type { Words } from '../../ledger/schema';

/** Two sums of counted events that belong together; debo/measures/quality/settings.py says what each part means. */
export interface Related {
  key: string;
  kind: 'equal' | 'at_most' | 'opposite';
  left: string[];
  right: string[];
  window: number;
  need: number;
  slack: number;
  tolerance: number;
  ask: Words;
}

export const LIMITS = { low: table.verification.low, high: table.verification.high };
export const OUTLIER = table.outliers;
export const LQAS = { ...table.lqas, levels: table.lqas.levels as [number, number][] };
/** Days after a period's end by which its report is due, where neither measure nor charter says. */
export const DAYS_AFTER = table.deadline.days_after;
export const RELATED = table.related as Related[];
