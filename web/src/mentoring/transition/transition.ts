/** Who holds what keeps a collaborative going, how it came there, and what must be so before it moves on (FEATURES N12). */
import type { FunctionHeld, Readiness } from '../../ledger/schema';
import type { GregorianDay } from '../../periods';

export interface Kept<Fields> {
  id: string;
  channel: string;
  fields: Fields;
}

export interface Held {
  /** The function's key; another function is known by the name it was given. */
  function: string;
  named: string;
  /** The record that holds now; null while nobody has said who holds it. */
  now: Kept<FunctionHeld> | null;
  /** All moves, the newest first. */
  history: Kept<FunctionHeld>[];
  ready: Kept<Readiness>[];
  /** How many of the things that must be so are so. */
  done: number;
}

/** Every function once, the declared ones in their order, then those with names of their own. */
export function functionsHeld(
  moves: readonly Kept<FunctionHeld>[],
  readiness: readonly Kept<Readiness>[],
  declared: readonly string[],
  today: GregorianDay,
): Held[] {
  const standing = moves.filter(({ fields }) => !fields.withdrawn && fields.holder);
  const things = readiness.filter(({ fields }) => !fields.withdrawn && fields.text);
  const names = new Set(
    [...standing, ...things]
      .filter(({ fields }) => fields.function === 'other')
      .map(({ fields }) => fields.named?.trim() ?? '')
      .filter(Boolean),
  );
  const all = [
    ...declared.filter((one) => one !== 'other').map((one) => ({ function: one, named: '' })),
    ...[...names].sort().map((named) => ({ function: 'other', named })),
  ];
  return all.map(({ function: key, named }) => {
    const isIt = ({ fields }: Kept<FunctionHeld | Readiness>): boolean =>
      fields.function === key && (key !== 'other' || fields.named?.trim() === named);
    const history = standing.filter(isIt).sort(newestFirst);
    const ready = things.filter(isIt);
    return {
      function: key,
      named,
      now: history.find(({ fields }) => (fields.since ?? '') <= today) ?? null,
      history,
      ready,
      done: ready.filter(({ fields }) => fields.done_on).length,
    };
  });
}

/** Functions that the woreda doesn't hold yet: while there is one, nobody for a partner can leave without a loss. */
export const notYetTheWoredas = (all: readonly Held[]): Held[] =>
  all.filter(({ now }) => now && now.fields.holder !== 'woreda');

const newestFirst = (a: Kept<FunctionHeld>, b: Kept<FunctionHeld>): number => {
  const [one, other] = [a.fields.since ?? '', b.fields.since ?? ''];
  if (one !== other) return one < other ? 1 : -1;
  return a.id < b.id ? 1 : -1;
};

export interface Holding {
  person?: string | null;
  role?: string | null;
  since?: string | null;
  until?: string | null;
  partner?: boolean | null;
}

/**
 * What would be left without anybody once every role for a partner has ended: standings (steward, mentor, official) that
 * somebody holds today, and nobody without a partner. `debo transition end` asks the same at the hub.
 */
export function wouldStop(
  roles: readonly Holding[],
  standingOf: (role: string) => string,
  today: GregorianDay,
): string[] {
  const now = roles.filter(
    ({ person, since, until }) => person && since && since <= today && (!until || until >= today),
  );
  const held = (list: readonly Holding[]): Set<string> =>
    new Set(list.map(({ role }) => standingOf(role ?? '')));
  const [before, after] = [held(now), held(now.filter(({ partner }) => !partner))];
  return ['steward', 'mentor', 'official'].filter((one) => before.has(one) && !after.has(one));
}
