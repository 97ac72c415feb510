/** Finding an idea by words of any script: letters that sound alike and are written either way count as one. */

// The rows of the Ethiopic syllabary that Amharic reads alike: ሐ, ኀ as ሀ; ሠ as ሰ; ዐ as አ; ፀ as ጸ.
const ALIKE: [from: number, to: number, letters: number][] = [
  [0x1210, 0x1200, 7],
  [0x1280, 0x1200, 7],
  [0x1220, 0x1230, 8],
  [0x12d0, 0x12a0, 7],
  [0x1340, 0x1338, 7],
];
// In the rows of ሀ and አ the first and the fourth letter sound alike too: ሃ as ሀ, ኣ as አ.
const FOURTH: Record<number, number> = { 0x1203: 0x1200, 0x12a3: 0x12a0 };

/** A text reduced to what is heard: no case, no accents, no apostrophes, homophones as one letter. */
export function folded(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}|['’ʼ‘`]/gu, '')
    .toLowerCase();
  return Array.from(plain, (letter) => String.fromCodePoint(heard(letter.codePointAt(0)!))).join('');
}

function heard(code: number): number {
  const row = ALIKE.find(([from, , letters]) => code >= from && code < from + letters);
  const one = row ? code - row[0] + row[1] : code;
  return FOURTH[one] ?? one;
}

/** Whether every word of the query stands somewhere in the texts, as a part of a word too. */
export function finds(query: string, texts: (string | null | undefined)[]): boolean {
  const wanted = folded(query).split(/\s+/).filter(Boolean);
  const there = folded(texts.filter(Boolean).join(' '));
  return wanted.every((word) => there.includes(word));
}

type Catalogue = Record<string, string | [string, string]>;
const catalogues = import.meta.glob<Catalogue>('../../languages/catalogues/*.json', { import: 'default' });

/** Each English label with its words in every language this phone has; a catalogue that isn't here is left out. */
export async function inAllLanguages(labels: string[]): Promise<Record<string, string>> {
  const found = await Promise.all(
    Object.values(catalogues).map((load) => load().catch((): Catalogue => ({}))),
  );
  return Object.fromEntries(
    labels.map((label) => [
      label,
      [label, ...found.map((words) => words[label])].flat().filter(Boolean).join(' '),
    ]),
  );
}
