/** What of a log stands, the plainest way (docs/protocol.md 4b); vectors/snapshots.json holds it to the hub's own. */
import type { Entry, Json } from '../../src/ledger/entry';

const stampOf = ({ stamp, device }: Entry): string => `${stamp}@${device}`;
const isSame = (a: Entry, b: Entry): boolean =>
  a.channel === b.channel && a.type === b.type && a.record === b.record;

/** Stamps that some base names in a field of the entry's record. */
const namedIn = (log: readonly Entry[], one: Entry, field: string): string[] =>
  log.filter((other) => isSame(one, other)).flatMap(({ base }) => base[field] ?? []);

export function standing(log: readonly Entry[]): Entry[] {
  return log.flatMap((one) => {
    const fields = Object.keys(one.set).filter((field) => !namedIn(log, one, field).includes(stampOf(one)));
    if (!fields.length) return [];
    const base = fields.flatMap((field): [string, string[]][] => {
      const here = log.filter((other) => isSame(one, other) && field in other.set).map(stampOf);
      const away = namedIn(log, one, field).filter(
        (stamp) => !here.includes(stamp) && parseInt(stamp) < one.stamp,
      );
      return away.length ? [[field, [...new Set(away)].sort()]] : [];
    });
    const set = Object.fromEntries(fields.map((field) => [field, one.set[field]!]));
    return [{ ...one, set, base: Object.fromEntries(base) }];
  });
}

/** The heads of every field, by `type record field`. */
export function headsIn(log: readonly Entry[]): Record<string, Record<string, Json>> {
  const heads: Record<string, Record<string, Json>> = {};
  for (const one of log)
    for (const [field, value] of Object.entries(one.set))
      if (!namedIn(log, one, field).includes(stampOf(one)))
        (heads[`${one.type} ${one.record} ${field}`] ??= {})[stampOf(one)] = value;
  return heads;
}
