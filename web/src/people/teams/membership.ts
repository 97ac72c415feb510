/** When a membership ends: yesterday was the last day, or it never began if it was begun today. */
import type { TeamMember } from '../../ledger/schema';

/** The write that takes somebody out as of `today`. Both ends count, so an end today would still be today. */
export function endMembership(member: TeamMember, today: string): Partial<TeamMember> {
  if ((member.since ?? '') >= today) return { since: null, part: null };
  const yesterday = new Date(Date.parse(`${today}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  return { until: yesterday };
}
