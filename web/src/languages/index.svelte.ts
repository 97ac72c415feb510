/**
 * The words of the app: English in the code, Amharic and Afaan Oromo from the translators' catalogues.
 *
 * Each catalogue is two chunks of its own, fetched when it is first chosen: the words of the first screen, and the
 * rest. So a first load carries one language only, and the first screen doesn't wait for the words of all others.
 * A string nobody has translated yet is shown in English; the others stay translated.
 */

export const LANGUAGES = { en: 'English', am: 'አማርኛ', om: 'Afaan Oromoo' } as const;
export type LanguageCode = keyof typeof LANGUAGES;

/** The key of an English sentence to its translation; a pair [one, many] where the sentence counts something. */
export type Catalogue = Record<string, string | [string, string]>;
/** What goes into the {places} of a sentence. */
export type Values = Record<string, string | number>;

// Made from debo/locale by `npm run languages`. Globbed, not named: without them the app speaks English.
const catalogues = import.meta.glob<Catalogue>('./catalogues/*.json', { import: 'default' });
const loadFirst = async (code: LanguageCode): Promise<Catalogue> =>
  catalogues[`./catalogues/${code}.start.json`]?.() ?? {};
const loadRest = async (code: LanguageCode): Promise<Catalogue> =>
  catalogues[`./catalogues/${code}.json`]?.() ?? {};
const load = async (code: LanguageCode): Promise<Catalogue> =>
  Object.assign({}, ...(await Promise.all([loadFirst(code), loadRest(code)])));

// The same rules as the Plural-Forms of the catalogues: Amharic says "one" of zero too.
const isOne: Record<LanguageCode, (n: number) => boolean> = {
  en: (n) => n === 1,
  am: (n) => n <= 1,
  om: (n) => n === 1,
};

const CHOICE = 'debo.language';

class Language {
  code = $state<LanguageCode>('en');
  words = $state.raw<Catalogue>({});
  /** The rest of the words, when only those of the first screen are here; `undefined` when nothing is missing. */
  #rest: (() => Promise<Catalogue>) | undefined;

  /**
   * Speak another language. Answers whether it could: offline, a language never chosen before may not be on
   * this phone yet, and then the present one stays.
   */
  async set(code: LanguageCode, wordsOf = load): Promise<boolean> {
    try {
      this.use(code, await wordsOf(code));
    } catch {
      return false;
    }
    remember(code);
    return true;
  }

  /** Speak `code` with these words at once; for tests, and for a catalogue already at hand. */
  use(code: LanguageCode, words: Catalogue): void {
    this.code = code;
    this.words = words;
    this.#rest = undefined;
    if (typeof document !== 'undefined') document.documentElement.lang = code;
  }

  /**
   * Go on in the language last chosen on this phone, else the one the phone itself speaks, else English; with the
   * words of the first screen alone, until somebody awaits `whole`.
   */
  async restore(firstOf = loadFirst, restOf = loadRest): Promise<boolean> {
    const code = remembered() ?? spokenByThePhone();
    if (!(await this.set(code, firstOf))) return false;
    this.#rest = () => restOf(code);
    return true;
  }

  /** Fetch the words that are missing yet. Never rejects: what doesn't come is said in English, and asked for again. */
  async whole(): Promise<void> {
    const [code, rest] = [this.code, this.#rest];
    const words = await rest?.().catch(() => undefined);
    // Another language may have been chosen meanwhile.
    if (words && this.#rest === rest) this.use(code, { ...this.words, ...words });
  }
}

export const language = new Language();

// While something is said in another language than the app's own: for a sheet that others read.
let meanwhile: { code: LanguageCode; words: Catalogue } | undefined;

/** The words of `code`, fetched if they aren't at hand; rejects where they are not on this phone. */
export const wordsOf = (code: LanguageCode): Promise<Catalogue> => load(code);

/** What `saying` answers, said in `code`, while the app itself goes on in its own language. */
export function sayIn<Said>(code: LanguageCode, words: Catalogue, saying: () => Said): Said {
  meanwhile = { code, words };
  try {
    return saying();
  } finally {
    meanwhile = undefined;
  }
}

/** The language things are said in just now. */
export const spoken = (): LanguageCode => (meanwhile ?? language).code;

/** Say `text`, which is English and the key of its own translation, with `values` in its {places}. */
export function t(text: string, values?: Values): string {
  const said = (meanwhile ?? language).words[keyOf(text)];
  return fill((typeof said === 'string' ? said : said?.[1]) || text, values);
}

/** Say how many: `one` when the language counts `n` as one, else `many`; {n} is filled in. */
export function tn(one: string, many: string, n: number, values?: Values): string {
  const place = isOne[spoken()](n) ? 0 : 1;
  const said = (meanwhile ?? language).words[keyOf(one)];
  // A sentence left in English counts as English does, whatever the language around it.
  const text = (typeof said === 'string' ? said : said?.[place]) || (isOne.en(n) ? one : many);
  return fill(text, { n, ...values });
}

/**
 * What `say` says in each of these languages, whose words are fetched for it; what is on the screen stays as it is.
 * `say` must not wait for anything. Rejects when a language is not on this phone yet.
 */
export async function inEach<Text>(codes: LanguageCode[], say: () => Text, wordsOf = load): Promise<Text[]> {
  const words = await Promise.all(codes.map(wordsOf));
  const own = { code: language.code, words: language.words };
  try {
    return codes.map((code, at) => {
      Object.assign(language, { code, words: words[at]! });
      return say();
    });
  } finally {
    Object.assign(language, own);
  }
}

/** The name of a sentence in the catalogues (FNV-1a): five letters instead of a sentence keep a first load small. */
export function keyOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let unit = 0; unit < text.length; unit++) {
    hash = Math.imul(hash ^ text.charCodeAt(unit), 0x01000193);
  }
  return ((hash >>> 0) % 36 ** 5).toString(36);
}

/** Register words that are kept in a table and said later by `t(table[key])`; the table comes back as it was. */
export function words<const Table>(table: Table): Table {
  return table;
}

function fill(text: string, values?: Values): string {
  return values ? text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place)) : text;
}

function isLanguage(code: string | null): code is LanguageCode {
  return code !== null && code in LANGUAGES;
}

function spokenByThePhone(): LanguageCode {
  const spoken = typeof navigator === 'undefined' ? [] : (navigator.languages ?? []);
  return spoken.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en';
}

// A private window may forbid storage; the language is then chosen anew each time, and nothing breaks.
function remember(code: LanguageCode): void {
  try {
    localStorage.setItem(CHOICE, code);
  } catch {
    return;
  }
}

function remembered(): LanguageCode | null {
  try {
    const code = localStorage.getItem(CHOICE);
    return isLanguage(code) ? code : null;
  } catch {
    return null;
  }
}
