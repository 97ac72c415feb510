/**
 * Clinical bundles are scored all or none, so another list of elements is another measure (DOMAIN 1.3): a changed
 * list becomes a new version, a new record that names the one it replaces, and a new series beside the old one.
 */
import type { Bundle, Element, Measure, Words } from '../../ledger/schema';
import type { Kept } from '../../people/catchment';

const LONGEST_KEY = 40;

/** Whether the lists ask for different things: words may be bettered, but keys and their number may not. */
export function isNewVersion(before: Element[], after: Element[]): boolean {
  const keys = (elements: Element[]) =>
    elements
      .map((one) => one.key)
      .sort()
      .join('|');
  return keys(before) !== keys(after);
}

/** The record of the next version: same name, the new list, and the version it replaces. */
export function nextVersion(bundle: Kept<Bundle>, elements: Element[]): Bundle {
  const { name, version, source } = bundle.fields;
  return {
    name: name ?? null,
    version: (version ?? 1) + 1,
    replaces: bundle.id,
    elements,
    example: false,
    source: source ?? null,
  };
}

/** The measure that counts a new version: as before, but with its bundle, and its number after the name. */
export function measureOfVersion(measure: Measure, bundle: string, version: number): Measure {
  const named = Object.entries(measure.name ?? {}).map(([language, text]) => [
    language,
    numbered(text, version),
  ]);
  return { ...measure, name: Object.fromEntries(named) as Words, bundle };
}

/** "Soon after birth (2)": on charts the two series stand beside each other and must be told apart. */
function numbered(text: string | undefined, version: number): string {
  return `${(text ?? '').replace(/ \(\d+\)$/, '')} (${version})`;
}

/** The ids of bundles that a newer version replaces: their measures keep their charts and are asked for no more. */
export function replacedBundles(bundles: Kept<Bundle>[]): Set<string> {
  return new Set(bundles.map((one) => one.fields.replaces ?? '').filter(Boolean));
}

/** The edited list with a lasting key for every element that `before` didn't have. */
export function keyed(edited: Element[], before: Element[]): Element[] {
  const taken = before.map((one) => one.key);
  return edited.map((one) => {
    if (before.some((old) => old.key === one.key)) return one;
    const key = elementKey(one.label, taken);
    taken.push(key);
    return { ...one, key };
  });
}

/** A key for a new element, made from its words and unlike the ones there are. */
export function elementKey(label: Words, taken: string[]): string {
  const said = label.en || label.om || label.am || '';
  const plain = said
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, LONGEST_KEY - 4);
  const stem = plain || 'element';
  let key = stem;
  for (let n = 2; taken.includes(key); n++) key = `${stem}_${n}`;
  return key;
}
