/**
 * The catchment: which place belongs to which, and the one order in which every list shows them.
 * The order follows the woreda's map (hospital, then each health centre with its posts), never a value.
 */
import type { Place } from '../ledger/schema';

/** A record as the screens of this room need it; the ledger's records fit. */
export interface Kept<Fields> {
  id: string;
  channel: string;
  fields: Fields;
}
export type PlaceKept = Kept<Place>;

/** A place with what belongs to it; `depth` counts from the top of the tree shown. */
export interface Branch {
  place: PlaceKept;
  depth: number;
  children: Branch[];
}

export const FACILITY_KINDS = ['hospital', 'health_centre', 'health_post'];
/** From the widest to the narrowest; a hospital before the health centres beside it. */
const KIND_ORDER = ['country', 'region', 'zone', 'woreda', ...FACILITY_KINDS];
/** What a place of a kind usually belongs to, the most usual first. */
const USUAL_PARENTS: Record<string, string[]> = {
  region: ['country'],
  zone: ['region'],
  woreda: ['zone', 'region'],
  hospital: ['woreda', 'zone'],
  health_centre: ['woreda'],
  health_post: ['health_centre', 'hospital', 'woreda'],
};

export type NameOf = (place: PlaceKept) => string;

/** A facility counts things and has staff; the other kinds are administrative. */
export function isFacility(place: PlaceKept): boolean {
  return FACILITY_KINDS.includes(place.fields.kind ?? '');
}

/** Whether the place is there on `today` (ISO day): begun, and not ended before it. */
export function isOpen(place: PlaceKept, today: string): boolean {
  const { since, until } = place.fields;
  return (!since || since <= today) && (!until || until >= today);
}

/** The places as a tree. A place whose parent isn't known here, or that would be its own ancestor, is a root. */
export function catchment(places: PlaceKept[], nameOf: NameOf): Branch[] {
  const known = new Map(places.map((place) => [place.id, place]));
  const children = new Map<string | null, PlaceKept[]>();
  for (const place of places) {
    const above = soundParent(place, known);
    children.set(above, [...(children.get(above) ?? []), place]);
  }
  const grow = (above: string | null, depth: number): Branch[] =>
    [...(children.get(above) ?? [])]
      .sort((a, b) => inOrder(a, b, nameOf))
      .map((place) => ({ place, depth, children: grow(place.id, depth + 1) }));
  return grow(null, 0);
}

/** The tree read from top to bottom, as lists and small multiples show it. */
export function flattened(branches: Branch[]): Branch[] {
  return branches.flatMap((branch) => [branch, ...flattened(branch.children)]);
}

/** The ids of everything that belongs to `id`, near or far; not `id` itself. */
export function below(places: PlaceKept[], id: string): Set<string> {
  const found = new Set<string>();
  // A place without a parent isn't below a place that has no id yet.
  let edge = id ? [id] : [];
  while (edge.length > 0) {
    const next = places.filter((one) => edge.includes(one.fields.parent ?? '') && !found.has(one.id));
    edge = next.map((one) => one.id).filter((one) => one !== id);
    edge.forEach((one) => found.add(one));
  }
  return found;
}

/** Why `id` can't belong to `parent`: it is the place itself, or lies below it. Null when it can. */
export function parentRefusal(places: PlaceKept[], id: string, parent: string): 'itself' | 'below' | null {
  if (id === parent) return 'itself';
  return below(places, id).has(parent) ? 'below' : null;
}

/** The places to which one of `kind` may be attached, the usual kinds first, in catchment order. */
export function possibleParents(places: PlaceKept[], kind: string, nameOf: NameOf, id = ''): PlaceKept[] {
  const usual = USUAL_PARENTS[kind] ?? [];
  const rank = (place: PlaceKept) => usual.indexOf(place.fields.kind ?? '');
  return flattened(catchment(places, nameOf))
    .map((branch) => branch.place)
    .filter((place) => rank(place) >= 0 && parentRefusal(places, id, place.id) === null)
    .sort((a, b) => rank(a) - rank(b));
}

/** The kinds that usually belong to a place of `kind`: what "add" offers there first. */
export function usualChildren(kind: string): string[] {
  return KIND_ORDER.filter((child) => USUAL_PARENTS[child]?.[0] === kind);
}

/** A name reduced to what people mean by it: case, marks, punctuation and spacing don't count. */
export function folded(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The places with every word of `query` somewhere in a name (any language) or in the national code. */
export function findPlaces(places: PlaceKept[], query: string): PlaceKept[] {
  const wanted = folded(query).split(' ').filter(Boolean);
  return places.filter((place) => {
    const said = folded([...Object.values(place.fields.name ?? {}), place.fields.code ?? ''].join(' '));
    return wanted.every((word) => said.includes(word));
  });
}

function inOrder(a: PlaceKept, b: PlaceKept, nameOf: NameOf): number {
  return (
    KIND_ORDER.indexOf(a.fields.kind ?? '') - KIND_ORDER.indexOf(b.fields.kind ?? '') ||
    byPosition(a.fields.position ?? '', b.fields.position ?? '') ||
    byText(nameOf(a), nameOf(b)) ||
    byText(a.id, b.id)
  );
}

/** Places with a position stand before those without. */
function byPosition(a: string, b: string): number {
  return Number(!a) - Number(!b) || byText(a, b);
}

function byText(a: string, b: string): number {
  return a.localeCompare(b, undefined, { numeric: true });
}

/** The parent's id if it is known and following parents from it ends; two phones may have made a loop. */
function soundParent(place: PlaceKept, known: Map<string, PlaceKept>): string | null {
  const parent = place.fields.parent ?? '';
  const seen = new Set([place.id]);
  for (let at = parent; known.has(at); at = known.get(at)?.fields.parent ?? '') {
    if (seen.has(at)) return null;
    seen.add(at);
  }
  return known.has(parent) ? parent : null;
}
