/**
 * The handover pack: what whoever comes after needs to go on, told from the log. Only what stands in the records of
 * the team and what the leaver adds; no figure about a person.
 */
import { dotsPath, linePath, Scale } from '../../charts/geometry';
import { topOf } from '../../charts/axis';
import type { ChartReading } from '../../charts/reading';
import { readingWords } from '../../charts/reading-words';
import { said } from '../../design/said';
import { isOpen, stateOf, stateWords } from '../../improvement/cycles/cycle-state';
import { language, t } from '../../languages';
import type { Aim, Measure } from '../../ledger/schema';
import type { Point } from '../../measures/series';
import { written } from '../../measures/value';
import { holderOf, without, type Holder, type Work } from '../../people/holding';
import { dayAfter } from '../../people/roster';
import { skillLines } from '../../people/skills/skills';
import { dayLabel, label } from '../../periods';
import type { Block, Drawn } from './blocks';
import { day, line, measureName, part, placeName, quiet, role, type Sources } from './lines';
import { owed, promised } from './owed';

/** Two years of points are drawn, as on a wall. */
export const MONTHS = 24;

/** The pack in the language that is spoken now. In another language it has the same lines. */
export function packOf(from: Sources): Block[] {
  return [
    ...head(from),
    ...ownWords(from),
    ...aims(from),
    ...dates(from),
    ...roleWork(from),
    ...going(from),
    ...tried(from),
    ...owed(from),
    ...skills(from),
    ...charts(from),
  ];
}

function head(from: Sources): Block[] {
  const { facility, team } = from;
  const place = [said(facility.fields.name), said(team.fields.name)].filter(Boolean).join(' · ');
  return [
    { kind: 'title', text: t('Handover: {role}', { role: role(from.role) }) },
    { kind: 'under', text: `${place} · ${day(from, from.lastDay)}` },
  ];
}

function ownWords({ own }: Sources): Block[] {
  const told: [string, string | null | undefined][] = [
    [t('What comes next'), own?.next_steps],
    [t('What I would look at first'), own?.worries],
    [t('Whom to ask'), own?.contacts],
  ];
  const blocks = told.flatMap(([heading, text]) => (text ? [line(heading), ...quiet(text)] : []));
  return blocks.length ? part(t('In the words of whoever hands over'), blocks, '') : [];
}

function aims(from: Sources): Block[] {
  const open = from.aims.filter(({ fields }) => !fields.ended);
  const blocks = open.flatMap(({ fields }): Block[] => [
    { kind: 'lead', text: aimSentence(from, fields) },
    ...quiet(fields.why),
  ]);
  const shared = from.charter?.aim;
  if (!blocks.length && shared)
    blocks.push({ kind: 'lead', text: shared }, ...quiet(t('The aim of the whole collaborative')));
  return part(t('What we want to reach'), blocks, t('The team has not written an aim yet.'));
}

/** The aim in one sentence: what, for whom, from where to where, by when; as far as it is written. */
export function aimSentence(from: Pick<Sources, 'calendar' | 'series'>, aim: Aim): string {
  const unit = from.series.find(({ measure }) => measure.id === aim.measure)?.measure.fields.unit;
  const value = (number: number): string => written(number, unit);
  const { start, target } = aim;
  const parts = [
    aim.what ?? '',
    aim.whom ? t('for {whom}', { whom: aim.whom }) : '',
    target == null
      ? ''
      : start == null
        ? t('to {target}', { target: value(target) })
        : t('from {start} to {target}', { start: value(start), target: value(target) }),
    aim.by ? t('by {day}', { day: dayLabel(aim.by, language.code, from.calendar) }) : '',
  ];
  return parts.filter(Boolean).join(', ');
}

interface Dated {
  on: string;
  text: string;
  more: string;
}

/** What is next, by day: tasks, meetings, steps of cycles, what others promised. */
function dates(from: Sources): Block[] {
  const { today } = from;
  const open = from.tasks.filter(({ fields }) => !fields.done_on);
  const found: Dated[] = [
    ...open.map(({ fields }) => ({ on: fields.due ?? '', text: fields.text ?? '', more: role(fields.role) })),
    ...meetingDays(from).map((on) => ({ on, text: t('The team meets'), more: '' })),
    ...from.cycles
      .filter(({ fields }) => isOpen(fields))
      .flatMap(({ fields }) => {
        const more = fields.question ?? '';
        if (fields.ends) return [{ on: fields.ends, text: t('A cycle ends: what happened?'), more }];
        return fields.starts && fields.starts >= today
          ? [{ on: fields.starts, text: t('A cycle begins'), more }]
          : [];
      }),
    ...promised(from).map(({ answer, asked }) => ({
      on: answer.by ?? '',
      text: t('Promised to us: {what}', { what: asked.text ?? '' }),
      more: placeName(from, answer.place),
    })),
  ];
  const ends = from.charter?.ends;
  if (ends && ends >= today) found.push({ on: ends, text: t('The collaborative ends'), more: '' });
  // What has no day stands last.
  found.sort((a, b) => Number(!a.on) - Number(!b.on) || (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const blocks = found.flatMap(({ on, text, more }) => [
    line(on ? `${day(from, on)}: ${text}` : text),
    ...quiet(more),
  ]);
  return part(t('What is next'), blocks, t('No day is fixed yet.'));
}

function meetingDays({ meetings, today }: Sources): string[] {
  const days = meetings.flatMap(({ fields }) => [fields.next_day, fields.ended ? null : fields.day]);
  return [...new Set(days.filter((one): one is string => Boolean(one) && one! >= today))];
}

/** What hangs on this role, and who holds it from the day after. */
function roleWork(from: Sources): Block[] {
  const facility = from.facility.id;
  const counts = from.duties
    .filter(({ fields }) => fields.role === from.role && fields.facility === facility)
    .map(({ fields }) => measureName(from, fields.measure))
    .filter(Boolean);
  const leads = from.cycles.filter(({ fields }) => isOpen(fields) && fields.role === from.role);
  const todo = from.tasks.filter(({ fields }) => !fields.done_on && fields.role === from.role);
  const blocks = [
    ...(counts.length ? [line(t('Counts')), ...quiet(counts.join('\n'))] : []),
    ...(leads.length
      ? [line(t('Leads these cycles')), ...quiet(leads.map(({ fields }) => fields.question).join('\n'))]
      : []),
    ...(todo.length
      ? [line(t('Has these tasks')), ...quiet(todo.map(({ fields }) => fields.text).join('\n'))]
      : []),
  ];
  return [
    ...part(t('What hangs on this role'), blocks, t('Nothing hangs on this role alone.')),
    line(t('From the next day on it is with')),
    ...quiet(holderWords(from, nextHolder(from, { role: from.role, facility, team: from.team.id }))),
  ];
}

/** Who holds a piece of work the day after the last one, when the leaver has gone. */
export function nextHolder(
  { roster, person, lastDay }: Pick<Sources, 'roster' | 'person' | 'lastDay'>,
  work: Work,
): Holder {
  return holderOf(person ? without(roster, person) : roster, work, dayAfter(lastDay));
}

function holderWords(from: Sources, { step, people }: Holder): string {
  const names = people.map((id) => from.people.find((one) => one.id === id)?.fields.name).filter(Boolean);
  return [...names, STEPS[step](from)].join(' · ');
}

// A person's name may not be on this phone, or may be erased one day; the role says it all the same.
const STEPS: Record<Holder['step'], (from: Sources) => string> = {
  role: (from) => role(from.role),
  lead: () => t('Leads the team'),
  deputy: () => t('Deputy'),
  member: () => t('The members of the team'),
  head: () => t('Head of the facility'),
  above: () => t('The head of the facility above'),
  official: () => t('The woreda'),
  steward: () => t('Steward of the collaborative'),
};

function going(from: Sources): Block[] {
  const open = from.cycles.filter(({ fields }) => isOpen(fields));
  const blocks = open.flatMap(({ fields }) => [
    line(fields.question ?? ''),
    ...quiet(
      `${stateWords(fields)}${fields.role ? ` · ${role(fields.role)}` : ''}`,
      fields.prediction && t('We predicted: {what}', { what: fields.prediction }),
      fields.what && t('We do: {what}', { what: fields.what }),
      fields.data && t('We watch: {what}', { what: fields.data }),
    ),
  ]);
  return part(t('Cycles going on'), blocks, t('No cycle is going on.'));
}

/** What was left comes first: nobody should have to find it out again. */
const ORDER = ['abandon', 'adapt', 'adopt'];

function tried(from: Sources): Block[] {
  const over = from.cycles
    .filter(({ fields }) => fields.decision)
    .sort((a, b) => ORDER.indexOf(a.fields.decision!) - ORDER.indexOf(b.fields.decision!));
  const blocks = over.flatMap(({ fields }) => [
    line(fields.question ?? ''),
    ...quiet(
      stateOf(fields) === 'abandon' && fields.reason
        ? t('We stopped because: {why}', { why: fields.reason })
        : [stateWords(fields), fields.reason].filter(Boolean).join(': '),
      fields.happened && t('What happened: {what}', { what: fields.happened }),
      fields.learned && t('We learned: {what}', { what: fields.learned }),
    ),
  ]);
  return part(t('What we tried, and why we stopped'), blocks, t('No cycle has ended yet.'));
}

/** Who can do what; whoever leaves is named as that. */
function skills(from: Sources): Block[] {
  const nameOf = (id: string): string => {
    const name = from.people.find((one) => one.id === id)?.fields.name ?? '';
    return id === from.person ? t('{name} (until {day})', { name, day: day(from, from.lastDay) }) : name;
  };
  const lines = skillLines(
    from.people.map(({ id }) => id),
    from.skills,
  );
  const blocks = lines.flatMap(({ label: skill, people }) => [
    line(t(skill)),
    ...quiet(people.map(nameOf).join(', ') || t('Nobody here has said yet that they can.')),
  ]);
  return part(t('Who can do what'), blocks, '');
}

function charts(from: Sources): Block[] {
  const blocks = from.series
    .filter(({ points }) => points.length)
    .flatMap(({ measure, points, reading }): Block[] => [
      line(said(measure.fields.name)),
      {
        kind: 'chart',
        text: readingWords(reading.chart.reading),
        chart: drawn(points, reading, measure.fields.unit),
      },
      ...quiet(newest(from, measure.fields, points)),
    ]);
  return part(t('The charts'), blocks, t('Nothing is counted here yet.'));
}

function newest(from: Sources, measure: Measure, points: Point[]): string {
  const last = [...points].reverse().find((point) => point.value !== null);
  if (!last) return '';
  const of =
    last.denominator == null
      ? ''
      : ` (${t('{numerator} of {denominator}', { numerator: last.numerator ?? 0, denominator: last.denominator })})`;
  return `${label(last.period, language.code, from.calendar)}: ${written(last.value, measure.unit)}${of}`;
}

function drawn(points: Point[], { chart }: ChartReading, unit: string | null | undefined): Drawn {
  const from = Math.max(0, points.length - MONTHS);
  const values = points.slice(from).map((point) => point.value);
  const box = { width: 320, height: 84, left: 4, right: 4, top: 6, bottom: 6 };
  const centre = chart.centre.slice(from);
  const top = topOf([...values, ...centre], unit);
  const scale = new Scale(box, values.length, 0, top);
  return {
    line: linePath(values, scale),
    centre: linePath(centre, scale),
    dots: dotsPath(values, scale),
  };
}
