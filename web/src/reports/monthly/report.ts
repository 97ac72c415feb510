/** Monthly reports: which months have one, what a month's report says before anybody writes, and what stands on its page. */
import { copies } from '../../charts/marked';
import { said } from '../../design/said';
import { sayIn, t, type Catalogue, type LanguageCode } from '../../languages';
import { stateWords } from '../../improvement/cycles/cycle-state';
import { replica } from '../../ledger';
import type { MonthlyReport, ReportAnswer } from '../../ledger/schema';
import { duePeriod } from '../../measures/due';
import { reader, type Facility } from '../../measures/reader.svelte';
import {
  compare,
  dayLabel,
  firstDay,
  label,
  next,
  parse,
  previous,
  type Calendar,
  type GregorianDay,
  type Period,
} from '../../periods';
import { aimOf, aimWords } from '../wall/content';
import {
  cyclesOf,
  drawnOf,
  lessonOf,
  noticesOf,
  usualOf,
  type Deck,
  type Item,
  type Slide,
} from '../storyboard/story';

export interface Kept<Fields> {
  id: string;
  channel: string;
  fields: Fields;
}
export type Report = Kept<MonthlyReport>;
export type Answer = Kept<ReportAnswer>;

/** The words a team may change. */
export const WORDS = ['lessons', 'barriers', 'next_tests', 'help_wanted'] as const;
export type Said = Partial<Record<(typeof WORDS)[number], string | null>>;
export type State = 'not_yet' | 'draft' | 'handed_in' | 'answered';

/** How many months a history goes back, at least. */
const MONTHS = 6;

const isShared = (channel: string): boolean => channel.startsWith('collaborative:');

/** The report a facility handed in for a period. */
export function handedIn(facility: string, period: string): Report | null {
  return (
    replica
      .all('monthly_report')
      .find(
        ({ channel, fields }) =>
          isShared(channel) &&
          fields.facility === facility &&
          fields.period === period &&
          fields.submitted_on &&
          !fields.withdrawn,
      ) ?? null
  );
}

/** The team's own copy, begun but not handed in like this. */
export function draftOf(team: string, facility: string, period: string): Report | null {
  return (
    replica
      .all('monthly_report', `team:${team}`)
      .find(({ fields }) => fields.facility === facility && fields.period === period) ?? null
  );
}

export function answersTo(report: string): Answer[] {
  return replica
    .all('report_answer')
    .filter(({ fields }) => fields.report === report && !fields.withdrawn)
    .sort((a, b) => ((a.fields.day ?? '') < (b.fields.day ?? '') ? -1 : 1));
}

export function stateOf(facility: string, period: string, team: string | null): State {
  const report = handedIn(facility, period);
  if (report) return answersTo(report.id).length ? 'answered' : 'handed_in';
  return team && draftOf(team, facility, period) ? 'draft' : 'not_yet';
}

/** The month to report on: the last that is over. */
export const dueMonth = (): Period => duePeriod('ethiopian_month', reader.today, reader.startDay);

/** The months of a facility's history, the newest first: at least six, and back to the first report. */
export function monthsOf(facility: string): Period[] {
  const newest = dueMonth();
  const periods = replica
    .all('monthly_report')
    .filter(({ fields }) => fields.facility === facility && !fields.withdrawn)
    .map(({ fields }) => readable(fields.period))
    .filter((one): one is Period => one !== null)
    .sort(compare);
  const months = [newest];
  while (months.length < 24) {
    const before = previous(months.at(-1)!);
    if (months.length >= MONTHS && !(periods[0] && compare(periods[0], before) <= 0)) break;
    months.push(before);
  }
  return months;
}

export function readable(text: string | null | undefined): Period | null {
  try {
    const period = parse(text ?? '', reader.startDay);
    return period.kind === 'ethiopian_month' ? period : null;
  } catch {
    return null;
  }
}

/** Reports nobody answered yet, in the order in which they wait: an order of reports, never of facilities. */
export function waiting(reports: Report[], answers: Answer[]): Report[] {
  const answered = new Set(
    answers.filter(({ fields }) => !fields.withdrawn).map(({ fields }) => fields.report),
  );
  return reports
    .filter(
      ({ id, channel, fields }) =>
        isShared(channel) && fields.submitted_on && !fields.withdrawn && !answered.has(id),
    )
    .sort((a, b) =>
      a.fields.submitted_on! < b.fields.submitted_on!
        ? -1
        : a.fields.submitted_on! > b.fields.submitted_on!
          ? 1
          : a.id < b.id
            ? -1
            : 1,
    );
}

/** What a month's report says before anybody writes: from cycles, problems, open cycles and what is asked for. */
export function prefilled(facility: string, period: Period): Said {
  const [from, end] = [firstDay(period), firstDay(next(period))];
  const within = (day: GregorianDay | null | undefined): boolean => Boolean(day && day >= from && day < end);
  const cycles = cyclesOf(facility, () => true);
  const lessons = cycles
    .filter(({ fields }) => within(fields.ends) && (fields.decision || fields.learned))
    .map(({ fields }) => lessonOf(fields));
  const open = cycles.filter(({ fields }) => !fields.decision && (fields.starts ?? '') < end);
  const barriers = copies(
    replica.all('problem').filter(({ fields }) => fields.facility === facility && (fields.on ?? '') < end),
  )
    .filter(({ fields }) => !fields.withdrawn)
    .map(({ fields }) => fields.text ?? '');
  return {
    lessons: joined(lessons),
    barriers: joined(barriers),
    next_tests: joined(open.map(({ fields }) => fields.question ?? '')),
    help_wanted: joined(noticesOf(facility, 'ask').map(({ text }) => text)),
  };
}

const joined = (texts: string[]): string | null =>
  [...new Set(texts.map((one) => one.trim()).filter(Boolean))].join('\n') || null;

export interface PageAsked {
  facility: Facility;
  period: Period;
  said: Said;
  code: LanguageCode;
  words: Catalogue;
  calendar: Calendar;
  /** With what the team hasn't shown: for the team's own look at its draft. */
  drafts: boolean;
}

/** The report as one page: aim, charts, what was tested this month, and the team's words. */
export function pageOf(asked: PageAsked): Deck {
  return sayIn(asked.code, asked.words, () => {
    const { facility, period, said: words, code, calendar, drafts } = asked;
    const isTold = (channel: string): boolean => drafts || !/^(team|person):/.test(channel);
    const day = (text: string): string => dayLabel(text, code, calendar);
    const aim = aimOf(facility.id, '', isTold);
    const measures = reader.measuresOf(facility);
    const usual = usualOf(measures, facility.id, cyclesOf(facility.id, isTold), isTold);
    const charts = measures
      .filter(({ id }) => usual.has(id))
      .map((measure) => drawnOf(measure, asked, isTold, period))
      .filter((one) => one !== null);
    const lists = [
      { title: t('What we tested this month'), items: testedIn(facility.id, period, isTold) },
      { title: t('What we learned'), items: itemsOf(words.lessons) },
      { title: t('What is holding us back'), items: itemsOf(words.barriers) },
      { title: t('What we will try next'), items: itemsOf(words.next_tests) },
      { title: t('Where we would like help'), items: itemsOf(words.help_wanted) },
      // What the numbers on each chart are.
      ...charts.map(({ data, notes }) => ({ title: data.name, items: notes })),
    ].filter(({ items }) => items.length);
    const slide: Slide = {
      part: 'report',
      title: label(period, code, calendar),
      lead: aim ? aimWords(aim.fields, null, day) : '',
      charts,
      lists,
    };
    const facilityName = said(facility.fields.name);
    return {
      title: t('Monthly report'),
      facility: `${facilityName} · ${t('Monthly report')}`,
      corner: '',
      foot: t('Made with Debo, {day}', { day: day(reader.today) }),
      code,
      slides: [slide],
      more: (count) => sayIn(code, asked.words, () => t('and more: {n}', { n: count })),
    };
  });
}

/** Cycles that went on in a month. */
export function testedIn(facility: string, period: Period, isTold: (channel: string) => boolean): Item[] {
  const [from, end] = [firstDay(period), firstDay(next(period))];
  return cyclesOf(facility, isTold)
    .filter(({ fields }) => {
      const begins = fields.started ?? fields.starts;
      return begins && begins < end && (!fields.ends || fields.ends >= from);
    })
    .map(({ fields }) => ({ text: fields.question!, aside: stateWords(fields) }));
}

const itemsOf = (words: string | null | undefined): Item[] =>
  (words ?? '')
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean)
    .map((text) => ({ text }));
