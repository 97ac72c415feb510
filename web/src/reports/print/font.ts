/** What a TrueType font says of its letters: which glyph a sign is, and how wide. Only what writing a PDF needs. */
export interface Font {
  bytes: Uint8Array;
  /** The glyph of a code point; 0 (an empty box) where the font has none. */
  glyph(code: number): number;
  /** In thousandths of the size. */
  width(glyph: number): number;
  ascent: number;
  descent: number;
  box: [number, number, number, number];
}

/** Read a font file. Refuses what is no TrueType font with a Unicode table (format 4). */
export function readFont(bytes: Uint8Array): Font {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<string, number>();
  if (view.getUint32(0) !== 0x10000) throw new Error('This is no TrueType font');
  for (let at = 0; at < view.getUint16(4); at += 1) {
    const row = 12 + at * 16;
    tables.set(String.fromCharCode(...bytes.subarray(row, row + 4)), view.getUint32(row + 8));
  }
  const table = (name: string): number => {
    const found = tables.get(name);
    if (found === undefined) throw new Error(`This font has no ${name}`);
    return found;
  };
  const [head, hhea, hmtx] = [table('head'), table('hhea'), table('hmtx')];
  const toThousand = 1000 / view.getUint16(head + 18);
  const round = (at: number): number => Math.round(view.getInt16(at) * toThousand);
  const measured = view.getUint16(hhea + 34);
  const glyphs = readCmap(view, table('cmap'));
  return {
    bytes,
    glyph: (code) => glyphs.get(code) ?? 0,
    // Glyphs past those measured are as wide as the last of them.
    width: (glyph) => Math.round(view.getUint16(hmtx + 4 * Math.min(glyph, measured - 1)) * toThousand),
    ascent: round(hhea + 4),
    descent: round(hhea + 6),
    box: [round(head + 36), round(head + 38), round(head + 40), round(head + 42)],
  };
}

function readCmap(view: DataView, cmap: number): Map<number, number> {
  const found = new Map<number, number>();
  for (let at = 0; at < view.getUint16(cmap + 2); at += 1) {
    const start = cmap + view.getUint32(cmap + 8 + at * 8);
    if (view.getUint16(start) !== 4) continue;
    const count = view.getUint16(start + 6) / 2;
    const ends = start + 14;
    const [starts, deltas, offsets] = [ends + 2 + count * 2, ends + 2 + count * 4, ends + 2 + count * 6];
    for (let segment = 0; segment < count; segment += 1) {
      const [first, last] = [view.getUint16(starts + segment * 2), view.getUint16(ends + segment * 2)];
      const delta = view.getUint16(deltas + segment * 2);
      const place = offsets + segment * 2;
      const offset = view.getUint16(place);
      for (let code = first; code <= last && code !== 0xffff; code += 1) {
        const listed = offset && view.getUint16(place + offset + 2 * (code - first));
        const glyph = offset ? listed && (listed + delta) & 0xffff : (code + delta) & 0xffff;
        if (glyph) found.set(code, glyph);
      }
    }
    return found;
  }
  throw new Error('This font has no Unicode table');
}

export interface Fonts {
  latin: Font;
  ethiopic: Font;
}

/** A stretch of text in one font, as glyphs. */
export interface Stretch {
  font: keyof Fonts;
  glyphs: { glyph: number; code: number }[];
}

/** The text in stretches of one font each. A sign no font has becomes the Latin font's empty box. */
export function stretches(text: string, fonts: Fonts): Stretch[] {
  const found: Stretch[] = [];
  for (const sign of text.normalize('NFC')) {
    const code = sign.codePointAt(0)!;
    const ethiopic = fonts.ethiopic.glyph(code);
    const font = ethiopic ? 'ethiopic' : 'latin';
    // Narrow and other spaces are spaces here.
    const glyph = ethiopic || fonts.latin.glyph(/\s/u.test(sign) ? 0x20 : code);
    const last = found.at(-1);
    if (last?.font === font) last.glyphs.push({ glyph, code });
    else found.push({ font, glyphs: [{ glyph, code }] });
  }
  return found;
}

/** How wide a text is in this size. */
export function widthOf(text: string, size: number, fonts: Fonts): number {
  let sum = 0;
  for (const { font, glyphs } of stretches(text, fonts))
    for (const { glyph } of glyphs) sum += fonts[font].width(glyph);
  return (sum * size) / 1000;
}
