/**
 * A chart as a picture that can be sent to anybody: title, facility, what it says, and the day. Painted on a canvas
 * from the same layout as the screen; the page's rules (no images from data) forbid the way over an SVG image.
 */
import type { LanguageCode } from '../languages/index.svelte';
import { t } from '../languages';
import { dayLabel, today, type Calendar } from '../periods';
import { square, triangle, type Spot } from './geometry';
import type { Layout } from './layout';

export interface Words {
  title: string;
  facility: string;
  reading: string;
}

// The light ground always: a picture is printed and read in the sun, whatever the phone's own mode.
const PAPER = '#faf7f0';
const INK = '#1c1a17';
const SOFT = '#4a463f';
const LINE = '#e0d9ca';
const ACCENT = '#0b5563';
const WASH = '#e4eeed';
const SERIF = "'Noto Serif', Georgia, 'Debo Ethiopic', serif";
const SANS = "system-ui, Roboto, 'Noto Sans', 'Debo Ethiopic', sans-serif";

/** Twice the size of the screen, so that it stays sharp in a message. */
const SHARP = 2;
const MARGIN = 24;

/** Share the picture where the phone can, else save it as a file. Answers which; null when the person changed her mind. */
export async function sharePicture(
  layout: Layout,
  words: Words,
  code: LanguageCode,
  calendar: Calendar,
): Promise<'shared' | 'saved' | null> {
  const day = dayLabel(today(), code, calendar);
  const canvas = document.createElement('canvas');
  paint(canvas, layout, words, t('Run chart from Debo, {day}', { day }));
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (!blob) throw new Error('This browser makes no PNG');
  return handOver(blob, words.title, 'png', words.facility);
}

/** Share a file where the phone can, else save it. Answers which; null when the person changed her mind. */
export async function handOver(
  blob: Blob,
  title: string,
  ending: string,
  facility = '',
): Promise<'shared' | 'saved' | null> {
  const name = `${fileName({ title, facility })}.${ending}`;
  const file = new File([blob], name, { type: blob.type });
  if (navigator.canShare?.({ files: [file] })) {
    return navigator.share({ files: [file], title }).then(
      () => 'shared' as const,
      (error: unknown) => {
        if ((error as DOMException).name === 'AbortError') return null;
        throw error;
      },
    );
  }
  save(blob, name);
  return 'saved';
}

/** A file name any system takes: letters of every script, digits and dashes. */
export function fileName({ title, facility }: Omit<Words, 'reading'> & Partial<Words>): string {
  const plain = `${title} ${facility}`.replace(/[^\p{L}\p{M}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '');
  return plain.slice(0, 80) || 'debo';
}

/** The words cut into lines no wider than `width`; `measure` says how wide a text is. */
export function wrapped(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && measure(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // Long enough for the slowest phone to begin the download.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function paint(canvas: HTMLCanvasElement, layout: Layout, words: Words, foot: string): void {
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This browser has no canvas');
  const width = layout.scale.box.width + 2 * MARGIN;
  pen.font = `400 20px ${SERIF}`;
  const reading = wrapped(words.reading, width - 2 * MARGIN, (text) => pen.measureText(text).width);
  const head = 78 + reading.length * 26;
  const height = MARGIN + head + layout.height + 44;
  canvas.width = width * SHARP;
  canvas.height = height * SHARP;
  pen.scale(SHARP, SHARP);
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, width, height);
  write(pen, words.title, MARGIN, MARGIN + 22, `500 24px ${SERIF}`, INK);
  write(pen, words.facility, MARGIN, MARGIN + 46, `400 15px ${SANS}`, SOFT);
  reading.forEach((line, index) =>
    write(pen, line, MARGIN, MARGIN + 80 + index * 26, `400 20px ${SERIF}`, INK),
  );
  write(pen, foot, MARGIN, height - 18, `400 13px ${SANS}`, SOFT);
  pen.translate(MARGIN, MARGIN + head);
  drawChart(pen, layout);
}

type Pen = CanvasRenderingContext2D;

function drawChart(pen: Pen, layout: Layout): void {
  const { box } = layout.scale;
  pen.lineJoin = 'round';
  if (layout.limits) {
    pen.fillStyle = WASH;
    pen.fill(new Path2D(layout.limits));
  }
  if (layout.run) {
    pen.fillStyle = WASH;
    pen.fillRect(layout.run.x, layout.run.y, layout.run.width, layout.run.height);
  }
  for (const row of layout.rows) {
    stroke(pen, row.line, LINE, 1);
    write(pen, row.text, row.x, row.y + 4, `400 13px ${SANS}`, SOFT, 'right');
  }
  for (const cut of layout.cuts) stroke(pen, `M${cut} ${box.top}V${box.height - box.bottom}`, SOFT, 1);
  if (layout.goal !== null)
    stroke(pen, `M${box.left} ${layout.goal}H${box.width - box.right}`, SOFT, 1.25, [1, 4]);
  for (const level of layout.levels) stroke(pen, level.path, ACCENT, 2, level.extended ? [7, 5] : []);
  if (layout.first.spots.length) stroke(pen, layout.first.line, SOFT, 1.25, [1, 4]);
  stroke(pen, layout.line, SOFT, 1.25);
  stroke(pen, layout.verified.line, ACCENT, 1.25, [4, 3]);
  layout.dots.solid.forEach((spot) => dot(pen, spot, INK, INK));
  layout.dots.hollow.forEach((spot) => dot(pen, spot, PAPER, INK));
  layout.dots.drafts.forEach((spot) => dot(pen, spot, PAPER, ACCENT));
  for (const spot of layout.first.spots) stroke(pen, triangle(spot), SOFT, 1.5);
  for (const spot of layout.verified.spots) stroke(pen, square(spot), ACCENT, 1.75);
  layout.outside.forEach((spot) => ring(pen, spot));
  for (const name of layout.months) write(pen, name.text, name.x, name.y, `400 13px ${SANS}`, SOFT, 'center');
  for (const year of layout.years) write(pen, year.text, year.x, year.y, `600 13px ${SANS}`, INK, 'center');
  for (const end of layout.ends) {
    const isCentre = end.kind === 'centre';
    write(pen, end.text, end.x, end.y + 5, `${isCentre ? 600 : 400} 13px ${SANS}`, isCentre ? ACCENT : SOFT);
  }
  for (const mark of layout.marks) {
    if (mark.kind === 'cycle')
      stroke(pen, `M${mark.x1} ${mark.y}H${Math.max(mark.x2, mark.x1 + 1)}`, '#a9c4c8', 6);
    dot(pen, { index: 0, x: mark.x1, y: mark.y }, PAPER, mark.kind === 'cycle' ? ACCENT : SOFT, 9);
    write(pen, String(mark.number), mark.x1, mark.y + 4, `600 11px ${SANS}`, INK, 'center');
  }
}

function write(
  pen: Pen,
  text: string,
  x: number,
  y: number,
  font: string,
  colour: string,
  align: CanvasTextAlign = 'left',
): void {
  pen.font = font;
  pen.fillStyle = colour;
  pen.textAlign = align;
  pen.fillText(text, x, y);
}

function stroke(pen: Pen, path: string, colour: string, width: number, dash: number[] = []): void {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.setLineDash(dash);
  pen.stroke(new Path2D(path));
  pen.setLineDash([]);
}

function ring(pen: Pen, { x, y }: Spot): void {
  pen.beginPath();
  pen.arc(x, y, 7, 0, 2 * Math.PI);
  pen.strokeStyle = INK;
  pen.lineWidth = 1.25;
  pen.stroke();
}

function dot(pen: Pen, { x, y }: Spot, fill: string, edge: string, radius = 3.5): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fillStyle = fill;
  pen.fill();
  pen.strokeStyle = edge;
  pen.lineWidth = 1.5;
  pen.stroke();
}
