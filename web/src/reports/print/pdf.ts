/**
 * Drawings as a PDF file, a page each (ISO 32000-1), with its letters inside and its text to be searched and copied.
 *
 * Written by hand: what a sheet needs of PDF is small, and the libraries that do it weigh 109 kB and more on the line;
 * docs/wall.md has the comparison. Fonts go in whole, as TrueType with glyph numbers (Identity-H), and beside each a table back to Unicode.
 */
import { BOLD_EDGE, GREY, type Drawing, type Ink, type Stroke, type Words } from './drawing';
import { stretches, widthOf, type Font, type Fonts } from './font';

export interface About {
  title: string;
  language: string;
}
type Used = Map<number, number>;
type Part = string | Uint8Array;

/** The bytes of the PDF file. The same drawing gives the same bytes: no date and no random number is in it. */
export async function pdfOf(drawings: Drawing | Drawing[], fonts: Fonts, about: About): Promise<Uint8Array> {
  const used: Record<keyof Fonts, Used> = { latin: new Map(), ethiopic: new Map() };
  const sheets = Array.isArray(drawings) ? drawings : [drawings];
  const pages = sheets.map(({ ops, height }) =>
    ops
      .map((op) => (op.kind === 'path' ? strokeOf(op, height) : wordsOf(op, height, fonts, used)))
      .join('\n'),
  );
  const objects: Part[][] = [];
  const add = (...parts: Part[]): number => objects.push(parts);
  const stream = async (content: Uint8Array, extra = ''): Promise<number> => {
    const packed = await deflated(content);
    const filter = packed ? ' /Filter /FlateDecode' : '';
    const bytes = packed ?? content;
    return add(`<< /Length ${bytes.length}${filter}${extra} >>\nstream\n`, bytes, '\nendstream');
  };

  add(
    `<< /Type /Catalog /Pages 2 0 R /Lang (${about.language}) /ViewerPreferences << /DisplayDocTitle true >> >>`,
  );
  const kids = sheets.map((_, at) => `${at + 3} 0 R`).join(' ');
  add(`<< /Type /Pages /Kids [${kids}] /Count ${sheets.length} >>`);
  const pageObjects: Part[][] = sheets.map(() => []);
  objects.push(...pageObjects);
  const contents: number[] = [];
  for (const page of pages) contents.push(await stream(ascii(page)));
  const resources: string[] = [];
  for (const name of ['latin', 'ethiopic'] as const) {
    if (used[name].size === 0) continue;
    const number = await embed(name, fonts[name], used[name], add, stream);
    resources.push(`/${name} ${number} 0 R`);
  }
  for (const [at, { width, height }] of sheets.entries())
    pageObjects[at]!.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${short(width)} ${short(height)}]` +
        ` /Contents ${contents[at]} 0 R /Resources << /Font << ${resources.join(' ')} >> >> >>`,
    );
  const info = add(`<< /Title <${utf16(about.title)}> /Producer (Debo) >>`);
  return assembled(objects, info);
}

async function embed(
  name: string,
  font: Font,
  used: Used,
  add: (...parts: Part[]) => number,
  stream: (content: Uint8Array, extra?: string) => Promise<number>,
): Promise<number> {
  const face = `Debo-${name}`;
  const file = await stream(font.bytes, ` /Length1 ${font.bytes.length}`);
  const back = await stream(ascii(toUnicode(used)));
  const descriptor = add(
    `<< /Type /FontDescriptor /FontName /${face} /Flags 4 /FontBBox [${font.box.join(' ')}] /ItalicAngle 0` +
      ` /Ascent ${font.ascent} /Descent ${font.descent} /CapHeight 714 /StemV 80 /FontFile2 ${file} 0 R >>`,
  );
  const widths = [...used.keys()].sort((a, b) => a - b).map((glyph) => `${glyph} [${font.width(glyph)}]`);
  const cid = add(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${face} /CIDToGIDMap /Identity /FontDescriptor ${descriptor} 0 R` +
      ` /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /W [${widths.join(' ')}] >>`,
  );
  return add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /${face} /Encoding /Identity-H /DescendantFonts [${cid} 0 R] /ToUnicode ${back} 0 R >>`,
  );
}

/** The table back from glyphs to signs, in groups of a hundred as PDF allows. */
function toUnicode(used: Used): string {
  const lines = [...used].map(
    ([glyph, code]) => `<${hex4(glyph)}> <${utf16(String.fromCodePoint(code), false)}>`,
  );
  let groups = '';
  for (let at = 0; at < lines.length; at += 100) {
    const group = lines.slice(at, at + 100);
    groups += `${group.length} beginbfchar\n${group.join('\n')}\nendbfchar\n`;
  }
  return (
    '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n' +
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n' +
    '/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n' +
    '1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n' +
    groups +
    'endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend'
  );
}

function strokeOf({ steps, width, dash, stroke = 'ink', fill }: Stroke, height: number): string {
  const path = steps
    .map(([verb, ...numbers]) => {
      if (verb === 'Z') return 'h';
      const written = numbers.map((one, at) => short(at % 2 ? height - one : one)).join(' ');
      return `${written} ${verb === 'M' ? 'm' : verb === 'L' ? 'l' : 'c'}`;
    })
    .join(' ');
  const paint = fill && width ? 'B' : fill ? 'f' : 'S';
  return (
    (fill ? `${grey(fill)} g ` : '') +
    (width ? `${grey(stroke)} G ${short(width)} w 1 j [${(dash ?? []).map(short).join(' ')}] 0 d ` : '') +
    `${path} ${paint}`
  );
}

function wordsOf(op: Words, height: number, fonts: Fonts, used: Record<keyof Fonts, Used>): string {
  const { text, size, bold, ink = 'ink', align = 'left' } = op;
  const width = align === 'left' ? 0 : widthOf(text, size, fonts);
  const x = op.x - (align === 'center' ? width / 2 : width);
  const shown = stretches(text, fonts).map(({ font, glyphs }) => {
    for (const { glyph, code } of glyphs) if (glyph && !used[font].has(glyph)) used[font].set(glyph, code);
    return `/${font} ${short(size)} Tf <${glyphs.map(({ glyph }) => hex4(glyph)).join('')}> Tj`;
  });
  const edge = bold ? `2 Tr ${grey(ink)} G [] 0 d ${short(size * BOLD_EDGE)} w` : '0 Tr';
  return `BT ${grey(ink)} g ${edge} ${short(x)} ${short(height - op.y)} Td ${shown.join(' ')} ET`;
}

function assembled(objects: Part[][], info: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  const put = (part: Part): void => {
    const bytes = typeof part === 'string' ? ascii(part) : part;
    parts.push(bytes);
    length += bytes.length;
  };
  // Four bytes above 127 tell every program that carries the file that it isn't text.
  put('%PDF-1.5\n');
  put(Uint8Array.of(0x25, 0xe2, 0xe3, 0xcf, 0xd3, 0x0a));
  const places = objects.map((object, at) => {
    const place = length;
    put(`${at + 1} 0 obj\n`);
    object.forEach(put);
    put('\nendobj\n');
    return place;
  });
  const start = length;
  put(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`);
  for (const place of places) put(`${String(place).padStart(10, '0')} 00000 n \n`);
  put(
    `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info ${info} 0 R >>\nstartxref\n${start}\n%%EOF\n`,
  );
  const file = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

/** Packed as PDF wants it (zlib); null where the browser can't, and the file is larger then. */
async function deflated(content: Uint8Array): Promise<Uint8Array | null> {
  if (typeof CompressionStream === 'undefined') return null;
  const packed = new Blob([content as BlobPart]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0) & 0xff);
const short = (number: number): string => String(Math.round(number * 100) / 100);
const grey = (ink: Ink): number => GREY[ink];
const hex4 = (number: number): string => number.toString(16).padStart(4, '0');
function utf16(text: string, marked = true): string {
  let written = marked ? 'feff' : '';
  for (let unit = 0; unit < text.length; unit += 1) written += hex4(text.charCodeAt(unit));
  return written;
}
