/** The list of a bundle's elements while it is written: new keys, and one element moved down. */

/** A key no element of the list has: `e1`, `e2`, … A key is never used again while its element is there. */
export function freshKey(list: { key: string }[]): string {
  const taken = new Set(list.map((one) => one.key));
  for (let n = list.length + 1; ; n += 1) if (!taken.has(`e${n}`)) return `e${n}`;
}

/** The list with the element at `index` one place further down. */
export function moved<Item>(list: Item[], index: number): Item[] {
  const next = list[index + 1];
  if (next === undefined) return list;
  return [...list.slice(0, index), next, list[index]!, ...list.slice(index + 2)];
}
