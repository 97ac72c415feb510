/** A facility's last year of counts as the checks want it: what was expected, what came when, what is worth asking. */
import { replica } from '../../ledger';
import type { Observation } from '../../ledger/schema';
import {
  compare as inOrder,
  firstDay,
  isOver,
  parse,
  previous,
  type GregorianDay,
  type Period,
} from '../../periods';
import { duePeriod } from '../due';
import { kindOf, reader, type Counts, type Facility } from '../reader.svelte';
import { upTo } from '../series';
import { dueDay, reporting, type Report, type Reporting } from './completeness';
import { perMonth, worthAsking, type Outlier } from './outliers';
import { hasDenominator } from './recounts';
import { compare } from './related';
import { OUTLIER, RELATED, type Related } from './settings';

/** The last periods up to `last`, oldest first. */
export function backFrom(last: Period, count: number): Period[] {
  const found = [last];
  while (found.length < count) found.unshift(previous(found[0]!));
  return found;
}

const PARTS = ['numerator', 'denominator'] as const;

const dueOf = (measure: Counts): Period => duePeriod(kindOf(measure.fields), reader.today, reader.startDay);

export interface Missing {
  measure: Counts;
  period: Period;
}

/** Reports of the last twelve periods: expected from the collaborative's beginning, or the facility's first report. */
export function reportsOf(facility: Facility): { sum: Reporting; missing: Missing[] } {
  const all = replica
    .all('observation')
    .filter(({ channel, fields }) => !channel.startsWith('team:') && fields.facility === facility.id);
  const released = new Map(
    all
      .filter(({ fields }) => !fields.withdrawn)
      .map(({ fields }) => [`${fields.measure} ${fields.period}`, fields]),
  );
  const since = reader.charter?.fields.starts ?? firstOf(all.map(({ fields }) => fields));
  const found: (Report & Missing)[] = [];
  for (const measure of reader.measuresOf(facility)) {
    if (measure.fields.team || measure.fields.optional) continue;
    for (const period of backFrom(dueOf(measure), OUTLIER.window)) {
      const report = released.get(`${measure.id} ${period.id}`);
      const due = dueDay(period, measure.fields.due_after_days, reader.charter?.fields.report_due_after_days);
      // A report isn't missing before its day has passed.
      const expected = since !== null && firstDay(period) >= since && (due < reader.today || Boolean(report));
      found.push({
        measure,
        period,
        due,
        expected,
        received: Boolean(report),
        day: report?.reported_on ?? null,
      });
    }
  }
  const missing = found.filter((one) => one.expected && !one.received);
  missing.sort((a, b) => (a.period.id < b.period.id ? 1 : -1));
  return { sum: reporting(found), missing };
}

function firstOf(counts: Observation[]): GregorianDay | null {
  const days = counts.flatMap(({ period }) => {
    try {
      return period ? [firstDay(parse(period, reader.startDay))] : [];
    } catch {
      return [];
    }
  });
  return days.sort()[0] ?? null;
}

export interface Far {
  measure: Counts;
  part: 'numerator' | 'denominator';
  period: Period;
  count: number;
  how: Outlier;
}

/** Counts of the last year that lie far from the others. */
export function farCounts(facility: Facility): Far[] {
  return reader.measuresOf(facility).flatMap((measure) => {
    const year = upTo(reader.points(measure, facility.id), dueOf(measure)).slice(-OUTLIER.window);
    // What is expected from a population was never counted.
    const parts = hasDenominator(measure.fields) ? PARTS : PARTS.slice(0, 1);
    return parts.flatMap((part) =>
      worthAsking(
        year.map((point) => (point.counted?.fields.withdrawn ? null : perMonth(point[part], point.period))),
      ).flatMap((how, at) =>
        how === 'none' ? [] : [{ measure, part, period: year[at]!.period, count: year[at]![part]!, how }],
      ),
    );
  });
}

export interface Asked {
  check: Related;
  left: number;
  right: number;
}

/** Related measures whose newest counts don't fit; what can't be told asks nothing. */
export function askedOf(facility: Facility): Asked[] {
  const measures = reader.measuresOf(facility);
  const last = measures
    .map(dueOf)
    .filter((one) => one.kind !== 'week')
    .sort((a, b) => (a.kind === b.kind ? inOrder(b, a) : 0))[0];
  if (!last) return [];
  // Two windows, for those that look at a movement; and two periods back, where the newest isn't counted yet.
  const most = Math.max(...RELATED.map((one) => 2 * one.window)) + 2;
  const periods = backFrom(last, most).filter((one) => isOver(one, reader.today));
  const counts = eventCounts(facility, measures, periods);
  return RELATED.flatMap((check) => {
    const newest = compare(check, counts)
      .slice(-3)
      .filter((one) => one.answer !== 'cannot_tell')
      .at(-1);
    return newest?.answer === 'ask' ? [{ check, left: newest.left!, right: newest.right! }] : [];
  });
}

/** By event, its counts in these periods; the first measure that counts an event speaks for it. */
function eventCounts(
  facility: Facility,
  measures: Counts[],
  periods: Period[],
): Record<string, (number | null)[]> {
  const found: Record<string, (number | null)[]> = {};
  for (const measure of measures) {
    const of = [
      ['numerator', measure.fields.numerator_event],
      ['denominator', measure.fields.denominator_event],
    ] as const;
    if (!of.some(([, event]) => event) || kindOf(measure.fields) !== periods[0]?.kind) continue;
    const points = new Map(
      reader
        .points(measure, facility.id)
        .filter((point) => !point.counted?.fields.withdrawn)
        .map((point) => [point.period.id, point]),
    );
    for (const [part, event] of of) {
      if (event) found[event] ??= periods.map((period) => points.get(period.id)?.[part] ?? null);
    }
  }
  return found;
}
