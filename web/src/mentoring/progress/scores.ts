/** The evidence for a team's progress, from its own records; and what team and mentor said. */
import { replica } from '../../ledger';
import type { ProgressScore } from '../../ledger/schema';
import { copies, markedOn } from '../../charts/marked';
import { readPoints } from '../../charts/reading';
import { works } from '../../improvement/work';
import { reader } from '../../measures/reader.svelte';
import { isHeld } from '../../people/roster';
import { channelOf } from '../known';
import { goalShare, heldFor } from './goals';
import type { Evidence } from './progress';

/** Every score said about the team: the team's own copy where nobody has shown it yet. */
export function scoresOf(facility: string, team: string): ProgressScore[] {
  const all = [
    ...replica.all('progress_score', `team:${team}`),
    ...replica.all('progress_score', channelOf(facility)),
  ];
  // What was shown is what the mentor reads, so it stands before the draft.
  return [
    ...new Map(all.filter(({ fields }) => fields.team === team).map((one) => [one.id, one.fields])).values(),
  ];
}

/** What the team's own phone knows; of a team one isn't in it would be half of the truth. */
export function evidenceOf(facility: string, team: string): Evidence {
  const place = reader.facility(facility);
  const cycles = copies(replica.all('cycle'))
    .map(({ fields }) => fields)
    .filter((one) => one.team === team && !one.withdrawn);
  const known: Evidence = {
    charter: Boolean(reader.charter?.fields.aim?.trim()),
    members: replica
      .all('team_member')
      .filter(({ fields }) => fields.team === team && fields.since && isHeld(fields, reader.today)).length,
    aim: works('aim').some(({ fields, alone }) => !alone && fields.team === team),
    met: replica.all('meeting').some(({ fields }) => fields.team === team && !fields.withdrawn),
    points: 0,
    studied: cycles.filter((one) => one.happened?.trim() && (one.compared || one.learned?.trim())).length,
    adopted: cycles.filter((one) => one.decision === 'adopt').length,
    signals: 0,
    held: 0,
    goals: [],
    pack: replica.all('handover', `team:${team}`).some(({ fields }) => !fields.withdrawn),
  };
  const goals: number[] = [];
  for (const measure of place ? reader.measuresOf(place) : []) {
    const points = reader.points(measure, facility);
    const values = points.map(({ value }) => value);
    known.points = Math.max(known.points, values.filter((one) => one !== null).length);
    const { direction } = measure.fields;
    if (direction !== 'up' && direction !== 'down') continue;
    const marked = markedOn(measure.id, facility, measure.fields.goal ?? null);
    if (marked.goal !== null && points.length) goals.push(goalShare(values, marked.goal, direction));
    const { chart } = readPoints(points, measure.fields, {
      baseline: marked.baseline?.fields,
      phases: marked.phases.map(({ fields }) => fields),
    });
    if (!chart.reading.key.startsWith('better')) continue;
    known.signals += 1;
    known.held = Math.max(known.held, heldFor(chart.value, chart.centre, direction));
  }
  return { ...known, goals };
}
