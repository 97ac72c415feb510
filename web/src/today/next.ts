/**
 * What is next for me and my team, from the records on this phone: at the most a line each, the most pressing first.
 * Counts have their own list right below (measures/Home.svelte).
 */
import { isOpen, stateOf } from '../improvement/cycles/cycle-state';
import type { Answer, Cycle, EarlyWord, Escalation, Meeting, RoleHeld, Task } from '../ledger/schema';

interface One<Fields> {
  id: string;
  fields: Fields;
}

export interface Given {
  /** ISO, as the phone knows it. */
  today: string;
  /** Empty where the reader is in none. */
  team: string;
  facility: string;
  /** Keys of the roles the reader holds at the facility today. */
  roles: readonly string[];
  /** Roles held there today, by anybody. */
  held: readonly RoleHeld[];
  tasks: readonly One<Task>[];
  cycles: readonly One<Cycle>[];
  meetings: readonly One<Meeting>[];
  escalations: readonly One<Escalation>[];
  answers: readonly One<Answer>[];
  /** `mine`: the reader keeps the item, or stands in for who does. */
  words: readonly (One<EarlyWord> & { mine: boolean })[];
}

export type What = 'meeting' | 'low' | 'reply' | 'answer' | 'task' | 'begin' | 'look' | 'decide';

export interface Next {
  what: What;
  id: string;
  /** What it is about, in the words of whoever wrote it; the item of an early word has its own name. */
  text: string;
  /** Since when, or by when, it waits (ISO). */
  on: string;
}

/** From the most pressing: what can't wait for tomorrow stands first. */
const ORDER: What[] = ['meeting', 'low', 'answer', 'reply', 'task', 'decide', 'look', 'begin'];
/** A task is worth seeing so many days before its day; an answer so many days after it came. */
const BEFORE_DAYS = 3;
const NEWS_DAYS = 14;

export function nextThings(given: Given): Next[] {
  const { today, team, facility } = given;
  const soon = shift(today, BEFORE_DAYS);
  const isNews = (on: string | null | undefined): boolean => Boolean(on && on >= shift(today, -NEWS_DAYS));
  const found: Next[] = [];
  const add = (what: What, id: string, text: string | null | undefined, on: string | null | undefined) =>
    found.push({ what, id, text: text ?? '', on: on ?? '' });

  for (const { id, fields } of given.meetings) {
    if (fields.team !== team || fields.withdrawn) continue;
    // The day agreed on, until a meeting of that day is written down.
    const day = fields.ended ? fields.next_day : fields.day;
    const begun = given.meetings.some(
      (one) => one.id !== id && one.fields.day === day && !one.fields.withdrawn,
    );
    if (day === today && !begun) add('meeting', id, fields.subject, day);
  }
  for (const { id, fields } of given.tasks) {
    if (fields.team !== team || fields.withdrawn || fields.done_on || !fields.due) continue;
    if (fields.due <= soon && isMine(fields.role, fields.facility, given))
      add('task', id, fields.text, fields.due);
  }
  for (const { id, fields } of given.cycles) {
    if (fields.team !== team || !isOpen(fields) || !isMine(fields.role, fields.facility, given)) continue;
    const step = stepOf(fields, today);
    if (step) add(step.what, id, fields.question, step.on);
  }
  for (const { id, fields } of given.escalations) {
    if (fields.team !== team || fields.withdrawn || fields.settled_on) continue;
    const [last] = given.answers
      .map((one) => one.fields)
      .filter((one) => one.escalation === id && !one.withdrawn)
      .sort((a, b) => ((a.answered_on ?? '') < (b.answered_on ?? '') ? 1 : -1));
    if (last && isNews(last.answered_on)) add('answer', id, fields.text, last.answered_on);
  }
  for (const { id, fields, mine } of given.words) {
    if (fields.facility !== facility || fields.withdrawn || fields.settled_on) continue;
    if (!fields.replied_on && mine) add('low', id, null, fields.day);
    if (team && fields.replied_on && isNews(fields.replied_on)) add('reply', id, null, fields.replied_on);
  }
  return found.sort(
    (a, b) => ORDER.indexOf(a.what) - ORDER.indexOf(b.what) || (a.on < b.on ? -1 : a.on > b.on ? 1 : 0),
  );
}

/** Work of a role is its holders'. What has no role, or one that nobody holds here, is everybody's in the team. */
function isMine(role: string | null | undefined, facility: string | null | undefined, given: Given): boolean {
  if (!role || given.roles.includes(role)) return true;
  return !given.held.some((one) => one.role === role && one.place === facility);
}

function stepOf(cycle: Cycle, today: string): { what: What; on: string } | null {
  const state = stateOf(cycle);
  if (state === 'studied') return { what: 'decide', on: cycle.ends ?? today };
  if (cycle.ends && cycle.ends <= today) return { what: 'look', on: cycle.ends };
  return cycle.starts === today && !cycle.started ? { what: 'begin', on: today } : null;
}

function shift(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 864e5).toISOString().slice(0, 10);
}
