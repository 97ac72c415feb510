import { describe, expect, it } from 'vitest';
import { teamAdvice, type AdvisedMember } from '../../src/people/team-advice';

const member = (role: string, part = 'member', kind = 'health_centre'): AdvisedMember => ({
  roles: [role],
  placeKinds: [kind],
  part,
});
const whole: AdvisedMember[] = [
  member('midwife', 'lead'),
  member('health_information', 'deputy'),
  member('laboratory'),
  member('pharmacy'),
  member('hew', 'member', 'health_post'),
];
const centre = (members: AdvisedMember[], more = {}) =>
  teamAdvice({ placeKind: 'health_centre', ofDepartment: false, posts: 4, members, ...more }).map(
    (one) => one.code,
  );

describe('advice about a team', () => {
  it('is silent about a team of five with laboratory, pharmacy, technician and a health post', () => {
    expect(centre(whole)).toEqual([]);
  });

  it('waits until somebody is in the team', () => {
    expect(centre([])).toEqual([]);
  });

  it('speaks below 4 and above 9, not at 4 or 9', () => {
    const three = whole.slice(0, 3);
    const four = [...three, member('hew', 'member', 'health_post')];
    const nine = [...whole, ...Array.from({ length: 4 }, () => member('nurse'))];
    expect(centre(three)).toContain('few');
    expect(centre(four)).not.toContain('few');
    expect(centre(nine)).toEqual([]);
    expect(
      teamAdvice({
        placeKind: 'health_centre',
        ofDepartment: false,
        posts: 4,
        members: [...nine, member('nurse')],
      }),
    ).toEqual([{ code: 'many', n: 10 }]);
  });

  it('names the voice that is missing', () => {
    expect(centre(whole.filter((one) => !one.roles.includes('laboratory')).concat(member('nurse')))).toEqual([
      'no_laboratory',
    ]);
    expect(centre(whole.filter((one) => !one.roles.includes('pharmacy')).concat(member('nurse')))).toEqual([
      'no_pharmacy',
    ]);
    const noTechnician = whole.map((one) => (one.part === 'deputy' ? member('nurse', 'deputy') : one));
    expect(centre(noTechnician)).toEqual(['no_health_information']);
    const noPost = whole.map((one) => (one.placeKinds.includes('health_post') ? member('nurse') : one));
    expect(centre(noPost)).toEqual(['no_health_posts']);
  });

  it('asks for posts only where there are some, and not of a department’s team', () => {
    const noPost = whole.map((one) => (one.placeKinds.includes('health_post') ? member('nurse') : one));
    expect(centre(noPost, { posts: 0 })).toEqual([]);
    expect(centre(noPost, { ofDepartment: true })).toEqual([]);
  });

  it('asks nothing of a health post that a post can’t have', () => {
    const post = [member('hew', 'lead', 'health_post'), member('hew', 'deputy', 'health_post')];
    expect(centre(post, { placeKind: 'health_post', posts: 0 })).toEqual(['few']);
  });

  it('counts somebody who holds two roles for both', () => {
    const both = whole.filter((one) => !one.roles.includes('pharmacy') && !one.roles.includes('laboratory'));
    const one = { roles: ['laboratory', 'pharmacy'], placeKinds: ['health_centre'], part: 'member' };
    expect(centre([...both, one])).toEqual([]);
  });

  it('asks for a lead first, then for a deputy', () => {
    const parts = (lead: string, deputy: string) =>
      whole.map((one) => ({
        ...one,
        part: one.part === 'lead' ? lead : one.part === 'deputy' ? deputy : one.part,
      }));
    expect(centre(parts('member', 'member'))).toEqual(['no_lead']);
    expect(centre(parts('lead', 'member'))).toEqual(['no_deputy']);
  });
});
