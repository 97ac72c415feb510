/**
 * Where everything of a fishbone stands: the problem at the head, a bone per part of the work, its causes along it.
 * Pure geometry; Fishbone.svelte draws it, and says the same as a list for ears.
 */
import type { Kept, Rung } from './whys';

export interface Bone<One extends Kept> {
  kind: string;
  causes: Rung<One>[];
}

/**
 * The causes by the part of the work they belong to, in the order of `kinds`; a why without one joins the cause it
 * explains. An element of a bundle that was missed is what is seen, not a cause: it has no bone.
 */
export function bonesOf<One extends Kept>(
  ladders: readonly Rung<One>[],
  kinds: readonly string[],
): Bone<One>[] {
  const byKind = new Map<string, Rung<One>[]>();
  const place = (rung: Rung<One>, above: string): void => {
    const kind = kinds.includes(rung.cause.fields.kind ?? '') ? rung.cause.fields.kind! : above;
    if (!rung.cause.fields.element) byKind.set(kind, [...(byKind.get(kind) ?? []), rung]);
    rung.why.forEach((why) => place(why, kind));
  };
  ladders.forEach((rung) => place(rung, kinds.at(-1)!));
  return kinds.filter((kind) => byKind.has(kind)).map((kind) => ({ kind, causes: byKind.get(kind)! }));
}

export interface Twig {
  id: string;
  /** Where its words begin, and where it meets the bone. */
  x: number;
  y: number;
  lines: string[];
  end: boolean;
}

export interface Drawn {
  kind: string;
  up: boolean;
  /** From the tip, where the part of the work is named, to the spine. */
  tip: { x: number; y: number };
  foot: { x: number; y: number };
  twigs: Twig[];
}

export interface Fish {
  width: number;
  height: number;
  spine: number;
  /** Where the head begins, and its words. */
  head: { x: number; lines: string[] };
  bones: Drawn[];
}

const HEAD = 210;
const BETWEEN = 250;
const SLANT = 60;
const LINE = 19;
const GAP = 12;
const NAME = 44;
/** Letters a line holds at the size it is drawn: measured on Latin; Ethiopic letters are wider. */
const LETTERS = 26;
const LETTERS_WIDE = 18;
const HEAD_LETTERS = 18;
const MOST_LINES = 3;

/** The fish of these bones around `problem`: bones in pairs above and below the spine, the first nearest the tail. */
export function layout<One extends Kept>(bones: readonly Bone<One>[], problem: string): Fish {
  const words = bones.map(({ causes }) =>
    causes.map(({ cause }) => wrapped(cause.fields.text ?? '', LETTERS)),
  );
  const tall = (one: number): number =>
    (words[one] ?? []).reduce((sum, lines) => sum + lines.length * LINE + GAP, NAME + GAP);
  const heights = bones.map((_, one) => tall(one));
  const side = (up: boolean): number => Math.max(110, ...heights.filter((_, one) => (one % 2 === 0) === up));
  const [above, below] = [side(true), bones.length > 1 ? side(false) : 60];
  const pairs = Math.max(1, Math.ceil(bones.length / 2));
  const body = pairs * BETWEEN + SLANT;
  const spine = above;
  const drawn = bones.map(({ kind, causes }, one): Drawn => {
    const up = one % 2 === 0;
    const foot = { x: (Math.floor(one / 2) + 1) * BETWEEN + SLANT / 2, y: spine };
    const reach = up ? above : below;
    const tip = { x: foot.x - SLANT, y: up ? spine - reach + NAME : spine + reach - NAME };
    // From the tip towards the spine, so that words never stand on the spine itself.
    let y = up ? tip.y + GAP : tip.y - GAP - causesHeight(words[one]!);
    const twigs = causes.map((rung, at): Twig => {
      const lines = words[one]![at]!;
      y += lines.length * LINE + GAP;
      const middle = y - (lines.length * LINE) / 2 - GAP / 2;
      const part = (middle - tip.y) / (foot.y - tip.y);
      const twig = {
        id: rung.cause.id,
        x: tip.x + SLANT * part,
        y: middle,
        lines,
        end: rung.why.length === 0,
      };
      return twig;
    });
    return { kind, up, tip, foot, twigs };
  });
  const lines = wrapped(problem, HEAD_LETTERS, 5);
  return { width: body + HEAD, height: above + below, spine, head: { x: body, lines }, bones: drawn };
}

const causesHeight = (words: readonly string[][]): number =>
  words.reduce((sum, lines) => sum + lines.length * LINE + GAP, 0);

/** A sentence in lines of at most so many letters; what doesn't fit ends in an ellipsis. */
export function wrapped(text: string, letters: number, most = MOST_LINES): string[] {
  const wide = /[\u1200-\u137f]/.test(text);
  const room = wide ? Math.round((letters * LETTERS_WIDE) / LETTERS) : letters;
  const lines: string[] = [''];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const line = lines.at(-1)!;
    if (line && line.length + 1 + word.length > room) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  const kept = lines
    .slice(0, most)
    .map((line) => (line.length > room ? `${line.slice(0, room - 1)}…` : line));
  if (lines.length > most) kept[most - 1] = `${kept[most - 1]!.slice(0, room - 1)}…`;
  return kept;
}
