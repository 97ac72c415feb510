/**
 * Where everything on a run chart stands, as numbers and path texts: the same for the screen (SVG), for the picture
 * that is shared (canvas) and for the small multiples. No colours, no words, nothing of the browser.
 */
export interface Box {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Spot {
  index: number;
  x: number;
  y: number;
}

/** Maps the position of a point, and a value, to where they are drawn. */
export class Scale {
  constructor(
    readonly box: Box,
    readonly count: number,
    readonly low: number,
    readonly high: number,
  ) {}

  /** Half a step of air on either side; a lone point stands in the middle. */
  x(index: number): number {
    const { left, right, width } = this.box;
    const room = width - left - right;
    return left + (room * (index + 0.5)) / Math.max(1, this.count);
  }

  y(value: number): number {
    const { top, bottom, height } = this.box;
    return top + (height - top - bottom) * (1 - (value - this.low) / (this.high - this.low));
  }

  get step(): number {
    return this.x(1) - this.x(0);
  }

  /** The point nearest to where a finger is. */
  nearest(x: number): number {
    const index = Math.round((x - this.x(0)) / this.step);
    return Math.min(this.count - 1, Math.max(0, index));
  }
}

const written = (number: number): string => String(Math.round(number * 10) / 10);

/** The points that have a value. */
export function spots(values: (number | null)[], scale: Scale): Spot[] {
  return values.flatMap((value, index) =>
    value === null ? [] : [{ index, x: scale.x(index), y: scale.y(value) }],
  );
}

/** The line from point to point; a gap where nothing was counted breaks it, for missing is not zero. */
export function linePath(values: (number | null)[], scale: Scale): string {
  let path = '';
  values.forEach((value, index) => {
    if (value === null) return;
    const before = index > 0 ? values[index - 1] : null;
    const verb = before === null || before === undefined ? 'M' : 'L';
    path += `${verb}${written(scale.x(index))} ${written(scale.y(value))}`;
  });
  return path;
}

/** Every point as a stroke of no length: one path draws them all as round dots, however many there are. */
export function dotsPath(values: (number | null)[], scale: Scale): string {
  return spots(values, scale)
    .map(({ x, y }) => `M${written(x)} ${written(y)}h0`)
    .join('');
}

export interface Level {
  value: number;
  from: number;
  to: number;
  path: string;
  /** The line is the frozen baseline, carried on past its last point. */
  extended: boolean;
}

/** The centre line as level pieces: a new piece where it changes (a phase) or where a frozen baseline is carried on. */
export function levels(centre: (number | null)[], extended: boolean[], scale: Scale): Level[] {
  const pieces: Omit<Level, 'path'>[] = [];
  centre.forEach((value, index) => {
    if (value === null) return;
    const last = pieces.at(-1);
    const goesOn =
      last && last.to === index - 1 && last.value === value && last.extended === Boolean(extended[index]);
    if (goesOn) last.to = index;
    else pieces.push({ value, from: index, to: index, extended: Boolean(extended[index]) });
  });
  return pieces.map((piece) => ({ ...piece, path: levelPath(piece, scale) }));
}

function levelPath({ from, to, value }: Omit<Level, 'path'>, scale: Scale): string {
  const half = scale.step / 2;
  return `M${written(scale.x(from) - half)} ${written(scale.y(value))}H${written(scale.x(to) + half)}`;
}

/** A soft band behind the points from one to another, the height of the plot. */
export function band(
  from: number,
  to: number,
  scale: Scale,
): { x: number; y: number; width: number; height: number } {
  const half = scale.step / 2;
  const { top, bottom, height } = scale.box;
  return {
    x: scale.x(from) - half,
    y: top,
    width: scale.x(to) - scale.x(from) + 2 * half,
    height: height - top - bottom,
  };
}

/** Moves labels apart that would lie on each other; keeps their order and stays as near as it can. */
export function apart(positions: number[], room: number): number[] {
  const order = positions.map((_, index) => index).sort((a, b) => positions[a]! - positions[b]!);
  const placed = [...positions];
  order.forEach((at, rank) => {
    const before = order[rank - 1];
    if (before !== undefined) placed[at] = Math.max(placed[at]!, placed[before]! + room);
  });
  return placed;
}

/** A square around a place: a count as verified. */
export const square = ({ x, y }: { x: number; y: number }, half = 6): string =>
  `M${x - half} ${y - half}h${2 * half}v${2 * half}h${-2 * half}Z`;

/** A triangle, point down: a count as first reported. */
export const triangle = ({ x, y }: { x: number; y: number }, half = 5): string =>
  `M${x - half} ${y - half * 0.8}h${2 * half}L${x} ${y + half}Z`;
