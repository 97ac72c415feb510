/** What hangs on an aim: its drivers, primary ones first, then the ideas under them. */
import { replica } from '../../ledger';
import { looseIdeas } from '../drivers/tree';
import { works, type Kind, type Work } from '../work';
import type { Aim, Idea } from '../../ledger/schema';

export function hangingOn(aim: string): { type: Kind; id: string; channel: string }[] {
  const drivers = works('driver').filter(({ fields }) => fields.aim === aim);
  const known = new Set(drivers.map(({ id }) => id));
  const ideas = works('idea').filter(({ fields }) => known.has(fields.driver ?? ''));
  const rank = ({ fields }: { fields: { parent?: string | null } }): number => (fields.parent ? 1 : 0);
  return [
    ...drivers
      .sort((a, b) => rank(a) - rank(b))
      .map(({ id, channel }) => ({ type: 'driver' as const, id, channel })),
    ...ideas.map(({ id, channel }) => ({ type: 'idea' as const, id, channel })),
  ];
}

/** A team's ideas without a driver; beside an aim that is tried alone, those its author has alone. */
export function looseBeside(aim: Work<Aim>): Work<Idea>[] {
  const own = works('idea').filter((one) => one.fields.team === aim.fields.team && one.alone === aim.alone);
  return looseIdeas(own, replica.all('driver'), works('driver'));
}

/** The whole plan as its author tried it: the aim, what hangs on it, and the ideas without a driver. */
export function planOf(aim: Work<Aim>): { type: Kind; id: string }[] {
  const loose = looseBeside(aim).map(({ id }) => ({ type: 'idea' as const, id }));
  return [{ type: 'aim', id: aim.id }, ...hangingOn(aim.id), ...loose];
}
