/** What others owe the team, and the team others. */
import { said } from '../../design/said';
import { t } from '../../languages';
import type { Answer, Escalation } from '../../ledger/schema';
import type { Kept } from '../../people/catchment';
import type { Block } from './blocks';
import { day, line, part, placeName, quiet, role, type Sources } from './lines';

/** Requests of the team with an answer that promises something not yet settled. */
export function promised({ escalations, answers }: Sources): { asked: Escalation; answer: Answer }[] {
  return escalations
    .filter(({ fields }) => !fields.settled_on)
    .flatMap(({ id, fields }) => {
      const last = answersTo(answers, id).at(-1);
      return last && (last.outcome === 'will' || last.outcome === 'partly')
        ? [{ asked: fields, answer: last }]
        : [];
    });
}

function answersTo(answers: Kept<Answer>[], escalation: string): Answer[] {
  return answers
    .map(({ fields }) => fields)
    .filter((one) => one.escalation === escalation)
    .sort((a, b) => ((a.answered_on ?? '') < (b.answered_on ?? '') ? -1 : 1));
}

export function owed(from: Sources): Block[] {
  const waiting = from.escalations.filter(
    ({ id, fields }) => !fields.settled_on && !answersTo(from.answers, id).length,
  );
  const unasked = from.askings.filter(({ fields }) => !fields.answer);
  const low = from.words.filter(({ fields }) => !fields.replied_on && !fields.settled_on);
  const late = from.tasks.filter(({ fields }) => !fields.done_on && fields.due && fields.due < from.today);
  const blocks = [
    ...waiting.flatMap(({ fields }) => [
      line(fields.text ?? ''),
      ...quiet(
        t('Asked of {place} on {day}; no answer yet', {
          place: placeName(from, fields.to),
          day: fields.asked_on ? day(from, fields.asked_on) : '',
        }),
      ),
    ]),
    ...promised(from).flatMap(({ asked, answer }) => [
      line(asked.text ?? ''),
      ...quiet(
        t('{place} answered: {text}', { place: placeName(from, answer.place), text: answer.text ?? '' }),
        answer.by && t('by {day}', { day: day(from, answer.by) }),
      ),
    ]),
    ...unasked.flatMap(({ fields }) => [
      line(t('{role} has not answered yet', { role: role(fields.role) })),
      ...quiet(fields.question ?? from.cycles.find(({ id }) => id === fields.cycle)?.fields.question),
    ]),
    ...low.flatMap(({ fields }) => [
      line(said(from.items.find(({ id }) => id === fields.item)?.fields.name)),
      ...quiet(t('Word was sent on {day}; no answer yet', { day: fields.day ? day(from, fields.day) : '' })),
    ]),
    ...late.flatMap(({ fields }) => [
      line(fields.text ?? ''),
      ...quiet(t('We said we would by {day}', { day: day(from, fields.due!) }), role(fields.role)),
    ]),
  ];
  return part(t('What is owed'), blocks, t('Nobody owes anything now.'));
}
