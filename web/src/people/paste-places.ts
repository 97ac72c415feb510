/**
 * Many places at once: one a line, "name, kind, belongs to, code", pasted from a letter, a spreadsheet or a CSV file.
 * Nothing is written here. Every line comes back with what was understood, and what is odd about it, so that a
 * person sees the whole table before it counts.
 */
import { words } from '../languages/index.svelte';
import { FACILITY_KINDS, folded, type PlaceKept } from './catchment';

/** What stops a line. The others can be written; a line that belongs to a stopped one waits with it. */
export type LineProblem =
  'no_name' | 'unknown_kind' | 'unknown_parent' | 'two_parents' | 'already_there' | 'twice';
/** What was guessed, and is worth a look. */
export type LineNote = 'kind_from_name' | 'parent_guessed';

export interface PlaceLine {
  /** Counted from 1, as people count the lines of a paper. */
  line: number;
  name: string;
  kind: string | null;
  /** The record it belongs to, or the line (of this same paste) that makes it. */
  parent: { record: string } | { line: number } | null;
  parentName: string;
  /** The place itself, when it is in the list already. */
  record: string | null;
  code: string;
  problem: LineProblem | null;
  /** A name that looks like the one that wasn't found. */
  suggestion: string | null;
  notes: LineNote[];
}

export const PROBLEM_TEXT: Record<LineProblem, string> = words({
  no_name: 'This line has no name.',
  unknown_kind: 'Is it a hospital, a health centre or a health post? Write it after the name.',
  unknown_parent: 'No place is called “{parent}”, here or in a line above.',
  two_parents: 'Several places are called “{parent}”. Add this one by hand, below the right one.',
  already_there: 'This place is in the list already.',
  twice: 'This place is named in a line above.',
});
export const NOTE_TEXT: Record<LineNote, string> = words({
  kind_from_name: 'Kind read from the name.',
  parent_guessed: 'Placed below the line above; please check.',
});

// How the kinds are written in letters and lists, in three languages (folded).
const KIND_WORDS: Record<string, string[]> = {
  hospital: ['hospital', 'primary hospital', 'general hospital', 'ሆስፒታል', 'hospitaala', 'hoospitaala'],
  health_centre: ['health centre', 'health center', 'hc', 'h c', 'ጤና ጣቢያ', 'buufata fayyaa', 'buufata'],
  health_post: ['health post', 'hp', 'h p', 'ጤና ኬላ', 'kellaa fayyaa', 'kella fayyaa', 'kellaa'],
};
const HEADERS = ['name', 'place', 'facility', 'ስም', 'maqaa'];

/** Read the text. `woreda` is where hospitals and health centres belong when their line doesn't say. */
export function readPlaceLines(text: string, places: PlaceKept[], woreda: string): PlaceLine[] {
  const found: PlaceLine[] = [];
  const rows = rowsOf(text);
  rows.forEach(({ line, cells }, index) => {
    if (index === 0 && HEADERS.includes(folded(cells[0] ?? ''))) return;
    found.push(understood(line, cells, found, places, woreda));
  });
  return found;
}

/** The lines that can be written now, parents before what belongs to them. */
export function writable(lines: PlaceLine[]): PlaceLine[] {
  const good = new Set<number>();
  for (const one of lines) {
    const waits = one.parent && 'line' in one.parent && !good.has(one.parent.line);
    if (!one.problem && !waits) good.add(one.line);
  }
  return lines.filter((one) => good.has(one.line));
}

function understood(
  line: number,
  cells: string[],
  above: PlaceLine[],
  places: PlaceKept[],
  woreda: string,
): PlaceLine {
  const [name = '', kindText = '', parentName = '', code = ''] = cells;
  const kind = kindOf(kindText) ?? (kindText ? null : kindInName(name));
  const row: PlaceLine = {
    line,
    name,
    kind,
    parent: null,
    parentName,
    record: null,
    code,
    problem: null,
    suggestion: null,
    notes: [],
  };
  if (!kindText && kind) row.notes.push('kind_from_name');
  if (!name) return { ...row, problem: 'no_name' };
  if (!kind) return { ...row, problem: 'unknown_kind' };
  if (parentName) Object.assign(row, namedParent(parentName, above, places));
  else Object.assign(row, guessedParent(kind, above, woreda, row.notes));
  return row.problem ? row : { ...row, ...sameAs(row, above, places) };
}

function namedParent(wanted: string, above: PlaceLine[], places: PlaceKept[]): Partial<PlaceLine> {
  const key = folded(wanted);
  const known = places.filter((place) => namesOf(place).includes(key));
  const lines = above.filter((one) => folded(one.name) === key && one.problem !== 'already_there');
  if (known.length + lines.length > 1) return { problem: 'two_parents' };
  if (known[0]) return { parent: { record: known[0].id } };
  if (lines[0]) return { parent: { line: lines[0].line } };
  const names = [
    ...places.flatMap((place) => Object.values(place.fields.name ?? {})),
    ...above.map((one) => one.name),
  ];
  return { problem: 'unknown_parent', suggestion: nearest(wanted, names) };
}

/** A health post without a word belongs to the health centre above it; the others to the woreda. */
function guessedParent(
  kind: string,
  above: PlaceLine[],
  woreda: string,
  notes: LineNote[],
): Partial<PlaceLine> {
  const centre = [...above].reverse().find((one) => one.kind === 'health_centre');
  if (kind !== 'health_post' || !centre) return { parent: { record: woreda } };
  const known = centre.record ? { record: centre.record } : { line: centre.line };
  return { parent: known, notes: [...notes, 'parent_guessed'] };
}

/** The same name and kind below the same parent is the same place. */
function sameAs(row: PlaceLine, above: PlaceLine[], places: PlaceKept[]): Partial<PlaceLine> {
  const key = folded(row.name);
  const parent = JSON.stringify(row.parent);
  const isThis = (one: PlaceLine) => folded(one.name) === key && one.kind === row.kind;
  if (above.some((one) => isThis(one) && JSON.stringify(one.parent) === parent)) return { problem: 'twice' };
  const below = row.parent && 'record' in row.parent ? row.parent.record : null;
  const there = places
    .filter((place) => place.fields.kind === row.kind && place.fields.parent === below)
    .find((place) => namesOf(place).includes(key));
  return there ? { problem: 'already_there', record: there.id } : {};
}

function namesOf(place: PlaceKept): string[] {
  return Object.values(place.fields.name ?? {}).map((name) => folded(name ?? ''));
}

function kindOf(text: string): string | null {
  const key = folded(text);
  return (
    FACILITY_KINDS.find((kind) => kind.replace('_', ' ') === key || KIND_WORDS[kind]?.includes(key)) ?? null
  );
}

/** "Gobe Health Post" tells its kind; the longest words are tried first, so that "hospital" wins over "hp". */
function kindInName(name: string): string | null {
  const key = ` ${folded(name)} `;
  return FACILITY_KINDS.find((kind) => KIND_WORDS[kind]?.some((word) => key.includes(` ${word} `))) ?? null;
}

/** Lines into cells. Tabs (a spreadsheet), else semicolons, else commas, the Ethiopic one too; quotes as in CSV. */
function rowsOf(text: string): { line: number; cells: string[] }[] {
  const separator = text.includes('\t') ? '\t' : text.includes(';') ? ';' : ',';
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((raw, index) => ({ line: index + 1, cells: cellsOf(raw, separator) }))
    .filter(({ cells }) => cells.some(Boolean));
}

function cellsOf(raw: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const sign of raw) {
    if (sign === '"') quoted = !quoted;
    else if (!quoted && (sign === separator || (separator === ',' && sign === '፣'))) {
      cells.push(cell.trim());
      cell = '';
    } else cell += sign;
  }
  return [...cells, cell.trim()];
}

/** The name most like `wanted`, if a slip of a letter or two apart; null when nothing is near. */
function nearest(wanted: string, names: string[]): string | null {
  const key = folded(wanted);
  const allowed = key.length < 6 ? 1 : 2;
  let best: string | null = null;
  let least = allowed + 1;
  for (const name of names) {
    const apart = distance(key, folded(name));
    if (apart < least) [best, least] = [name, apart];
  }
  return best;
}

/** Levenshtein's distance: how many letters to change, add or leave out. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  [...a].forEach((letter, i) => {
    const next = [i + 1];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (letter === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  });
  return row[b.length]!;
}
