/** What stands on a chart beside its points: the counts as first reported, and as verified by a recount. */
import { replica } from '../ledger';
import { firstReported } from '../measures/first-report';
import type { Counts } from '../measures/reader.svelte';
import { recountsOf } from '../measures/recount/recounts';
import type { Point } from '../measures/series';
import { valueOf } from '../measures/value';

export interface Beside {
  /** As verified, where the register was recounted. */
  verified: (number | null)[];
  /** As first reported, for every point, once one of them was corrected; else all null. */
  first: (number | null)[];
}

/** Both series, point by point. */
export function besideOf(points: Point[], measure: Counts, facility: string): Beside {
  const recounts = new Map(recountsOf(measure.id, facility).map(({ fields }) => [fields.period, fields]));
  const reports = new Map(
    replica
      .all('observation')
      .filter(
        ({ channel, fields }) =>
          !channel.startsWith('team:') && fields.measure === measure.id && fields.facility === facility,
      )
      .map(({ fields }) => [fields.period, fields]),
  );
  const verified = points.map(({ period, denominator }) => {
    const found = recounts.get(period.id);
    // A denominator that stands in no register is the report's.
    return found
      ? valueOf(measure.fields, {
          numerator: found.numerator ?? null,
          denominator: found.denominator ?? denominator,
        })
      : null;
  });
  const first = points.map(({ period, value }) => {
    const report = reports.get(period.id);
    return report && !report.withdrawn ? valueOf(measure.fields, firstReported(report)) : value;
  });
  const wasCorrected = first.some((value, at) => value !== points[at]!.value);
  return { verified, first: wasCorrected ? first : first.map(() => null) };
}
