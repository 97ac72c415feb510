/**
 * What stands on the sheet, put together from the records on this phone. Without the team's drafts unless it wants
 * them on its own wall: then the sheet says so in its corner.
 */
import { replica } from '../../ledger';
import type { Aim } from '../../ledger/schema';
import { sayIn, t, type Catalogue, type LanguageCode } from '../../languages';
import { said } from '../../design/said';
import { dayLabel, type Calendar } from '../../periods';
import { stateWords } from '../../improvement/cycles/cycle-state';
import { copies, markedOn } from '../../charts/marked';
import { airOf, layOut, type Layout } from '../../charts/layout';
import { marksOf } from '../../charts/marks';
import { readPoints } from '../../charts/reading';
import { readingWords } from '../../charts/reading-words';
import { duePeriod } from '../../measures/due';
import { kindOf, reader, type Counts, type Facility } from '../../measures/reader.svelte';
import { pointsOf, upTo } from '../../measures/series';
import { written } from '../../measures/value';
import { roleLabel } from '../../people/roles';
import type { Sheet } from './sheet';

export interface Asked {
  measure: Counts;
  facility: Facility;
  /** With the team's drafts. */
  drafts: boolean;
  code: LanguageCode;
  words: Catalogue;
  calendar: Calendar;
}

/** Most marks on one chart that still can be told apart on a wall. */
const MOST_MARKS = 6;

/** The words and the chart of the sheet, in the language asked for. */
export function sheetOf(asked: Asked): Sheet {
  return sayIn(asked.code, asked.words, () => gathered(asked));
}

function gathered({ measure, facility, drafts, code, words, calendar }: Asked): Sheet {
  const isTold = (channel: string): boolean => drafts || !/^(team|person):/.test(channel);
  const day = (text: string): string => dayLabel(text, code, calendar);
  const counts = replica
    .all('observation')
    .filter(
      ({ fields, channel }) =>
        fields.measure === measure.id && fields.facility === facility.id && isTold(channel),
    );
  const due = duePeriod(kindOf(measure.fields), reader.today, reader.startDay);
  const points = upTo(pointsOf(measure.fields, counts, reader.startDay), due);
  const marked = markedOn(measure.id, facility.id, measure.fields.goal ?? null, isTold);
  const reading = readPoints(points, measure.fields, {
    baseline: marked.baseline?.fields,
    phases: marked.phases.map((one) => one.fields),
  });
  const periods = points.map((point) => point.period);
  const all = marksOf(marked.cycles, marked.events, periods, airOf(400, points.length));
  const newest = new Set(all.slice(-MOST_MARKS).map((mark) => mark.id));
  const marks = marksOf(
    marked.cycles.filter(({ id }) => newest.has(id)),
    marked.events.filter(({ id }) => newest.has(id)),
    periods,
    airOf(400, points.length),
  );
  const stateOf = (id: string): string => {
    const cycle = marked.cycles.find((one) => one.id === id);
    return cycle ? stateWords(cycle.fields) : '';
  };
  // Laid out later, when the paper is known; by then the app speaks its own language again.
  const chart = (width: number, plot: number): Layout =>
    sayIn(code, words, () =>
      layOut({
        points,
        reading,
        unit: measure.fields.unit,
        goal: marked.goal,
        marks,
        width,
        plot,
        code,
        calendar,
      }),
    );
  const isDraft = drafts && hasDrafts(facility.id);
  const aim = aimOf(facility.id, measure.id, isTold);
  return {
    facility: said(facility.fields.name),
    corner: isDraft ? t('Draft, for our own wall') : '',
    aimTitle: t('Our aim'),
    aim: aim
      ? aimWords(aim.fields, measure, day)
      : goalWords(measure, marked.goal, marked.by && day(marked.by)),
    drivers: aim ? driversOf(aim.id, isTold) : '',
    measure: said(measure.fields.name),
    reading: points.length ? readingWords(reading.chart.reading) : '',
    chart: points.length ? chart : null,
    nothing: t('Nothing is counted here yet. The first point begins the line.'),
    triedTitle: t('What we tried, and what happened'),
    tried: [...marks].reverse().map(({ id, number, text }) => ({ number, text, state: stateOf(id) })),
    nextTitle: t('What comes next'),
    next: nextSteps(facility.id, isTold, day),
    more: (count) => sayIn(code, words, () => t('and more: {n}', { n: count })),
    foot: t('Made with Debo, {day}', { day: day(reader.today) }),
  };
}

/** The standing aim that names the measure, else the newest standing one of the facility. */
export function aimOf(
  facility: string,
  measure: string,
  isTold: (channel: string) => boolean,
): { id: string; fields: Aim } | null {
  const standing = copies(
    replica.all('aim').filter(({ fields, channel }) => fields.facility === facility && isTold(channel)),
  ).filter(({ fields }) => !fields.withdrawn && !fields.ended);
  standing.sort((a, b) => (a.id < b.id ? 1 : -1));
  return standing.find(({ fields }) => fields.measure === measure) ?? standing[0] ?? null;
}

export function aimWords(aim: Aim, measure: Counts | null, day: (text: string) => string): string {
  const unit = (aim.measure && reader.measure(aim.measure)?.fields.unit) ?? measure?.fields.unit;
  const what = [aim.what, aim.whom].filter(Boolean).join(' – ');
  const [from, to, by] = [aim.start, aim.target, aim.by && day(aim.by)];
  if (to == null) return by ? t('{what}, by {day}', { what, day: by }) : what;
  const value = written(to, unit);
  if (from == null)
    return by
      ? t('{what}: {value} by {day}', { what, value, day: by })
      : t('{what}: {value}', { what, value });
  const start = written(from, unit);
  return by
    ? t('{what}: from {start} to {value} by {day}', { what, start, value, day: by })
    : t('{what}: from {start} to {value}', { what, start, value });
}

function goalWords(measure: Counts, goal: number | null, by: string | null): string {
  if (goal === null) return '';
  const [what, value] = [said(measure.fields.name), written(goal, measure.fields.unit)];
  return by ? t('{what}: {value} by {day}', { what, value, day: by }) : t('{what}: {value}', { what, value });
}

/** The primary drivers in one line. */
function driversOf(aim: string, isTold: (channel: string) => boolean): string {
  const primary = copies(
    replica.all('driver').filter(({ fields, channel }) => fields.aim === aim && isTold(channel)),
  ).filter(({ fields }) => !fields.withdrawn && !fields.parent && fields.text);
  primary.sort((a, b) => ((a.fields.position ?? '') < (b.fields.position ?? '') ? -1 : 1));
  return primary.length
    ? t('What drives it: {list}', { list: primary.map((one) => one.fields.text).join(' · ') })
    : '';
}

export function nextSteps(
  facility: string,
  isTold: (channel: string) => boolean,
  day: (text: string) => string,
): Sheet['next'] {
  const open = copies(
    replica.all('task').filter(({ fields, channel }) => fields.facility === facility && isTold(channel)),
  ).filter(({ fields }) => !fields.withdrawn && !fields.done_on && fields.text);
  open.sort((a, b) => ((a.fields.due ?? '9999') < (b.fields.due ?? '9999') ? -1 : 1));
  return open.map(({ fields }) => ({
    text: fields.text!,
    aside: [t(roleLabel(fields.role)), fields.due && day(fields.due)].filter(Boolean).join(', '),
  }));
}

/** Whether anything about the facility lies in the team alone. */
function hasDrafts(facility: string): boolean {
  return (
    ['observation', 'cycle', 'event', 'aim', 'driver', 'task', 'goal', 'phase', 'baseline'] as const
  ).some((type) =>
    copies(replica.all(type).filter(({ fields }) => fields.facility === facility)).some((one) => one.draft),
  );
}
