/** Where everything of a slide stands, on any paper. Pure: a slide and a measure of width in, boxes in points out. */
import { wrapped, type Wide } from '../wall/sheet';
import type { Box } from '../office/pptx';
import type { Deck, Drawn, Item, List, Slide } from './story';

export interface Line {
  text: string;
  size: number;
  bold: boolean;
  soft: boolean;
  indent: number;
  /** Air above it. */
  before?: number;
}
export interface Placed {
  head: { text: string; corner: string; size: number; y: number };
  ruleAt: number;
  title: { lines: string[]; size: number; box: Box };
  lead: { lines: string[]; size: number; box: Box };
  charts: { box: Box; drawn: Drawn }[];
  lists: { box: Box; lines: Line[]; paragraphs: Line[] }[];
  foot: { text: string; page: string; size: number; y: number };
  margin: number;
}
export interface Paper {
  width: number;
  height: number;
}

export const SLIDE: Paper = { width: 841.89, height: 595.28 };
/** 16 : 9, as screens and projectors are. */
export const SCREEN: Paper = { width: 960, height: 540 };
export const PORTRAIT: Paper = { width: 595.28, height: 841.89 };

const MARGIN = 40;
const GAP = 24;
const LEAD = 1.28;
const SIZES = [21, 19, 17, 15, 13.5, 12, 11];
/** The largest on a slide beside a chart, and on a page that is held in the hand. */
const MOST = { beside: 17, page: 14 };
const INDENT = 22;

/** The slide on `paper`. Lists are set as large as fits; what fits at no size is counted, never left out silently. */
export function arrange(slide: Slide, deck: Deck, paper: Paper, wide: Wide, page = ''): Placed {
  const inner = paper.width - 2 * MARGIN;
  const portrait = paper.height > paper.width;
  const isCover = slide.part === 'cover';
  const titleSize = isCover ? 34 : portrait ? 22 : 26;
  const leadSize = isCover ? 24 : portrait ? 13 : 16;
  let y = MARGIN - 8;
  const head = { text: isCover ? deck.title : deck.facility, corner: deck.corner, size: 12, y: y + 12 };
  y += 22;
  const ruleAt = y;
  y += isCover ? 26 : 12;
  const titleLines = wrapped(slide.title, inner, titleSize * 1.03, wide).slice(0, 3);
  const title = {
    lines: titleLines,
    size: titleSize,
    box: { x: MARGIN, y, width: inner, height: titleLines.length * titleSize * LEAD },
  };
  y += title.box.height + 6;
  const leadLines = wrapped(slide.lead, inner, leadSize, wide).slice(0, 4);
  const lead = {
    lines: leadLines,
    size: leadSize,
    box: { x: MARGIN, y, width: inner, height: leadLines.length * leadSize * LEAD },
  };
  y += lead.box.height + (leadLines.length ? 14 : 4);
  const bottom = paper.height - MARGIN - 14;
  const room: Box = { x: MARGIN, y, width: inner, height: bottom - y };
  const { charts, below } = chartBoxes(slide, room, portrait);
  const columns = columnsOf(slide.lists, below, portrait && slide.lists.length > 1);
  const most = portrait ? MOST.page : slide.charts.length ? MOST.beside : SIZES[0]!;
  // One size for all lists of a slide: the largest at which every one fits.
  const size =
    SIZES.filter((one) => one <= most).find((one) =>
      columns.every(({ box, lists }) => heightOf(linesOf(lists, one, box.width, wide)) <= box.height),
    ) ?? SIZES.at(-1)!;
  const lists = columns.map(({ box, lists: own }) => ({
    box,
    ...fitted(own, size, box, wide, deck.more),
  }));
  const foot = { text: deck.foot, page, size: 10, y: paper.height - MARGIN + 8 };
  return { head, ruleAt, title, lead, charts, lists, foot, margin: MARGIN };
}

function chartBoxes(slide: Slide, room: Box, portrait: boolean): { charts: Placed['charts']; below: Box } {
  const [first, second] = slide.charts;
  if (!first) return { charts: [], below: room };
  if (!portrait) {
    const width = slide.lists.length ? room.width * 0.64 : room.width;
    const below = { ...room, x: room.x + width + GAP, width: room.width - width - GAP };
    return { charts: [{ drawn: first, box: { ...room, width } }], below };
  }
  const rows = Math.ceil(slide.charts.length / 2);
  const width = second ? (room.width - GAP) / 2 : room.width;
  const height = Math.min((room.height * 0.48) / rows, second ? 190 : 260);
  const charts = slide.charts.map((drawn, at) => ({
    drawn,
    box: {
      x: room.x + (at % 2) * (width + GAP),
      y: room.y + Math.floor(at / 2) * (height + 8),
      width,
      height,
    },
  }));
  const taken = rows * (height + 8) + 6;
  return { charts, below: { ...room, y: room.y + taken, height: room.height - taken } };
}

/** The lists side by side; on a page two by two, each pair sharing a column. */
function columnsOf(lists: List[], room: Box, paired: boolean): { box: Box; lists: List[] }[] {
  if (lists.length === 0) return [];
  const count = paired ? 2 : lists.length;
  const width = (room.width - (count - 1) * GAP) / count;
  return Array.from({ length: count }, (_, column) => ({
    box: { ...room, x: room.x + column * (width + GAP), width },
    lists: lists.filter((_list, at) => at % count === column),
  }));
}

function linesOf(lists: List[], size: number, width: number, wide: Wide): Line[] {
  return lists.flatMap(({ title, items }, at) => [
    ...(at ? [blank(size)] : []),
    ...cut({ text: title, size, bold: true, soft: false, indent: 0 }, width, wide),
    ...items.flatMap((item) => itemLines(item, size).flatMap((line) => cut(line, width, wide))),
  ]);
}

const blank = (size: number): Line => ({ text: '', size: size * 0.6, bold: false, soft: false, indent: 0 });

function itemLines({ text, aside, number, indent = 0 }: Item, size: number): Line[] {
  const sign = number === undefined ? '• ' : `${number}  `;
  return [
    { text: sign + text, size, bold: false, soft: false, indent, before: size * 0.35 },
    ...(aside ? [{ text: aside, size: size * 0.88, bold: false, soft: true, indent: indent + 0.7 }] : []),
  ];
}

function cut(line: Line, width: number, wide: Wide): Line[] {
  const room = width - line.indent * INDENT;
  const lines = wrapped(line.text, room, line.size * (line.bold ? 1.03 : 1), wide);
  // The air stands above the first of its lines alone.
  return lines.map((text, at) => ({ ...line, text, before: at ? 0 : (line.before ?? 0) }));
}

const heightOf = (lines: Line[]): number =>
  lines.reduce((sum, { size, before = 0 }) => sum + before + size * LEAD, 0);

function fitted(
  lists: List[],
  size: number,
  box: Box,
  wide: Wide,
  more: Deck['more'],
): { lines: Line[]; paragraphs: Line[] } {
  let shown = lists;
  let left = 0;
  const all = (): List[] =>
    left === 0
      ? shown
      : shown.map((list, at) =>
          at === shown.length - 1 ? { ...list, items: [...list.items, { text: more(left) }] } : list,
        );
  while (
    heightOf(linesOf(all(), size, box.width, wide)) > box.height &&
    shown.some(({ items }) => items.length > 1)
  ) {
    const longest = shown.reduce((most, list) => (list.items.length > most.items.length ? list : most));
    shown = shown.map((list) => (list === longest ? { ...list, items: list.items.slice(0, -1) } : list));
    left += 1;
  }
  const paragraphs = all().flatMap(({ title, items }, at) => [
    ...(at ? [blank(size)] : []),
    ...(title ? [{ text: title, size, bold: true, soft: false, indent: 0 }] : []),
    ...items.flatMap((item) => itemLines(item, size)),
  ]);
  return { lines: linesOf(all(), size, box.width, wide), paragraphs };
}
