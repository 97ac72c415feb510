/** The ground between limits as a path. Beside geometry.ts, so that the first screen's small charts needn't load it. */
import type { Scale } from './geometry';

const places = (number: number): string => String(Math.round(number * 10) / 10);

/** The ground between the limits, a step for each point, cut at the edges of the plot; nothing where there are none. */
export function limitsPath(lower: (number | null)[], upper: (number | null)[], scale: Scale): string {
  const half = scale.step / 2;
  const at = (value: number): string => places(scale.y(Math.min(scale.high, Math.max(scale.low, value))));
  let path = '';
  for (let from = 0; from < upper.length; from += 1) {
    let to = from;
    while (to < upper.length && lower[to] != null && upper[to] != null) to += 1;
    if (to === from) continue;
    const steps = Array.from({ length: to - from }, (_, i) => from + i);
    const [left, right] = [
      (i: number) => places(scale.x(i) - half),
      (i: number) => places(scale.x(i) + half),
    ];
    const there = steps.map((i) => `L${left(i)} ${at(upper[i]!)}H${right(i)}`);
    const back = steps.reverse().map((i) => `L${right(i)} ${at(lower[i]!)}H${left(i)}`);
    path += `M${[...there, ...back].join('').slice(1)}Z`;
    from = to;
  }
  return path;
}
