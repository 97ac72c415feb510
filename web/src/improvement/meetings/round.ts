/** The silent round: who sees what when, ideas put together, dots counted. Pure; nothing here knows who voted. */
import type { Meeting, Proposal, Vote } from '../../ledger/schema';

export const DOTS = 3;

export interface Kept<Fields> {
  id: string;
  fields: Fields;
}

/** Writing: each sees only their own. Shown: all texts, nobody's name. */
export type Stage = 'none' | 'writing' | 'shown';

export function stageOf({ question, shown_on }: Meeting): Stage {
  if (shown_on) return 'shown';
  return question ? 'writing' : 'none';
}

/** The ideas `person` may read now: before all are shown, only what they wrote. */
export function ideasFor(stage: Stage, ideas: Kept<Proposal>[], person: string | null): Kept<Proposal>[] {
  if (stage === 'shown') return ideas;
  return ideas.filter(({ fields }) => person !== null && fields.person === person);
}

export interface Idea {
  id: string;
  text: string;
  /** Ideas that say the same, with this one first. */
  all: Kept<Proposal>[];
  dots: number;
}

/**
 * The ideas with what was put together, each group once. In an order that tells neither who wrote nor when: by a hash of
 * the id. After the count, those with more dots stand first.
 */
export function groupsOf(ideas: Kept<Proposal>[], votes: Kept<Vote>[], counted = false): Idea[] {
  const known = new Map(ideas.map((one) => [one.id, one]));
  const groups = new Map<string, Kept<Proposal>[]>();
  for (const one of ideas) {
    const root = rootOf(one, known);
    groups.set(root, [...(groups.get(root) ?? []), one]);
  }
  const dots = new Map<string, number>();
  for (const { fields } of votes) {
    const idea = known.get(fields.proposal ?? '');
    if (!idea || !fields.points || fields.points < 0) continue;
    const root = rootOf(idea, known);
    dots.set(root, (dots.get(root) ?? 0) + Math.min(DOTS, fields.points));
  }
  const found = [...groups].map(([id, all]) => ({
    id,
    text: known.get(id)!.fields.text ?? '',
    all: all.sort((a, b) => Number(b.id === id) - Number(a.id === id) || (a.id < b.id ? -1 : 1)),
    dots: dots.get(id) ?? 0,
  }));
  return found.sort(
    (a, b) => (counted ? b.dots - a.dots : 0) || scattered(a.id) - scattered(b.id) || (a.id < b.id ? -1 : 1),
  );
}

/** How many have handed in dots; a slip whose dots were all taken back counts no more. */
export function slipsIn(votes: Kept<Vote>[]): number {
  return new Set(votes.filter(({ fields }) => fields.points).map(({ fields }) => fields.slip)).size;
}

function rootOf(idea: Kept<Proposal>, known: Map<string, Kept<Proposal>>): string {
  const passed = [idea.id];
  for (let at = idea.fields.same_as; at && known.has(at); at = known.get(at)!.fields.same_as) {
    // Two phones may have put two ideas together either way round; all of the circle agree on its smallest id.
    if (passed.includes(at)) return passed.slice(passed.indexOf(at)).sort()[0]!;
    passed.push(at);
  }
  return passed.at(-1)!;
}

/** A number from an id that says nothing of when it was made (FNV-1a over the id's letters). */
function scattered(id: string): number {
  let hash = 0x811c9dc5;
  for (const letter of id) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return hash;
}

/** Own phone, or one phone passed round. */
export type Way = 'own' | 'passed';

/** A number drawn for one person in one round; it stands beside nobody's name. Its first letter tells the way. */
export function newSlip(way: Way): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return way[0] + [...bytes].map((one) => one.toString(16).padStart(2, '0')).join('');
}

/** The slips that were handed in on people's own phones. */
export function ownSlips(votes: Kept<Vote>[]): Kept<Vote>[] {
  return votes.filter(({ fields }) => fields.points && fields.slip?.startsWith('o'));
}

/** In an order that chance alone makes (Fisher and Yates). */
export function shuffled<One>(list: readonly One[], random: () => number = Math.random): One[] {
  const mixed = [...list];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [mixed[at], mixed[other]] = [mixed[other]!, mixed[at]!];
  }
  return mixed;
}
