/**
 * What a handover file says, line by line. The lines are the same in each language and only their words differ,
 * so what somebody wrote themselves stands in the file once.
 */
export type Kind = 'title' | 'under' | 'part' | 'lead' | 'line' | 'quiet' | 'chart';

/** A run chart as paths in a field of 320 × 84: nothing to compute where it is read. */
export interface Drawn {
  line: string;
  centre: string;
  dots: string;
}

export interface Block {
  kind: Kind;
  text: string;
  chart?: Drawn;
}

/** A line in several languages: `null` where a language says it as the first one does. */
export interface Said {
  kind: Kind;
  text: [string, ...(string | null)[]];
  chart?: Drawn;
}

export interface Content {
  v: 1;
  languages: string[];
  blocks: Said[];
  voice?: { type: string; data: string };
}

/** The same lines in several languages as one list. Throws when the languages don't say the same lines. */
export function together(languages: string[], said: Block[][]): Said[] {
  const [first, ...others] = said;
  if (!first || others.some((other) => other.length !== first.length) || languages.length !== said.length)
    throw new RangeError('each language says every line');
  return first.map(({ kind, text, chart }, at) => ({
    kind,
    text: [text, ...others.map((other) => (other[at]!.text === text ? null : other[at]!.text))],
    ...(chart && { chart }),
  }));
}

/** The line as one of the languages says it. */
export function textIn({ text }: Said, language: number): string {
  return text[language] ?? text[0];
}
