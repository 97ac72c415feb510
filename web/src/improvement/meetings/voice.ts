/**
 * Equal voice: how evenly a meeting was shared. Computed on the phone, for the team alone; no record holds any of it.
 * What is said here never names how much one person gave: figures are about the whole table, and the prompt names only
 * whom nobody has heard yet.
 */

/** Fewer people or contributions than this say nothing about a team, and too much about a person. */
export const FEWEST = 5;

/** How unequal the shares are: √((nΣp²−1)/(n−1)); 0 when all gave as much, 1 when one gave everything. */
export function inequality(counts: readonly number[]): number | null {
  const [n, all] = [counts.length, sum(counts)];
  if (n < 2 || all <= 0) return null;
  // With p = x/S the formula is this; in whole numbers, so that all the same is exactly 0.
  const squares = sum(counts.map((one) => one * one));
  return Math.sqrt((n * squares - all * all) / ((n - 1) * all * all));
}

/**
 * Gini: half the mean difference between any two people, themselves included, over the mean; without the correction
 * n/(n−1) that some programs add. 8, 1, 1, 0, 0 is 0.68 so (0.85 with it).
 */
export function gini(counts: readonly number[]): number | null {
  const [n, all] = [counts.length, sum(counts)];
  if (n === 0 || all <= 0) return null;
  const ordered = [...counts].sort((a, b) => a - b);
  return sum(ordered.map((one, at) => (2 * (at + 1) - n - 1) * one)) / (n * all);
}

/** The share of the people here who gave anything. */
export function shareHeard(counts: readonly number[]): number | null {
  return counts.length ? counts.filter((one) => one > 0).length / counts.length : null;
}

/**
 * Parity of those who weren't at a learning session: their share of the ideas over their share of the members. 1 is
 * even; below, what the others learned there is not heard from them yet. Null where nothing can be compared.
 */
export function parity(
  ideas: readonly string[],
  members: readonly string[],
  attenders: ReadonlySet<string>,
): number | null {
  const others = members.filter((one) => !attenders.has(one));
  const known = new Set(members);
  const counted = ideas.filter((one) => known.has(one));
  if (!counted.length || !others.length || others.length === members.length) return null;
  const share = counted.filter((one) => !attenders.has(one)).length / counted.length;
  return share / (others.length / members.length);
}

export interface RoleShare {
  /** Keys of the roles that are told together. */
  roles: string[];
  people: number;
  /** Their share of the contributions, and of the people here. */
  voice: number;
  here: number;
}

/**
 * Contributions by role. A role that one person alone holds here would tell about that person, so it is told together
 * with others of its kind; where only one such person is left, with the smallest role beside.
 */
export function byRole(counts: ReadonlyMap<string, number>, roleOf: (person: string) => string): RoleShare[] {
  const groups = new Map<string, string[]>();
  for (const person of [...counts.keys()].sort()) {
    const role = roleOf(person);
    groups.set(role, [...(groups.get(role) ?? []), person]);
  }
  const all = [...groups].map(([role, people]) => ({ roles: [role], people }));
  const kept = all.filter((one) => one.people.length > 1);
  const alone = all.filter((one) => one.people.length === 1);
  if (alone.length) {
    const rest = { roles: alone.flatMap((one) => one.roles), people: alone.flatMap((one) => one.people) };
    if (rest.people.length === 1) {
      const smallest = kept.sort((a, b) => a.people.length - b.people.length).shift();
      if (smallest) {
        rest.roles.unshift(...smallest.roles);
        rest.people.push(...smallest.people);
      }
    }
    kept.push(rest);
  }
  const given = sum([...counts.values()]);
  // One group is everybody: it says nothing.
  if (kept.length < 2 || given <= 0) return [];
  return kept
    .map(({ roles, people }) => ({
      roles,
      people: people.length,
      voice: sum(people.map((one) => counts.get(one) ?? 0)) / given,
      here: people.length / counts.size,
    }))
    .sort((a, b) => b.people - a.people || (a.roles[0]! < b.roles[0]! ? -1 : 1));
}

/** How often each person here contributed. Who isn't here counts nowhere. */
export function countsOf(here: readonly string[], contributions: readonly string[]): Map<string, number> {
  const counts = new Map(here.map((one) => [one, 0]));
  for (const one of contributions) if (counts.has(one)) counts.set(one, counts.get(one)! + 1);
  return counts;
}

export interface EqualVoice {
  people: number;
  contributions: number;
  inequality: number;
  gini: number;
  heard: number;
  /** The shares, the largest first; nobody's name. */
  shares: number[];
}

/** What may be told of a meeting; null below five people or five contributions. */
export function equalVoice(counts: ReadonlyMap<string, number>): EqualVoice | null {
  const each = [...counts.values()];
  const contributions = sum(each);
  if (each.length < FEWEST || contributions < FEWEST) return null;
  return {
    people: each.length,
    contributions,
    inequality: inequality(each)!,
    gini: gini(each)!,
    heard: shareHeard(each)!,
    shares: each.map((one) => one / contributions).sort((a, b) => b - a),
  };
}

/** Whom to hear first: who is here and hasn't been heard; nobody where figures are held back, or where all have spoken. */
export function hearFirst(counts: ReadonlyMap<string, number>): string[] {
  if (!equalVoice(counts)) return [];
  return [...counts].filter(([, given]) => given === 0).map(([person]) => person);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

export interface Apart {
  /** Of the members, and of the ideas, as shares: those who were at no learning session. */
  people: number;
  ideas: number;
  /** Ideas over people; below `QUIET` they are worth asking first. */
  parity: number;
}

/** Below it, ideas of those who stayed at home are worth asking for: a threshold of ours. */
export const QUIET = 0.8;

/** The same in shares; null where so few stand on a side, or so few ideas, that it would tell about a person. */
export function apartFrom(
  ideas: readonly string[],
  members: readonly string[],
  attenders: ReadonlySet<string>,
): Apart | null {
  const others = members.filter((one) => !attenders.has(one));
  const counted = ideas.filter((one) => members.includes(one));
  if (members.length < FEWEST || counted.length < FEWEST) return null;
  if (others.length < 2 || members.length - others.length < 2) return null;
  const value = parity(counted, members, attenders);
  if (value === null) return null;
  const people = others.length / members.length;
  return { people, ideas: value * people, parity: value };
}
