/**
 * A storyboard put together from the records on this phone; nobody types anything. A team sees its own drafts in it
 * when it wants to; whoever else looks sees what was released, for nothing else is on their phone.
 */
import { copies, markedOn, type Copy } from '../../charts/marked';
import { airOf, layOut, type Layout } from '../../charts/layout';
import { marksOf, type Mark } from '../../charts/marks';
import { periodName } from '../../charts/axis';
import { readPoints } from '../../charts/reading';
import { readingWords } from '../../charts/reading-words';
import { said } from '../../design/said';
import { stateWords } from '../../improvement/cycles/cycle-state';
import { sayIn, t, type Catalogue, type LanguageCode } from '../../languages';
import { replica } from '../../ledger';
import type { Cycle } from '../../ledger/schema';
import { duePeriod } from '../../measures/due';
import { kindOf, reader, type Counts, type Facility } from '../../measures/reader.svelte';
import { pointsOf, upTo } from '../../measures/series';
import { roleLabel } from '../../people/roles';
import { dayLabel, firstDay, next, type Calendar, type Period } from '../../periods';
import type { ChartData } from '../office/chart';
import { aimOf, aimWords, nextSteps } from '../wall/content';

export interface Item {
  text: string;
  aside?: string;
  number?: number;
  /** Steps to the right: a cycle that goes on from another. */
  indent?: number;
}
export interface List {
  title: string;
  items: Item[];
}
export interface Drawn {
  data: ChartData;
  layout: (width: number, plot: number) => Layout;
}
export interface Slide {
  /** The part of the storyboard it belongs to, such as `ladder` or a measure. */
  part: string;
  title: string;
  lead: string;
  charts: Drawn[];
  lists: List[];
}
export interface Deck {
  title: string;
  facility: string;
  corner: string;
  foot: string;
  code: LanguageCode;
  slides: Slide[];
  more: (count: number) => string;
}

export interface Asked {
  facility: Facility;
  drafts: boolean;
  /** With the names of the team beside their roles. */
  names: boolean;
  /** The parts that the team chose; null for what is in it unless somebody chooses. */
  parts: string[] | 'all' | null;
  /** What the team calls a part; else its own title. */
  called: Record<string, string>;
  code: LanguageCode;
  words: Catalogue;
  calendar: Calendar;
}

/** Most marks on one chart that still can be told apart. */
const MOST_MARKS = 8;
const RUNGS = 7;
/** So many measures are in it unless a team chooses: those that its aims and cycles are about. */
const MOST_MEASURES = 4;

type IsTold = (channel: string) => boolean;
type Day = (text: string) => string;

/** The whole storyboard in the language asked for. */
export function storyOf(asked: Asked): Deck {
  return sayIn(asked.code, asked.words, () => gathered(asked));
}

function gathered(asked: Asked): Deck {
  const { facility, drafts, code, words, calendar } = asked;
  const isTold: IsTold = (channel) => drafts || !/^(team|person):/.test(channel);
  const day: Day = (text) => dayLabel(text, code, calendar);
  const cycles = cyclesOf(facility.id, isTold);
  const aim = aimOf(facility.id, '', isTold);
  const measures = reader.measuresOf(facility);
  const usual = usualOf(measures, facility.id, cycles, isTold);
  const isIn = (part: string): boolean =>
    asked.parts === 'all' ||
    (asked.parts ? asked.parts.includes(part) : usual.has(part) || !measures.some(({ id }) => id === part));
  const cover: Slide = {
    part: 'cover',
    title: said(facility.fields.name),
    lead: aim ? aimWords(aim.fields, null, day) : '',
    charts: [],
    lists: kept([{ title: t('Our team'), items: teamOf(facility, asked.names) }]),
  };
  const slides = [
    cover,
    ...measures
      .map((measure) => measureSlide(measure, asked, isTold))
      .filter((slide): slide is Slide => slide !== null),
    ...ladderOf(cycles),
    learnedSlide(cycles),
    nextSlide(facility.id, cycles, isTold, day),
  ]
    .filter(({ part, lists, charts }) => part === 'cover' || lists.length + charts.length > 0)
    .filter(({ part }) => isIn(part))
    .map((slide) => ({ ...slide, title: asked.called[slide.part]?.trim() || slide.title }));
  return {
    title: t('Storyboard'),
    facility: said(facility.fields.name),
    corner: drafts && cycles.some((one) => one.draft) ? t('With our drafts') : '',
    foot: t('Made with Debo, {day}', { day: day(reader.today) }),
    code,
    slides,
    more: (count) => sayIn(code, words, () => t('and more: {n}', { n: count })),
  };
}

/** The measures that standing aims and cycles name; the first ones where none is named. */
export function usualOf(
  measures: Counts[],
  facility: string,
  cycles: { fields: Cycle }[],
  isTold: IsTold,
): Set<string> {
  const aimed = replica
    .all('aim')
    .filter(({ fields, channel }) => fields.facility === facility && isTold(channel))
    .filter(({ fields }) => !fields.withdrawn && !fields.ended)
    .map(({ fields }) => fields.measure);
  const tested = cycles.map(({ fields }) => fields.measure);
  const rank = ({ id }: Counts): number => (aimed.includes(id) ? 0 : tested.includes(id) ? 1 : 2);
  const named = measures.filter((one) => rank(one) < 2).sort((a, b) => rank(a) - rank(b));
  return new Set((named.length ? named : measures).slice(0, MOST_MEASURES).map(({ id }) => id));
}

/** The standing cycles of a facility, in the order they began. */
export function cyclesOf(facility: string, isTold: IsTold): Copy<Cycle>[] {
  const begins = ({ fields }: Copy<Cycle>): string => fields.started ?? fields.starts ?? '9999';
  return copies(
    replica.all('cycle').filter(({ fields, channel }) => fields.facility === facility && isTold(channel)),
  )
    .filter(({ fields }) => !fields.withdrawn && fields.question)
    .sort((a, b) => (begins(a) === begins(b) ? (a.id < b.id ? -1 : 1) : begins(a) < begins(b) ? -1 : 1));
}

const kept = (lists: List[]): List[] => lists.filter(({ items }) => items.length);

function teamOf(facility: Facility, names: boolean): Item[] {
  const team = replica.all('team').find(({ fields }) => fields.place === facility.id);
  const held = replica.all('role_held').map(({ fields }) => fields);
  const roles: Record<string, string[]> = {};
  for (const { fields } of replica.all('team_member')) {
    if (!team || fields.team !== team.id || (fields.until && fields.until < reader.today)) continue;
    const role = held.find(
      (one) => one.person === fields.person && (!one.until || one.until >= reader.today),
    )?.role;
    const name = replica.all('person').find(({ id }) => id === fields.person)?.fields.name;
    (roles[role ?? ''] ??= []).push(name ?? '');
  }
  return Object.entries(roles)
    .filter(([role]) => role)
    .map(([role, people]) => {
      const label = t(roleLabel(role));
      const text = people.length > 1 ? `${label} × ${people.length}` : label;
      return names ? { text, aside: people.filter(Boolean).join(', ') } : { text };
    });
}

function measureSlide(measure: Counts, asked: Asked, isTold: IsTold): Slide | null {
  const drawn = drawnOf(measure, asked, isTold);
  if (!drawn) return null;
  return {
    part: measure.id,
    title: said(measure.fields.name),
    lead: drawn.reading,
    charts: [{ data: drawn.data, layout: drawn.layout }],
    lists: kept([{ title: t('What we tried, and what happened'), items: drawn.notes }]),
  };
}

/** One measure's annotated chart, once as numbers and once laid out; null where nothing was counted. */
export function drawnOf(
  measure: Counts,
  { facility, code, words, calendar }: Pick<Asked, 'facility' | 'code' | 'words' | 'calendar'>,
  isTold: IsTold,
  until?: Period,
): (Drawn & { reading: string; notes: Item[] }) | null {
  const counts = replica
    .all('observation')
    .filter(
      ({ fields, channel }) =>
        fields.measure === measure.id && fields.facility === facility.id && isTold(channel),
    );
  const due = duePeriod(kindOf(measure.fields), reader.today, reader.startDay);
  const points = upTo(pointsOf(measure.fields, counts, reader.startDay), due).filter(
    ({ period }) => !until || firstDay(period) < firstDay(next(until)),
  );
  if (!points.some(({ value }) => value !== null)) return null;
  const marked = markedOn(measure.id, facility.id, measure.fields.goal ?? null, isTold);
  const reading = readPoints(points, measure.fields, {
    baseline: marked.baseline?.fields,
    phases: marked.phases.map((one) => one.fields),
  });
  const periods = points.map((point) => point.period);
  const air = airOf(400, points.length);
  const newest = new Set(
    marksOf(marked.cycles, marked.events, periods, air)
      .slice(-MOST_MARKS)
      .map((mark) => mark.id),
  );
  const marks = marksOf(
    marked.cycles.filter(({ id }) => newest.has(id)),
    marked.events.filter(({ id }) => newest.has(id)),
    periods,
    air,
  );
  const { unit } = measure.fields;
  return {
    reading: readingWords(reading.chart.reading),
    notes: marks.map((mark) => noteOf(mark, marked.cycles)),
    layout: (width, plot) =>
      sayIn(code, words, () =>
        layOut({ points, reading, unit, goal: marked.goal, marks, width, plot, code, calendar }),
      ),
    data: {
      name: said(measure.fields.name),
      unit,
      labels: periods.map((period) => {
        const { name, year } = periodName(period, code, calendar);
        return `${name} ${year}`;
      }),
      values: points.map(({ value }) => value),
      hollow: points.map(({ small }) => small),
      centre: reading.chart.centre,
      cuts: reading.chart.phases.slice(1).map((phase) => phase.from),
      goal: marked.goal,
      notes: notesAt(
        marks,
        points.map(({ value }) => value),
      ),
      heads: { period: t('Period'), median: t('Median'), goal: t('Goal') },
    },
  };
}

function noteOf({ id, number, text }: Mark, cycles: Copy<Cycle>[]): Item {
  const cycle = cycles.find((one) => one.id === id);
  return { number, text, ...(cycle && { aside: stateWords(cycle.fields) }) };
}

/** The numbers of the marks at the points they lie nearest to; those without a point go to the next that has one. */
function notesAt(marks: Mark[], values: (number | null)[]): ChartData['notes'] {
  const found: Record<number, number[]> = {};
  for (const mark of marks) {
    const near = Math.min(values.length - 1, Math.max(0, Math.round(mark.from)));
    const next = values.findIndex((value, at) => at >= near && value !== null);
    const at = next === -1 ? values.map((value) => value !== null).lastIndexOf(true) : next;
    if (at >= 0) (found[at] ??= []).push(mark.number);
  }
  return Object.entries(found).map(([at, numbers]) => ({ at: Number(at), text: numbers.join(' · ') }));
}

/** How deep in its ramp each cycle stands: one that goes on from another stands a step further right. */
export function ramp(cycles: { id: string; fields: Cycle }[]): { id: string; depth: number }[] {
  const known = new Set(cycles.map(({ id }) => id));
  const placed: { id: string; depth: number }[] = [];
  const seen = new Set<string>();
  const put = (id: string, depth: number): void => {
    if (seen.has(id)) return;
    seen.add(id);
    placed.push({ id, depth });
    for (const next of cycles) if (next.fields.previous === id) put(next.id, depth + 1);
  };
  for (const { id, fields } of cycles) if (!known.has(fields.previous ?? '')) put(id, 0);
  // Two cycles that name each other begin nothing, and are still told.
  for (const { id } of cycles) put(id, 0);
  return placed;
}

function ladderOf(cycles: Copy<Cycle>[]): Slide[] {
  const rungs = ramp(cycles).map(({ id, depth }): Item => {
    const { fields } = cycles.find((one) => one.id === id)!;
    return { text: fields.question!, aside: stateWords(fields), indent: Math.min(depth, 4) };
  });
  const slides: Slide[] = [];
  // Evenly over as few slides as can be.
  const each = Math.ceil(rungs.length / Math.ceil(rungs.length / RUNGS));
  for (let at = 0; at < rungs.length; at += each)
    slides.push({
      part: 'ladder',
      title: t('The changes we tested'),
      lead: at ? '' : t('A step to the right goes on from the test above it.'),
      charts: [],
      lists: [{ title: '', items: rungs.slice(at, at + each) }],
    });
  return slides;
}

/** What a cycle taught, in the team's own words: what it learned, else why it decided so, else what happened. */
export const lessonOf = ({ learned, reason, happened }: Cycle): string =>
  [learned, reason, happened].find((one) => one?.trim())?.trim() ?? '';

function learnedSlide(cycles: Copy<Cycle>[]): Slide {
  const decided = (decision: string): Item[] =>
    cycles
      .filter(({ fields }) => fields.decision === decision)
      .map(({ fields }) => ({ text: fields.question!, aside: lessonOf(fields) }));
  return {
    part: 'learned',
    title: t('What we learned'),
    lead: '',
    charts: [],
    lists: kept([
      { title: t('What worked, and we keep'), items: decided('adopt') },
      { title: t('What did not, and what it taught us'), items: decided('abandon') },
    ]),
  };
}

function nextSlide(facility: string, cycles: Copy<Cycle>[], isTold: IsTold, day: Day): Slide {
  const open = cycles
    .filter(({ fields }) => !fields.decision)
    .map(({ fields }): Item => ({ text: fields.question!, aside: stateWords(fields) }));
  return {
    part: 'next',
    title: t('What comes next'),
    lead: '',
    charts: [],
    lists: kept([
      { title: t('Next steps'), items: [...open, ...nextSteps(facility, isTold, day)] },
      { title: t('Where we would like help'), items: noticesOf(facility, 'ask') },
      { title: t('What we can help others with'), items: noticesOf(facility, 'offer') },
    ]),
  };
}

/** What a facility asks for, or offers, on the board that all read. */
export function noticesOf(facility: string, kind: 'ask' | 'offer'): Item[] {
  return replica
    .all('notice')
    .filter(({ fields }) => fields.facility === facility && fields.kind === kind && fields.text)
    .filter(({ fields }) => !fields.withdrawn && !fields.closed_on)
    .filter(({ fields }) => !fields.until || fields.until >= reader.today)
    .map(({ fields }) => ({ text: fields.text! }));
}
