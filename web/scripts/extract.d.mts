export interface Sentence {
  text: string;
  many?: string;
  path: string;
  line: number;
}
export interface Problem {
  what: string;
  path: string;
  line: number;
}
/** Read files given as { path: source }. */
export function collect(sources: Record<string, string>): { sentences: Sentence[]; problems: Problem[] };
