/**
 * Words a collaborative says otherwise than Debo: `term.pdsa`, `role.midwife`. Its steward writes them down once and
 * they reach every phone; where one has no form in the reader's language, Debo's own word stays.
 */
import { spoken, type LanguageCode } from './index.svelte';

type Said = Partial<Record<LanguageCode, string>>;
export interface OwnWord {
  word?: string | null;
  said?: Said | null;
  withdrawn?: boolean | null;
}

class OwnWords {
  said = $state.raw<Record<string, Said>>({});

  /** Take over what the records say; one that was taken back says nothing. */
  take(records: { fields: OwnWord }[]): void {
    const standing = records.filter(({ fields }) => fields.word && fields.said && !fields.withdrawn);
    this.said = Object.fromEntries(standing.map(({ fields }) => [fields.word!, fields.said!]));
  }
}

export const ownWords = new OwnWords();

/** How this collaborative says `key` in the reader's language; undefined where it says it as Debo does. */
export function wordFor(key: string): string | undefined {
  return ownWords.said[key]?.[spoken()]?.trim() || undefined;
}
