/**
 * Which n of a device are known in a channel, as ranges [from, to] in order. Entries of one device may come with
 * holes: one that was set aside and taken later gets its place in the channel only then.
 */
export type Ranges = [number, number][];

export const isKnown = (ranges: Ranges, n: number): boolean =>
  ranges.some(([from, to]) => from <= n && n <= to);

/** The ranges with `n` in them. */
export function withKnown(ranges: Ranges, n: number): Ranges {
  const last = ranges[ranges.length - 1];
  // The ordinary case, the next one, without looking at the rest.
  if (last && n === last[1] + 1) return [...ranges.slice(0, -1), [last[0], n]];
  const joined: Ranges = [];
  const inOrder = [...ranges, [n, n] as [number, number]].sort((a, b) => a[0] - b[0]);
  for (const [from, to] of inOrder) {
    const before = joined[joined.length - 1];
    if (before && from <= before[1] + 1) before[1] = Math.max(before[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

/** The ranges with `n` taken out. */
export function withoutKnown(ranges: Ranges, n: number): Ranges {
  return ranges.flatMap(([from, to]): Ranges => {
    if (n < from || to < n) return [[from, to]];
    const parts: Ranges = [
      [from, n - 1],
      [n + 1, to],
    ];
    return parts.filter(([first, last]) => first <= last);
  });
}

/** How far there is no hole: what this replica's version vector says of the device. */
export const gaplessTo = (ranges: Ranges): number => (ranges[0]?.[0] === 1 ? ranges[0][1] : 0);
