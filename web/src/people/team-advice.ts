/**
 * A gentle word about who is in a QI team. Teams had 4 to 9 people, a health centre and its health posts formed
 * one, and those without laboratory, pharmacy or health information met walls they could not move (DOMAIN 1.1).
 * Advice never stops anybody: a team of three that meets is better than a team of eight that doesn't.
 */

export const FEWEST = 4;
export const MOST = 9;

export interface AdvisedMember {
  /** Keys of the roles held now, wherever they are held. */
  roles: string[];
  /** Kinds of the places where they are held. */
  placeKinds: string[];
  part: string;
}

export interface AdvisedTeam {
  placeKind: string;
  /** A department's team isn't asked to bring in the health posts. */
  ofDepartment: boolean;
  /** How many health posts belong to the team's facility. */
  posts: number;
  members: AdvisedMember[];
}

export type Advice =
  | { code: 'few' | 'many'; n: number }
  | {
      code:
        | 'no_lead'
        | 'no_deputy'
        | 'no_laboratory'
        | 'no_pharmacy'
        | 'no_health_information'
        | 'no_health_posts';
    };

/** What to say about a team, the most useful first; nothing for a team without members yet. */
export function teamAdvice(team: AdvisedTeam): Advice[] {
  const n = team.members.length;
  if (n === 0) return [];
  const size: Advice[] = n < FEWEST ? [{ code: 'few', n }] : n > MOST ? [{ code: 'many', n }] : [];
  return [...size, ...missingParts(team), ...missingVoices(team)];
}

function missingParts({ members }: AdvisedTeam): Advice[] {
  const has = (part: string) => members.some((member) => member.part === part);
  if (!has('lead')) return [{ code: 'no_lead' }];
  // A deputy keeps the team meeting while the lead is at a training (DESIGN 1.5).
  return has('deputy') ? [] : [{ code: 'no_deputy' }];
}

function missingVoices({ placeKind, ofDepartment, posts, members }: AdvisedTeam): Advice[] {
  // A health post has no laboratory, pharmacy or technician of its own to ask.
  if (placeKind === 'health_post') return [];
  const has = (role: string) => members.some((member) => member.roles.includes(role));
  const voices: Advice[] = [];
  if (!has('laboratory')) voices.push({ code: 'no_laboratory' });
  if (!has('pharmacy')) voices.push({ code: 'no_pharmacy' });
  if (!has('health_information')) voices.push({ code: 'no_health_information' });
  const fromPosts = members.some((member) => member.placeKinds.includes('health_post'));
  if (!ofDepartment && posts > 0 && !fromPosts) voices.push({ code: 'no_health_posts' });
  return voices;
}
