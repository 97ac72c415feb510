/** Everything a pack is made of, and how a line of it is written. */
import type { ChartReading } from '../../charts/reading';
import { said } from '../../design/said';
import { language, t } from '../../languages';
import type {
  Aim,
  Answer,
  Asking,
  Collaborative,
  Cycle,
  Duty,
  EarlyWord,
  Escalation,
  Handover,
  Measure,
  Meeting,
  Person,
  Place,
  SkillHeld,
  Task,
  Team,
  WatchedItem,
} from '../../ledger/schema';
import type { Point } from '../../measures/series';
import type { Kept } from '../../people/catchment';
import type { Roster } from '../../people/holding';
import { roleLabel } from '../../people/roles';
import { dayLabel, type Calendar } from '../../periods';
import type { Block } from './blocks';

export interface Series {
  measure: Kept<Measure>;
  points: Point[];
  reading: ChartReading;
}

/** Everything a pack is made of: of each record one copy, none that was taken back. */
export interface Sources {
  role: string;
  /** Who leaves, when it is known, and the last day. */
  person: string | null;
  lastDay: string;
  today: string;
  calendar: Calendar;
  facility: Kept<Place>;
  team: Kept<Team>;
  charter: Collaborative | null;
  own: Handover | null;
  aims: Kept<Aim>[];
  cycles: Kept<Cycle>[];
  tasks: Kept<Task>[];
  meetings: Kept<Meeting>[];
  escalations: Kept<Escalation>[];
  answers: Kept<Answer>[];
  askings: Kept<Asking>[];
  words: Kept<EarlyWord>[];
  items: Kept<WatchedItem>[];
  duties: Kept<Duty>[];
  skills: SkillHeld[];
  /** Who works here and who is in the team, by id. */
  people: Kept<Person>[];
  roster: Roster;
  series: Series[];
}

export const line = (text: string): Block => ({ kind: 'line', text });
export const quiet = (...parts: (string | null | undefined)[]): Block[] => {
  const text = parts.filter(Boolean).join('\n');
  return text ? [{ kind: 'quiet', text }] : [];
};

/** A part with its heading; where there is nothing to tell, that is said. */
export function part(heading: string, blocks: Block[], nothing: string): Block[] {
  return [{ kind: 'part', text: heading }, ...(blocks.length ? blocks : quiet(nothing))];
}

export const day = (from: Sources, iso: string): string => dayLabel(iso, language.code, from.calendar);
export const role = (key: string | null | undefined): string => (key ? t(roleLabel(key)) : '');

export const measureName = (from: Sources, id: string | null | undefined): string =>
  said(from.series.find(({ measure }) => measure.id === id)?.measure.fields.name);
export const placeName = (from: Sources, id: string | null | undefined): string =>
  said(from.roster.places.get(id ?? '')?.name);
