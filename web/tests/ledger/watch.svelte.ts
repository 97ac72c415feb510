/** All that `read` answers over time, as a component would see it. */
export function watch<T>(read: () => T): { seen: T[]; stop: () => void } {
  const seen: T[] = [];
  const stop = $effect.root(() => {
    $effect.pre(() => {
      seen.push(read());
    });
  });
  return { seen, stop };
}
