/** Counts for the tests of this room: a measure and one observation, written short. */
import type { Measure, Observation } from '../../src/ledger/schema';
import type { Counted } from '../../src/measures/series';

export const SHARE: Measure = {
  unit: 'percent',
  denominator_kind: 'facility_births',
  direction: 'up',
  period_kind: 'ethiopian_month',
};
export const DEATHS: Measure = { ...SHARE, unit: 'count', denominator_kind: 'none' };
export const MINUTES: Measure = { ...SHARE, unit: 'minutes', denominator_kind: 'none' };

export function counted(
  period: string,
  fields: Observation,
  { channel = 'collaborative:c', stamp = 1 } = {},
): Counted {
  return {
    id: `observation-${period}`,
    channel,
    where: 'hub',
    fields: { period, ...fields },
    stamps: { numerator: `${stamp}@0123456789abcdef` },
  };
}

export const of = (numerator: number | null, denominator: number | null): Observation => ({
  numerator,
  denominator,
});
