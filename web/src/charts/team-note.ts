/** The team's own words about its numbers, which stand before them for whoever looks from outside (FEATURES N2). */
import type { Observation } from '../ledger/schema';
import type { Point } from '../measures/series';
import type { ReadingKey } from './rules';

export interface Note {
  /** The period's id. */
  period: string;
  text: string;
}

/** How far back a note still speaks of what is seen now. */
const RECENT = 6;
const SHOWN = 2;

/** The newest notes of a series, the newest first; drafts say nothing to anybody outside. */
export function notesOf(points: Point[]): Note[] {
  const newest = points.map(({ value, draft }) => value !== null && !draft).lastIndexOf(true);
  return points
    .slice(Math.max(0, newest - RECENT + 1), newest + 1)
    .filter(({ note, draft }) => note?.trim() && !draft)
    .map(({ period, note }) => ({ period: period.id, text: note!.trim() }))
    .reverse()
    .slice(0, SHOWN);
}

/** Per facility the newest note about a measure, among counts that were shown. */
export function newestNotes(counts: { fields: Observation }[], measure: string): Record<string, Note> {
  const found: Record<string, Note> = {};
  for (const { fields } of counts) {
    const { facility, period, note, withdrawn } = fields;
    if (fields.measure !== measure || !facility || !period || withdrawn || !note?.trim()) continue;
    if (!found[facility] || found[facility].period < period) found[facility] = { period, text: note.trim() };
  }
  return found;
}

/** Whether a chart says that something is worth asking about. */
export const isToAsk = (key: ReadingKey): boolean => key.startsWith('ask_') || key.startsWith('outside_');

/** Whether somebody looks at a team's chart from an office or as a mentor, and isn't of the team. */
export const isOutside = (standings: readonly string[]): boolean =>
  !standings.includes('member') && standings.some((one) => one === 'official' || one === 'mentor');
