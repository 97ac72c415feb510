/** A slide as strokes and words for the PDF and the screen, and all slides as one poster; and the same as a PowerPoint file. */
import type { Piece, PptxDeck } from '../office/pptx';
import { placed, rectangle, type Drawing, type Op } from '../print/drawing';
import { chartOps } from '../wall/chart-ops';
import type { Wide } from '../wall/sheet';
import { arrange, SCREEN, SLIDE, type Line, type Paper, type Placed } from './arrange';
import type { Deck, Slide } from './story';

const LEAD = 1.28;
const INDENT = 22;
/** Charts are laid out as for a phone and made larger, so that their words are. */
const CHART = 520;

/** One slide on a paper. */
export function drawSlide(slide: Slide, deck: Deck, paper: Paper, wide: Wide, page = ''): Drawing {
  const at = arrange(slide, deck, paper, wide, page);
  const right = paper.width - at.margin;
  const ops: Op[] = [
    { kind: 'text', text: at.head.text, x: at.margin, y: at.head.y, size: at.head.size, bold: true },
    { kind: 'text', text: at.head.corner, x: right, y: at.head.y, size: at.head.size, align: 'right' },
    {
      kind: 'path',
      steps: [
        ['M', at.margin, at.ruleAt],
        ['L', right, at.ruleAt],
      ],
      width: 2,
    },
    ...written(at.title.lines, at.title, true),
    ...written(at.lead.lines, at.lead, false),
    ...at.charts.flatMap((one) => chartIn(one, slide.charts.length > 1)),
    ...at.lists.flatMap(({ box, lines }) => listOps(box, lines)),
    { kind: 'text', text: at.foot.text, x: at.margin, y: at.foot.y, size: at.foot.size, ink: 'soft' },
    {
      kind: 'text',
      text: at.foot.page,
      x: right,
      y: at.foot.y,
      size: at.foot.size,
      ink: 'soft',
      align: 'right',
    },
  ];
  return { ...paper, ops: ops.filter((op) => op.kind === 'path' || op.text) };
}

function written(lines: string[], { size, box }: Placed['title'], bold: boolean): Op[] {
  return lines.map((text, at) => ({
    kind: 'text',
    text,
    size,
    bold,
    x: box.x,
    y: box.y + size * (1 + at * LEAD),
  }));
}

function listOps(box: Placed['title']['box'], lines: Line[]): Op[] {
  let y = box.y;
  return lines.map(({ text, size, bold, soft, indent, before = 0 }) => {
    y += before + size * LEAD;
    return {
      kind: 'text',
      text,
      size,
      bold,
      ink: soft ? 'soft' : 'ink',
      x: box.x + indent * INDENT,
      y: y - size * 0.25,
    };
  });
}

function chartIn({ box, drawn }: Placed['charts'][number], named: boolean): Op[] {
  const title: Op[] = named
    ? [{ kind: 'text', text: drawn.data.name, x: box.x, y: box.y + 11, size: 11, bold: true }]
    : [];
  const top = named ? 16 : 0;
  // Narrow charts have fewer, larger words.
  const width = box.width < 320 ? 360 : CHART;
  const scale = box.width / width;
  const below = drawn.layout(width, 100).height - 100;
  const layout = drawn.layout(width, Math.max(70, (box.height - top) / scale - below));
  const shrink = Math.min(1, (box.height - top) / (layout.height * scale));
  return [...title, ...placed(chartOps(layout), box.x, box.y + top, scale * shrink)];
}

/** The slides of a deck as pages. */
export const pagesOf = (deck: Deck, wide: Wide): Drawing[] =>
  deck.slides.map((slide, at) => drawSlide(slide, deck, SLIDE, wide, `${at + 1} / ${deck.slides.length}`));

/** In points, landscape (ISO 216). */
export const POSTERS = {
  a3: { width: 1190.55, height: 841.89 },
  a1: { width: 2383.94, height: 1683.78 },
} as const;

/** All slides on one sheet, in reading order, each framed. */
export function posterOf(deck: Deck, paper: Paper, wide: Wide): Drawing {
  const slides = deck.slides.map((slide) => drawSlide(slide, deck, SLIDE, wide));
  const edge = paper.width * 0.025;
  const rowsFor = (columns: number): number => Math.ceil(slides.length / columns);
  const scaleFor = (columns: number): number =>
    Math.min(
      (paper.width - 2 * edge) / (columns * SLIDE.width),
      (paper.height - 2 * edge) / (rowsFor(columns) * SLIDE.height),
    );
  const columns = [1, 2, 3, 4, 5, 6, 7, 8].reduce((best, one) =>
    scaleFor(one) > scaleFor(best) ? one : best,
  );
  const scale = scaleFor(columns);
  const [width, height] = [SLIDE.width * scale, SLIDE.height * scale];
  const left = (paper.width - columns * width) / 2;
  const ops = slides.flatMap(({ ops: own }, at) => {
    const [x, y] = [left + (at % columns) * width, edge + Math.floor(at / columns) * height];
    const frame: Op = {
      kind: 'path',
      steps: rectangle(x + 6 * scale, y + 6 * scale, width - 12 * scale, height - 12 * scale),
      width: scale,
      stroke: 'soft',
    };
    return [frame, ...placed(own, x, y, scale)];
  });
  return { ...paper, ops };
}

/** The deck as a PowerPoint file says it: text to be written over, charts with their numbers. */
export function pptxDeck(deck: Deck, wide: Wide): PptxDeck {
  const slides = deck.slides.map((slide, index) => {
    const at = arrange(slide, deck, SCREEN, wide, `${index + 1} / ${deck.slides.length}`);
    const inner = SCREEN.width - 2 * at.margin;
    const small = (name: string, text: string, y: number, size: number): Piece[] =>
      text
        ? [
            {
              kind: 'words',
              name,
              box: { x: at.margin, y, width: inner, height: size * 1.5 },
              paragraphs: [{ text, size, soft: true }],
            },
          ]
        : [];
    const heads = [at.head.text, at.head.corner].filter(Boolean).join(' · ');
    return [
      {
        kind: 'words',
        name: 'Title',
        isTitle: true,
        box: at.title.box,
        paragraphs: [{ text: slide.title, size: at.title.size, bold: true }],
      },
      ...small('Facility', heads, at.head.y - 14, at.head.size),
      { kind: 'rule', name: 'Line', box: { x: at.margin, y: at.ruleAt, width: inner, height: 0 } },
      ...(slide.lead
        ? [
            {
              kind: 'words' as const,
              name: 'Lead',
              box: at.lead.box,
              paragraphs: [{ text: slide.lead, size: at.lead.size }],
            },
          ]
        : []),
      ...at.charts.map(({ box, drawn }): Piece => ({
        kind: 'chart',
        name: drawn.data.name,
        box,
        data: drawn.data,
      })),
      ...at.lists.map(({ box, paragraphs }, which): Piece => ({
        kind: 'words',
        name: `List ${which + 1}`,
        box,
        paragraphs,
      })),
      ...small('Foot', `${at.foot.text} · ${at.foot.page}`, at.foot.y - 10, at.foot.size),
    ] as Piece[];
  });
  return { title: `${deck.title} – ${deck.facility}`, code: deck.code, ...SCREEN, slides };
}
