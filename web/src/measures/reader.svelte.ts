/**
 * What the person reading may see and do, put together from the records on this phone: their facilities, their team,
 * the measures counted there, and the points of each. Every list is in the order of the catchment, never by a value.
 */
import { replica, session } from '../ledger';
import type { Collaborative, Measure, Observation, Place } from '../ledger/schema';
import { catchment, flattened, isFacility, type Kept } from '../people/catchment';
import { firstDay, parse, today, type GregorianDay, type Kind, type Period, type StartDay } from '../periods';
import { said } from '../design/said';
import { isClosed } from './closing';
import { inOrder, isCountedAt } from './due';
import { replacedBundles } from './setup/bundle-versions';
import { pointsOf, type Counted, type Point } from './series';

export type Facility = Kept<Place>;
export type Counts = Kept<Measure>;

class Reader {
  /** The charter: one collaborative on a phone; its channel is where released records stand. */
  charter = $derived.by((): Kept<Collaborative> | null => {
    const all = replica.all('collaborative');
    // Who looks after several works in the one whose woreda they hold a role in.
    const isHome = ({ fields }: Kept<Collaborative>): boolean =>
      session.grants!.roles.some(({ place }) => place === fields.woreda);
    return (all.length > 1 && session.grants && all.find(isHome)) || all[0] || null;
  });
  shared = $derived(this.charter?.channel ?? null);
  startDay = $derived<StartDay>(this.charter?.fields.month_starts_on === 21 ? 21 : 1);

  facilities = $derived.by((): Facility[] =>
    flattened(catchment(replica.all('place', this.shared ?? undefined), (place) => said(place.fields.name)))
      .map((branch) => branch.place)
      .filter(isFacility),
  );
  /** The facilities this person's team counts for. */
  mine = $derived.by(() => this.facilities.filter((one) => session.grants?.places.includes(one.id)));
  measures = $derived.by((): Counts[] =>
    // A measure that was taken back is emptied: without a name it is in no list.
    replica
      .all('measure')
      .filter(
        ({ fields, channel }) => said(fields.name) && (!/^coll/.test(channel) || channel === this.shared),
      )
      .sort((a, b) => inOrder(a.fields, b.fields, (one) => said(one.name))),
  );

  /** The day it is; a clock that fell back is held by the newest period anybody released. */
  today = $derived.by((): GregorianDay => today(Date.now(), this.#newestDay));
  #newestDay = $derived.by((): GregorianDay | null => {
    const periods = new Set(
      replica.all('observation').map((one) => one.channel === this.shared && one.fields.period),
    );
    const days = [...periods]
      .map((id) => (id ? begun(id, this.startDay) : null))
      .filter((day) => day !== null);
    return days.sort().at(-1) ?? null;
  });

  // 4,500 counts of a woreda are looked through once per change, not once per chart.
  #bySeries = $derived.by(() => {
    const found: Record<string, Counted[]> = {};
    for (const one of replica.all('observation')) {
      (found[`${one.fields.measure}|${one.fields.facility}`] ??= []).push(one);
    }
    return found;
  });

  facility(id: string): Facility | null {
    return this.facilities.find((one) => one.id === id) ?? null;
  }

  measure(id: string): Counts | null {
    return this.measures.find((one) => one.id === id) ?? null;
  }

  /** The measures a facility counts: the charter's, and its own team's; of a bundle only its newest version. */
  measuresOf(facility: Facility): Counts[] {
    const team = this.teamOf(facility.id);
    const replaced = replacedBundles(replica.all('bundle'));
    return this.measures.filter(
      ({ fields }) =>
        isCountedAt(fields, facility.fields.kind) &&
        (!fields.team || fields.team === team) &&
        !replaced.has(fields.bundle ?? ''),
    );
  }

  points(measure: Counts, facility: string): Point[] {
    return pointsOf(measure.fields, this.#bySeries[`${measure.id}|${facility}`] ?? [], this.startDay);
  }

  /** What was counted earlier, for comparing: every count but the one of `period`. */
  history(measure: Counts, facility: string, period: Period): Observation[] {
    return this.points(measure, facility)
      .filter((point) => point.value !== null && point.period.id !== period.id)
      .map((point) => point.counted!.fields);
  }

  /** The person's team that speaks for `facility`: its own, else that of a facility above it. */
  teamOf(facility: string): string | null {
    const teams = replica.all('team').filter((team) => session.grants?.teams.includes(team.id));
    for (let at: string | null | undefined = facility, steps = 0; at && steps < 8; steps += 1) {
      const team = teams.find((one) => one.fields.place === at);
      if (team) return team.id;
      at = replica.get('place', at)?.fields.parent;
    }
    return null;
  }

  /** Where this person's drafts about `facility` are kept; null when their team doesn't count there. */
  draftsFor(facility: string): string | null {
    const team = this.teamOf(facility);
    return team && session.can('write', 'observation', `team:${team}`, { facility }) ? `team:${team}` : null;
  }

  isClosed(period: Period): boolean {
    const closures = replica.all('closure').map((one) => one.fields);
    return isClosed(period, this.today, this.charter?.fields ?? null, closures);
  }
}

function begun(id: string, startDay: StartDay): GregorianDay | null {
  try {
    return firstDay(parse(id, startDay));
  } catch {
    return null;
  }
}

export const kindOf = (measure: Measure): Kind => (measure.period_kind as Kind) ?? 'ethiopian_month';

export const reader = new Reader();
