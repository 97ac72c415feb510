/** Spellings of one word brought together, so that a pattern meets it however it was typed. */

// Letters that sound alike and are written for each other: [from, to, how many forms].
const ALIKE: [number, number][] = [
  [0x1210, 0x1200], // ሐ as ሀ
  [0x1280, 0x1200], // ኀ as ሀ
  [0x1220, 0x1230], // ሠ as ሰ
  [0x12d0, 0x12a0], // ዐ as አ
  [0x1340, 0x1338], // ፀ as ጸ
];
const FORMS = 7;

/** Amharic: one letter for those that sound alike (ሠራተኛ, ሰራተኛ; ኃላፊ, ሀላፊ, ሃላፊ), single spaces. */
export function folded(text: string): string {
  let out = '';
  for (const letter of text.normalize('NFC')) {
    let code = letter.codePointAt(0)!;
    for (const [from, to] of ALIKE) if (code >= from && code < from + FORMS) code += to - from;
    // The first and the fourth form of these are said alike.
    if (code === 0x1203) code = 0x1200;
    if (code === 0x12a3) code = 0x12a0;
    out += String.fromCodePoint(code);
  }
  return out.replace(/[፣፤፥፡\s]+/gu, ' ');
}

/** English and Afaan Oromo: small letters, one kind of apostrophe (hudhaa), single spaces. */
export function foldedLatin(text: string): string {
  return (
    text
      .normalize('NFC')
      .replace(/[‘’ʼ`´]/gu, "'")
      .replace(/\s+/gu, ' ')
      // Not by toLowerCase: in a pattern \S and \s must stay what they are.
      .replace(/(\\?)(\p{Lu})/gu, (both, slash: string, letter: string) =>
        slash ? both : letter.toLowerCase(),
      )
  );
}
