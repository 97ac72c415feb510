/** Completeness and timeliness of reports. debo/measures/quality/completeness.py is the same, for many places at once. */
import { fromJulian, lastDay, toJulian, type GregorianDay, type Period } from '../../periods';
import { DAYS_AFTER } from './settings';

export interface Report {
  expected: boolean;
  received: boolean;
  /** The day it was first reported; null when nobody knows it. */
  day: GregorianDay | null;
  due: GregorianDay;
}

export interface Reporting {
  expected: number;
  received: number;
  onTime: number;
  /** Received, on a day nobody knows. */
  unknown: number;
  /** Shares of the expected ones; null where none was. Timeliness leaves out those of an unknown day. */
  completeness: number | null;
  timeliness: number | null;
}

export function reporting(reports: readonly Report[]): Reporting {
  const wanted = reports.filter((one) => one.expected);
  const came = wanted.filter((one) => one.received);
  const [expected, received] = [wanted.length, came.length];
  const unknown = came.filter((one) => one.day === null).length;
  const onTime = came.filter((one) => one.day !== null && one.day <= one.due).length;
  const share = (some: number, of: number): number | null => (of > 0 ? some / of : null);
  return {
    expected,
    received,
    onTime,
    unknown,
    completeness: share(received, expected),
    timeliness: share(onTime, expected - unknown),
  };
}

/** The last day on which a period's report is on time: as the measure sets it, else the charter, else the settings. */
export function dueDay(period: Period, measure?: number | null, charter?: number | null): GregorianDay {
  return fromJulian(toJulian(lastDay(period)) + (measure ?? charter ?? DAYS_AFTER));
}
