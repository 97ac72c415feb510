/** The clock of what a team asked of others: how long it waits, and what stands of the answer. */
import type { Answer, Escalation } from '../../ledger/schema';
import { toJulian, type GregorianDay } from '../../periods';

/** After so many days without an answer it stands on the list of those who were asked. The one place it is set. */
export const ANSWER_DAYS = 14;

export interface KeptAnswer {
  id: string;
  fields: Answer;
}

export type Stand =
  /** Asked, and not answered yet; `late` from day `ANSWER_DAYS` on. */
  | { kind: 'waits'; days: number; late: boolean }
  | { kind: 'answered'; answer: KeptAnswer; days: number }
  | { kind: 'settled'; answer: KeptAnswer | null }
  | { kind: 'taken_back' };

/** How an asking stands on `today`, the reader's day; of several answers the newest counts. */
export function standOf(
  asking: { id: string; fields: Escalation },
  answers: readonly KeptAnswer[],
  today: GregorianDay,
): Stand {
  const { asked_on, settled_on, withdrawn } = asking.fields;
  if (withdrawn) return { kind: 'taken_back' };
  const answer = answersTo(asking.id, answers)[0] ?? null;
  if (settled_on) return { kind: 'settled', answer };
  if (answer) return { kind: 'answered', answer, days: daysBetween(asked_on, answer.fields.answered_on) };
  const days = daysBetween(asked_on, today);
  return { kind: 'waits', days, late: days >= ANSWER_DAYS };
}

/** The answers that stand, the newest first. */
export function answersTo(asking: string, answers: readonly KeptAnswer[]): KeptAnswer[] {
  return answers
    .filter(({ fields }) => fields.escalation === asking && !fields.withdrawn)
    .sort((a, b) => byText(b.fields.answered_on ?? '', a.fields.answered_on ?? '') || byText(b.id, a.id));
}

/** The askings that wait, the one that waits longest first: an order of requests, not of facilities. */
export function waitingFirst<One extends { id: string; fields: Escalation }>(
  askings: readonly One[],
  answers: readonly KeptAnswer[],
  today: GregorianDay,
): { late: One[]; waiting: One[]; answered: One[] } {
  const found = { late: [] as One[], waiting: [] as One[], answered: [] as One[] };
  const inTime = [...askings].sort(
    (a, b) => byText(a.fields.asked_on ?? '', b.fields.asked_on ?? '') || byText(a.id, b.id),
  );
  for (const one of inTime) {
    const stand = standOf(one, answers, today);
    if (stand.kind === 'waits') found[stand.late ? 'late' : 'waiting'].push(one);
    else if (stand.kind === 'answered') found.answered.unshift(one);
  }
  return found;
}

/** Whole days from one day to another; never below 0, since a phone's clock may have fallen back. */
export function daysBetween(from: string | null | undefined, to: string | null | undefined): number {
  if (!from || !to) return 0;
  return Math.max(0, toJulian(to) - toJulian(from));
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
