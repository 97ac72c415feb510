/** The driver diagram as a tree: aim → primary → secondary drivers → change ideas, and what still has a gap. */
import type { Cycle, Driver, Idea } from '../../ledger/schema';

export interface Kept<Fields> {
  id: string;
  fields: Fields;
}
export interface Node {
  id: string;
  kind: 'primary' | 'secondary' | 'idea';
  text: string;
  children: Node[];
}
export type Gap = 'no_idea' | 'not_tried';

/** The primary drivers of an aim with all that hangs on them. What was taken back takes along what hung on it. */
export function treeOf(aim: string, drivers: Kept<Driver>[], ideas: Kept<Idea>[]): Node[] {
  const here = drivers.filter(({ fields }) => fields.aim === aim);
  const known = new Map(here.map((one) => [one.id, one]));
  const gone = new Set(here.filter(({ fields }) => fields.withdrawn).map(({ id }) => id));
  const standing = here.filter(({ id }) => !gone.has(id));
  const ideasOf = (driver: string): Node[] =>
    inOrder(ideas.filter(({ fields }) => fields.driver === driver && !fields.withdrawn)).map((one) => ({
      ...{ id: one.id, kind: 'idea', text: one.fields.text ?? '', children: [] },
    })) as Node[];
  const roots = standing.map((one) => ({ one, root: rootOf(one, known) }));
  const isPrimary = ({ one, root }: { one: Kept<Driver>; root: string }): boolean => root === one.id;
  return inOrder(roots.filter(isPrimary).map(({ one }) => one)).map((primary) => ({
    id: primary.id,
    kind: 'primary',
    text: primary.fields.text ?? '',
    children: [
      ...inOrder(roots.filter((at) => !isPrimary(at) && at.root === primary.id).map(({ one }) => one)).map(
        (one): Node => ({
          ...{ id: one.id, kind: 'secondary', text: one.fields.text ?? '' },
          children: ideasOf(one.id),
        }),
      ),
      ...ideasOf(primary.id),
    ],
  }));
}

// A parent that hasn't come yet, or two that name each other: the driver stands by itself, so that it is seen.
function rootOf(one: Kept<Driver>, known: Map<string, Kept<Driver>>): string {
  const passed = [one.id];
  for (let at = one.fields.parent; at && known.has(at); at = known.get(at)!.fields.parent) {
    if (passed.includes(at)) return [...passed].sort()[0]!;
    passed.push(at);
  }
  return passed.at(-1)!;
}

/**
 * The ideas that hang on no driver, or on one that was taken back; `standing` are the drivers that weren't. An idea
 * whose driver hasn't come yet isn't among them: it hangs where its team hung it.
 */
export function looseIdeas<One extends Kept<Idea>>(
  ideas: One[],
  known: Kept<Driver>[],
  standing: Kept<Driver>[],
): One[] {
  const [all, now] = [new Set(known.map(({ id }) => id)), new Set(standing.map(({ id }) => id))];
  const isLoose = ({ fields: { driver, withdrawn } }: One): boolean =>
    !withdrawn && (!driver || (all.has(driver) && !now.has(driver)));
  return inOrder(ideas.filter(isLoose));
}

/** The drivers an idea can hang on, from top to bottom; a secondary one stands below its primary. */
export function driversIn(nodes: Node[]): { value: string; label: string }[] {
  return lined(nodes)
    .filter(({ node }) => node.kind !== 'idea')
    .map(({ node, level }) => ({ value: node.id, label: level > 1 ? `– ${node.text}` : node.text }));
}

/**
 * The primary drivers another driver may be moved to. None for one that has drivers below it: deeper than two rows no
 * diagram goes.
 */
export function parentsFor(nodes: Node[], driver: Node): { value: string; label: string }[] {
  if (driver.children.some(({ kind }) => kind !== 'idea')) return [];
  return nodes.filter(({ id }) => id !== driver.id).map(({ id, text }) => ({ value: id, label: text }));
}

/** By their place in the list, then in the order of writing (ids rise with time). */
export function inOrder<One extends Kept<{ position?: string | null }>>(list: One[]): One[] {
  const rank = ({ id, fields }: One): string => `${fields.position || '9999'} ${id}`;
  return [...list].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** What a driver lacks: an idea under it, or a begun cycle for one of its ideas. Null when somebody tests it. */
export function gapOf(node: Node, cycles: Kept<Cycle>[]): Gap | null {
  if (node.kind === 'idea') return null;
  const ideas = ideasIn(node);
  if (ideas.length === 0) return 'no_idea';
  const tried = new Set(cycles.filter(({ fields }) => !fields.withdrawn).map(({ fields }) => fields.idea));
  return ideas.some((id) => tried.has(id)) ? null : 'not_tried';
}

export function ideasIn(node: Node): string[] {
  return node.kind === 'idea' ? [node.id] : node.children.flatMap(ideasIn);
}

/** The nodes from top to bottom, each with the one it hangs on and its depth from 1. */
export function lined(
  nodes: Node[],
  parent: Node | null = null,
  level = 1,
): { node: Node; parent: Node | null; level: number }[] {
  return nodes.flatMap((node) => [{ node, parent, level }, ...lined(node.children, node, level + 1)]);
}

/** Where an arrow key leads in the tree: down and up along the lines, right to the first child, left to the parent. */
export function stepFrom(nodes: Node[], id: string, key: string): string | null {
  const list = lined(nodes);
  const at = list.findIndex(({ node }) => node.id === id);
  const there = list[at];
  if (!there) return null;
  const to: Record<string, Node | null | undefined> = {
    ArrowDown: list[at + 1]?.node,
    ArrowUp: list[at - 1]?.node,
    ArrowRight: there.node.children[0],
    ArrowLeft: there.parent,
    Home: list[0]?.node,
    End: list.at(-1)?.node,
  };
  return to[key]?.id ?? null;
}

/** One step up or down among its like: the places to write, only those that change. Empty at either end. */
export function moved(
  list: Kept<{ position?: string | null }>[],
  id: string,
  by: -1 | 1,
): { id: string; position: string }[] {
  const order = inOrder(list);
  const at = order.findIndex((one) => one.id === id);
  const other = at + by;
  if (at < 0 || other < 0 || other >= order.length) return [];
  [order[at], order[other]] = [order[other]!, order[at]!];
  return order
    .map((one, index) => ({ one, position: placed(index) }))
    .filter(({ one, position }) => one.fields.position !== position)
    .map(({ one, position }) => ({ id: one.id, position }));
}

const placed = (index: number): string => String((index + 1) * 10).padStart(4, '0');

/** The place after all of these. */
export function nextPlace(list: Kept<{ position?: string | null }>[]): string {
  const last = Math.max(0, ...list.map(({ fields }) => Number.parseInt(fields.position ?? '', 10) || 0));
  return String(Math.min(9990, last + 10)).padStart(4, '0');
}
