/**
 * A page as a list of strokes and words, in points (1/72 inch), y downwards. It is drawn three times alike: into a PDF
 * file, on a canvas for a chat group, and as SVG on the screen. Ink alone, no colour: most printers here have none.
 */
export type Ink = 'ink' | 'soft' | 'paper';

/** One step of a path, absolute: move, line, curve, close. */
export type Step = ['M', number, number] | ['L', number, number] | ['C', ...Six] | ['Z'];
type Six = [number, number, number, number, number, number];

export interface Stroke {
  kind: 'path';
  steps: Step[];
  /** Width of the stroke; none when it is only filled. */
  width?: number;
  dash?: number[];
  stroke?: Ink;
  fill?: Ink;
}
export interface Words {
  kind: 'text';
  x: number;
  y: number;
  text: string;
  size: number;
  bold?: boolean;
  ink?: Ink;
  align?: 'left' | 'center' | 'right';
}
export type Op = Stroke | Words;

export interface Drawing {
  width: number;
  height: number;
  ops: Op[];
}

export const GREY: Record<Ink, number> = { ink: 0.08, soft: 0.32, paper: 1 };
/** Bold is the same letters with an edge of so much of their size. */
export const BOLD_EDGE = 0.03;

/** A path text of M, L, H, V, h, v and Z (what the charts write), as absolute steps. */
export function stepsOf(d: string): Step[] {
  const steps: Step[] = [];
  let [x, y] = [0, 0];
  for (const [, verb, rest] of d.matchAll(/([MLHVhvZ])([^MLHVhvZ]*)/g)) {
    const numbers = (rest!.match(/-?\d*\.?\d+(?:e-?\d+)?/g) ?? []).map(Number);
    if (verb === 'Z') steps.push(['Z']);
    else if (verb === 'M' || verb === 'L')
      for (let at = 0; at + 1 < numbers.length; at += 2) {
        [x, y] = [numbers[at]!, numbers[at + 1]!];
        steps.push([at === 0 ? verb : 'L', x, y]);
      }
    else
      for (const number of numbers) {
        if (verb === 'H') x = number;
        else if (verb === 'h') x += number;
        else if (verb === 'V') y = number;
        else y += number;
        steps.push(['L', x, y]);
      }
  }
  return steps;
}

// A quarter of a circle as one curve.
const ROUND = 0.5523;

/** A circle as four curves. */
export function circle(x: number, y: number, r: number): Step[] {
  const k = r * ROUND;
  return [
    ['M', x + r, y],
    ['C', x + r, y + k, x + k, y + r, x, y + r],
    ['C', x - k, y + r, x - r, y + k, x - r, y],
    ['C', x - r, y - k, x - k, y - r, x, y - r],
    ['C', x + k, y - r, x + r, y - k, x + r, y],
    ['Z'],
  ];
}

export const rectangle = (x: number, y: number, width: number, height: number): Step[] => [
  ['M', x, y],
  ['L', x + width, y],
  ['L', x + width, y + height],
  ['L', x, y + height],
  ['Z'],
];

/** Slanting lines within a rectangle: a ground that a printer without colours shows as well. */
export function hatching(x: number, y: number, width: number, height: number, gap: number): Step[] {
  const steps: Step[] = [];
  for (let at = gap; at < width + height; at += gap) {
    const [from, to] = [Math.max(0, at - width), Math.min(at, height)];
    steps.push(['M', x + at - from, y + from], ['L', x + at - to, y + to]);
  }
  return steps;
}

/** What is drawn, moved and made larger. */
export function placed(ops: Op[], x: number, y: number, scale: number): Op[] {
  return ops.map((op) => {
    if (op.kind === 'text') return { ...op, x: x + op.x * scale, y: y + op.y * scale, size: op.size * scale };
    const steps = op.steps.map(
      ([verb, ...numbers]) =>
        [verb, ...numbers.map((one, at) => (at % 2 ? y : x) + one * scale)] as unknown as Step,
    );
    return {
      ...op,
      steps,
      ...(op.width && { width: op.width * scale }),
      ...(op.dash && { dash: op.dash.map((one) => one * scale) }),
    };
  });
}

const short = (number: number): string => String(Math.round(number * 100) / 100);

/** The steps as an SVG path. */
export function pathText(steps: Step[]): string {
  return steps.map(([verb, ...numbers]) => verb + numbers.map(short).join(' ')).join('');
}
