/** What hangs on an aim: its drivers, primary ones first, then the ideas under them. */
import { works, type Kind } from '../work';

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
