/**
 * The sheet on the wall, laid out: aim, chart, what was tried, what comes next. Pure: words and a measure of their
 * width in, a drawing out. What doesn't fit is left out from the end and counted, never made too small to read.
 */
import type { Layout } from '../../charts/layout';
import { placed, rectangle, type Drawing, type Op } from '../print/drawing';
import { chartOps } from './chart-ops';

export interface Tried {
  /** As on the chart. */
  number: number;
  text: string;
  /** How far it is; empty for an event. */
  state: string;
}
export interface Step {
  text: string;
  /** Who, by when. */
  aside: string;
}
export interface Sheet {
  facility: string;
  /** A word in the corner: that it is the team's own draft. */
  corner: string;
  aimTitle: string;
  aim: string;
  drivers: string;
  measure: string;
  reading: string;
  /** The chart, laid out for a width and a height of its plot. */
  chart: ((width: number, plot: number) => Layout) | null;
  nothing: string;
  triedTitle: string;
  tried: Tried[];
  nextTitle: string;
  next: Step[];
  more: (count: number) => string;
  foot: string;
}
export type Wide = (text: string, size: number) => number;
export interface Paper {
  width: number;
  height: number;
  /** It is looked at on a screen: nobody writes on it by hand. */
  screen?: boolean;
}

/** In points. A3 is the same sheet, larger by the square root of two, as paper is. */
export const PAPERS = {
  a4: { width: 595.28, height: 841.89 },
  a3: { width: 841.89, height: 1190.55 },
  /** 1080 × 1350 dots of a message. */
  chat: { width: 595.28, height: 744.1, screen: true },
} as const;

const BASE = PAPERS.a4.width;
const MARGIN = 34;
const INNER = BASE - 2 * MARGIN;
/** The chart is laid out as for a narrow phone and made larger, so that its words are: 17 points, 24 on A3. */
const CHART = { width: 400, least: 112, most: 250 };
const TYPE = { head: 13, title: 14, aim: [32, 28, 25, 22], measure: 19, reading: 17, item: 15, foot: 10.5 };
const LEAD = 1.24;
/** Lines to write on by hand, where nothing is written yet. */
const RULED = 2;
/** A list's rule and title, and the air around them. */
const TITLE = 38;

export function wrapped(text: string, width: number, size: number, wide: Wide): string[] {
  const lines: string[] = [];
  // A number and its sign of per cent stay together.
  for (const word of text.split(/[^\S\u00a0\u202f]+/).filter(Boolean)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && wide(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** At most so many lines; the last says that there was more. */
function atMost(lines: string[], most: number): string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1]} …`];
}

/** The whole sheet for a paper. */
export function plan(sheet: Sheet, paper: Paper, wide: Wide): Drawing {
  const scale = paper.width / BASE;
  const height = paper.height / scale;
  const ops: Op[] = [];
  const bottom = height - MARGIN - 16;
  let y = MARGIN;
  const write = (text: string, size: number, x: number, more: object = {}): void => {
    ops.push({ kind: 'text', text, size, x, y, ...more } as Op);
  };
  const rule = (width: number): void => {
    ops.push({
      kind: 'path',
      steps: [
        ['M', MARGIN, y],
        ['L', BASE - MARGIN, y],
      ],
      width,
    });
  };

  y += TYPE.head;
  write(sheet.facility, TYPE.head, MARGIN, { bold: true });
  if (sheet.corner) write(sheet.corner, TYPE.head, BASE - MARGIN, { align: 'right' });
  y += 8;
  rule(2.5);

  y += 8 + TYPE.title;
  write(sheet.aimTitle, TYPE.title, MARGIN, { ink: 'soft' });
  const size =
    TYPE.aim.find((one) => wrapped(sheet.aim, INNER, one * 1.03, wide).length <= (one > 25 ? 2 : 3)) ??
    TYPE.aim.at(-1)!;
  const aim = atMost(wrapped(sheet.aim, INNER, size * 1.03, wide), 3);
  if (aim.length === 0) {
    y += 34;
    rule(0.6);
  }
  for (const [index, line] of aim.entries()) {
    y += index ? size * LEAD : size * 1.1;
    write(line, size, MARGIN, { bold: true });
  }
  for (const line of atMost(wrapped(sheet.drivers, INNER, TYPE.title, wide), 2)) {
    y += TYPE.title * 1.45;
    write(line, TYPE.title, MARGIN);
  }
  y += 14;
  rule(1);

  y += TYPE.measure * 1.25;
  for (const [index, line] of atMost(wrapped(sheet.measure, INNER, TYPE.measure, wide), 2).entries()) {
    if (index) y += TYPE.measure * LEAD;
    write(line, TYPE.measure, MARGIN, { bold: true });
  }
  for (const line of atMost(wrapped(sheet.reading, INNER, TYPE.reading, wide), 3)) {
    y += TYPE.reading * LEAD;
    write(line, TYPE.reading, MARGIN);
  }
  y += 8;

  // What the lists would like to have; the chart takes the rest, within what still looks like a chart.
  const tried = listed(sheet.tried, wide);
  const next = listed(
    sheet.next.map(({ text, aside }) => ({ number: null, text, state: aside })),
    wide,
  );
  const hand = next.length === 0 && !paper.screen;
  const nextWants = next.length ? TITLE + heightOf(next) : hand ? TITLE + RULED * 28 : 0;
  const wanted = (tried.length ? TITLE + heightOf(tried) : 0) + nextWants;
  const enlarged = INNER / CHART.width;
  if (sheet.chart) {
    const below = sheet.chart(CHART.width, CHART.least).height - CHART.least;
    const room = (bottom - y - wanted) / enlarged - below;
    const layout = sheet.chart(CHART.width, Math.min(CHART.most, Math.max(CHART.least, room)));
    ops.push(...placed(chartOps(layout), MARGIN, y, enlarged));
    y += layout.height * enlarged + 4;
  } else {
    y += TYPE.reading * 2;
    write(sheet.nothing, TYPE.reading, MARGIN);
    y += TYPE.reading;
  }

  const nextNeeds = next.length ? TITLE + Math.min(heightOf(next), next[0]!.height * 2) : nextWants;
  if (tried.length) list(sheet.triedTitle, tried, bottom - nextNeeds);
  if (next.length) list(sheet.nextTitle, next, bottom);
  else if (hand) ruled();
  y = height - MARGIN;
  write(sheet.foot, TYPE.foot, MARGIN, { ink: 'soft' });
  return { width: paper.width, height: paper.height, ops: placed(ops, 0, 0, scale) };

  function list(title: string, items: Item[], end: number): void {
    y += 12;
    rule(1);
    y += TYPE.title + 6;
    write(title, TYPE.title, MARGIN, { ink: 'soft' });
    let shown = 0;
    for (const item of items) {
      const isLast = shown === items.length - 1;
      if (y + item.height + (isLast ? 0 : TYPE.item) > end) break;
      y += 5;
      mark(item);
      for (const line of item.lines) {
        y += TYPE.item * LEAD;
        write(line, TYPE.item, MARGIN + 28);
      }
      if (item.state) {
        y += TYPE.item * LEAD;
        write(item.state, TYPE.item, MARGIN + 28, { ink: 'soft' });
      }
      shown += 1;
    }
    // Room below for the edge of the last number's box.
    y += 5;
    if (shown === items.length) return;
    y += TYPE.item * LEAD;
    write(sheet.more(items.length - shown), TYPE.item, MARGIN + 28, { ink: 'soft' });
  }

  function mark({ number }: Item): void {
    const middle = y + TYPE.item * 0.95;
    if (number === null) {
      // A box to be ticked with a pen.
      ops.push({ kind: 'path', steps: rectangle(MARGIN + 2, middle - 7, 13, 13), width: 1.2 });
      return;
    }
    ops.push({
      kind: 'text',
      text: String(number),
      x: MARGIN + 9,
      y: middle + 5,
      size: 14,
      bold: true,
      align: 'center',
    });
    ops.push({ kind: 'path', steps: rectangle(MARGIN - 1, middle - 10, 20, 20), width: 1.2 });
  }

  function ruled(): void {
    y += 8;
    rule(1);
    y += TYPE.title + 7;
    write(sheet.nextTitle, TYPE.title, MARGIN, { ink: 'soft' });
    for (let at = 0; at < RULED && y + 28 <= bottom; at += 1) {
      y += 28;
      rule(0.5);
    }
  }
}

interface Item {
  number: number | null;
  lines: string[];
  state: string;
  height: number;
}

function listed(items: { number: number | null; text: string; state: string }[], wide: Wide): Item[] {
  return items.map(({ number, text, state }) => {
    const width = INNER - 28;
    // The state goes on behind the words where there is room.
    const together = state ? `${text} – ${state}` : text;
    const whole = wrapped(together, width, TYPE.item, wide);
    const apart = atMost(wrapped(text, width, TYPE.item, wide), 2);
    const lines = whole.length <= 2 ? whole : apart;
    const own = whole.length <= 2 ? '' : state;
    return { number, lines, state: own, height: 5 + (lines.length + (own ? 1 : 0)) * TYPE.item * LEAD };
  });
}

const heightOf = (items: Item[]): number => items.reduce((sum, item) => sum + item.height, 0);
