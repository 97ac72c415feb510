/** The sheet for the wall: where everything stands, and the PDF file that carries it. */
import { describe, expect, it } from 'vitest';
import ethiopic from '../../src/fonts/print-ethiopic.ttf?inline';
import latin from '../../src/fonts/print-latin.ttf?inline';
import { layOut, type Layout } from '../../src/charts/layout';
import { marksOf } from '../../src/charts/marks';
import { readPoints } from '../../src/charts/reading';
import { pointsOf } from '../../src/measures/series';
import {
  circle,
  hatching,
  pathText,
  placed,
  rectangle,
  stepsOf,
  type Words,
} from '../../src/reports/print/drawing';
import { readFont, stretches, widthOf, type Font, type Fonts } from '../../src/reports/print/font';
import { pdfOf } from '../../src/reports/print/pdf';
import { PAPERS, plan, wrapped, type Sheet } from '../../src/reports/wall/sheet';
import { counted, of, SHARE } from '../measures/counts';

const font = (address: string): Font =>
  readFont(Uint8Array.from(atob(address.split(',')[1]!), (sign) => sign.charCodeAt(0)));
const fonts: Fonts = { latin: font(latin), ethiopic: font(ethiopic) };
const wide = (text: string, size: number): number => widthOf(text, size, fonts);

const VALUES = [41, 38, 45, 40, 43, 39, 44, 42, 68, 71, 74, 70, 77, 73];
const points = pointsOf(
  SHARE,
  VALUES.map((value, index) =>
    counted(`e20${index < 13 ? '17' : '18'}-${String((index % 13) + 1).padStart(2, '0')}`, of(value, 100)),
  ),
);
const reading = readPoints(points, SHARE);
const cycle = {
  id: 'c1',
  fields: { question: 'Does a tray help?', starts: '2025-03-01', ends: '2025-03-20' },
};
const marks = marksOf(
  [cycle],
  [],
  points.map((point) => point.period),
);
const chart = (width: number, plot: number): Layout =>
  layOut({
    points,
    reading,
    unit: 'percent',
    goal: 90,
    marks,
    width,
    plot,
    code: 'en',
    calendar: 'ethiopian',
  });

const sheet: Sheet = {
  facility: 'Haro Gudina health centre',
  corner: '',
  aimTitle: 'Our aim',
  aim: 'Every mother is tested for syphilis: from 42 % to 90 % by 30 Sene 2018',
  drivers: 'What drives it: tests at hand · everybody knows who asks',
  measure: 'Syphilis test in pregnancy',
  reading: 'Likely a real change for the better: 6 points in a row on one side of the line.',
  chart,
  nothing: 'Nothing is counted here yet.',
  triedTitle: 'What we tried, and what happened',
  tried: [{ number: 1, text: 'Does a tray help?', state: 'Adopted' }],
  nextTitle: 'What comes next',
  next: [{ text: 'Ask the laboratory for a shelf', aside: 'Midwife, 5 Tir 2018' }],
  more: (count) => `and more: ${count}`,
  foot: 'Made with Debo, 1 Tir 2018',
};
const said = (ops: { kind: string }[]): Words[] => ops.filter((op): op is Words => op.kind === 'text');

// A letter a byte, so that places in the text are places in the file.
const oneByte = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);
async function unpacked(bytes: Uint8Array): Promise<string> {
  const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream('deflate'));
  return oneByte(new Uint8Array(await new Response(stream).arrayBuffer()));
}

describe('paths', () => {
  it('become absolute steps', () => {
    expect(stepsOf('M1 2H5V7h-2v-1L0 0Z')).toEqual([
      ['M', 1, 2],
      ['L', 5, 2],
      ['L', 5, 7],
      ['L', 3, 7],
      ['L', 3, 6],
      ['L', 0, 0],
      ['Z'],
    ]);
    expect(stepsOf('')).toEqual([]);
    expect(pathText(stepsOf('M1.234 -2H5'))).toBe('M1.23 -2L5 -2');
  });

  it('are moved and made larger with all their points', () => {
    const [op] = placed([{ kind: 'path', steps: circle(0, 0, 1), width: 2, dash: [1, 3] }], 10, 20, 3);
    expect(op).toMatchObject({ width: 6, dash: [3, 9] });
    expect((op as { steps: unknown[] }).steps[0]).toEqual(['M', 13, 20]);
  });

  it('hatch within their rectangle', () => {
    for (const [, x, y] of hatching(10, 20, 30, 5, 4) as [string, number, number][]) {
      expect(x).toBeGreaterThanOrEqual(10);
      expect(x).toBeLessThanOrEqual(40);
      expect(y).toBeGreaterThanOrEqual(20);
      expect(y).toBeLessThanOrEqual(25);
    }
    expect(rectangle(0, 0, 1, 1)).toHaveLength(5);
  });
});

describe('letters', () => {
  it('have the widths of the font: a full em of spaces is known by hand', () => {
    // Noto Sans: a space is 260, an A 639 thousandths wide (its hmtx table, read by fontTools).
    expect(fonts.latin.width(fonts.latin.glyph(0x20))).toBe(260);
    expect(fonts.latin.width(fonts.latin.glyph(0x41))).toBe(639);
    expect(wide('A A', 10)).toBeCloseTo((639 * 2 + 260) / 100);
  });

  it('come from the font that has them; a sign none has is an empty box, not a hole in the sheet', () => {
    expect(stretches('ዓላማ 90 %', fonts).map(({ font }) => font)).toEqual(['ethiopic', 'latin']);
    expect(stretches('da’umsa', fonts)).toHaveLength(1);
    expect(stretches('漢', fonts)[0]!.glyphs[0]!.glyph).toBe(0);
    for (const sign of '’ʼ“”…–·፣።፤፦') expect(stretches(sign, fonts)[0]!.glyphs[0]!.glyph).not.toBe(0);
  });

  it('refuses what is no font', () => {
    expect(() => readFont(new Uint8Array(64))).toThrow('no TrueType font');
  });
});

describe('the sheet', () => {
  it('keeps all its words on the paper, on each paper and with the longest texts', () => {
    const long =
      'A long sentence that a team wrote in one breath about everything that happened that month. ';
    const full: Sheet = {
      ...sheet,
      aim: long.repeat(4),
      drivers: long.repeat(3),
      measure: long,
      reading: long.repeat(3),
      tried: Array.from({ length: 6 }, (_, index) => ({
        number: index + 1,
        text: long.repeat(2),
        state: 'Going on',
      })),
      next: Array.from({ length: 9 }, () => ({ text: long.repeat(2), aside: 'Midwife' })),
    };
    for (const paper of Object.values(PAPERS))
      for (const one of [sheet, full]) {
        const { ops } = plan(one, paper, wide);
        for (const { text, x, y, size, align = 'left', bold } of said(ops)) {
          const width = wide(text, size) * (bold ? 1.01 : 1);
          const left = align === 'left' ? x : align === 'right' ? x - width : x - width / 2;
          expect(left).toBeGreaterThanOrEqual(0);
          expect(left + width, text).toBeLessThanOrEqual(paper.width);
          expect(y, text).toBeLessThanOrEqual(paper.height);
        }
        // Nothing is written over what stands above it on the left edge.
        const column = said(ops).filter(
          ({ align, x }) => (align ?? 'left') === 'left' && x < paper.width / 4,
        );
        column.slice(1).forEach((one, at) => {
          const before = column[at]!;
          if (one.y !== before.y && one.x === before.x)
            expect(one.y - before.y).toBeGreaterThan(one.size * 0.9);
        });
      }
  });

  it('is read from three metres on A3: nothing on the chart below 24 points, the aim twice that', () => {
    const { ops } = plan(sheet, PAPERS.a3, wide);
    const sizes = said(ops).map((op) => ({ text: op.text, size: op.size }));
    expect(sizes.find(({ text }) => text.startsWith('Every mother'))!.size).toBeGreaterThanOrEqual(35);
    expect(sizes.find(({ text }) => text.startsWith('Likely'))!.size).toBeGreaterThanOrEqual(24);
    expect(sizes.find(({ text }) => text.startsWith('100'))!.size).toBeGreaterThanOrEqual(24);
  });

  it('counts what it leaves out', () => {
    const next = Array.from({ length: 20 }, (_, index) => ({ text: `Step ${index}`, aside: '' }));
    const texts = said(plan({ ...sheet, next }, PAPERS.a4, wide).ops).map(({ text }) => text);
    const shown = texts.filter((text) => text.startsWith('Step ')).length;
    expect(shown).toBeGreaterThan(1);
    expect(texts).toContain(`and more: ${20 - shown}`);
  });

  it('leaves lines to write on where there is no next step, no aim and no count', () => {
    const bare = { ...sheet, aim: '', drivers: '', chart: null, tried: [], next: [] };
    const { ops } = plan(bare, PAPERS.a4, wide);
    expect(said(ops).map(({ text }) => text)).toContain('Nothing is counted here yet.');
    expect(ops.filter((op) => op.kind === 'path').length).toBeGreaterThanOrEqual(5);
  });

  it('cuts words into lines no wider than told', () => {
    expect(wrapped('a b c', 2, 1, (text) => text.length)).toEqual(['a', 'b', 'c']);
    expect(wrapped('a b c', 3, 1, (text) => text.length)).toEqual(['a b', 'c']);
    expect(wrapped('', 3, 1, (text) => text.length)).toEqual([]);
    expect(wrapped('a 95\u202f% b', 3, 1, (text) => text.length)).toEqual(['a', '95\u202f%', 'b']);
  });
});

describe('the PDF file', () => {
  it('has each object where its table says, and is the same each time', async () => {
    const drawing = plan({ ...sheet, aim: 'ዓላማችን፦ ሁሉም እናቶች' }, PAPERS.a4, wide);
    const bytes = await pdfOf(drawing, fonts, { title: 'ግድግዳ', language: 'am' });
    const text = oneByte(bytes);
    expect(text.slice(0, 8)).toBe('%PDF-1.5');
    const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)![1]);
    expect(text.slice(start, start + 4)).toBe('xref');
    const places = [...text.slice(start).matchAll(/^(\d{10}) 00000 n/gm)].map(([, place]) => Number(place));
    places.forEach((place, at) => expect(text.slice(place).startsWith(`${at + 1} 0 obj`)).toBe(true));
    expect(bytes.length).toBeLessThan(60_000);
    expect(await pdfOf(drawing, fonts, { title: 'ግድግዳ', language: 'am' })).toEqual(bytes);
  });

  it('carries the way back from its glyphs to letters', async () => {
    const drawing = {
      width: 100,
      height: 100,
      ops: [{ kind: 'text' as const, x: 1, y: 9, text: 'ዓላማ a', size: 9 }],
    };
    const bytes = await pdfOf(drawing, fonts, { title: 'a', language: 'am' });
    const text = oneByte(bytes);
    const packed = [...text.matchAll(/\/Length (\d+) \/Filter \/FlateDecode[^>]*>>\nstream\n/g)].map(
      (found) => {
        const from = found.index + found[0].length;
        return unpacked(bytes.subarray(from, from + Number(found[1])));
      },
    );
    const streams = await Promise.all(packed);
    const maps = streams.filter((one) => one.includes('beginbfchar'));
    const glyph = (sign: string) => fonts.ethiopic.glyph(sign.codePointAt(0)!).toString(16).padStart(4, '0');
    for (const sign of 'ዓላማ')
      expect(maps.join()).toContain(`<${glyph(sign)}> <${sign.charCodeAt(0).toString(16).padStart(4, '0')}>`);
  });

  it('leaves a font out that nothing is written in', async () => {
    const drawing = {
      width: 100,
      height: 100,
      ops: [{ kind: 'text' as const, x: 1, y: 9, text: 'aim', size: 9 }],
    };
    const text = oneByte(await pdfOf(drawing, fonts, { title: 'a', language: 'en' }));
    expect(text).toContain('Debo-latin');
    expect(text).not.toContain('Debo-ethiopic');
  });
});
