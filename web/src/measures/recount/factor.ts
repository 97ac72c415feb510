/** A recount beside the report it verifies, as factors and as words. */
import { words } from '../../languages';
import type { Observation, Recount } from '../../ledger/schema';
import { verify, type Reading, type Verified } from './verification';

export interface Beside {
  numerator: Verified;
  /** Null where the denominator isn't recounted. */
  denominator: Verified | null;
}

/** A recount beside the report it verifies. */
export function beside(recount: Recount, report: Observation | null): Beside {
  return {
    numerator: verify(recount.numerator, report?.numerator),
    denominator: recount.denominator == null ? null : verify(recount.denominator, report?.denominator),
  };
}

/** What a factor says, in words that ask and blame nobody. */
export const SAID: Record<Reading, string> = words({
  missing: 'Not reported yet: nothing to compare with.',
  both_none: 'None reported and none in the register: they agree.',
  reported_none: 'Reported 0, counted {recounted}.',
  report_higher: 'The report says more than the register: reported {reported}, counted {recounted}.',
  within: 'The report and the register agree well: reported {reported}, counted {recounted}.',
  report_lower: 'The register holds more than the report: reported {reported}, counted {recounted}.',
});

/** A factor as it is written: two decimals, as in every report on data quality. */
export const written = (factor: number | null): string => (factor === null ? '–' : factor.toFixed(2));
