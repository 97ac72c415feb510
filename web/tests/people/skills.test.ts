import { expect, test } from 'vitest';
import { isAble, lostWith, skillLines, withoutDeputy } from '../../src/people/skills/skills';

const can = (person: string, skill: string, more = {}) => ({ person, skill, since: '2026-01-01', ...more });

test('per skill who can, and what the facility still needs', () => {
  const held = [
    can('a', 'chart'),
    can('a', 'count'),
    can('b', 'count'),
    can('gone', 'chart'),
    can('b', 'meeting', { withdrawn: true }),
    { person: 'b', skill: 'why' },
    can('a', 'count'),
  ];
  const lines = skillLines(['a', 'b'], held);
  const found = Object.fromEntries(lines.map(({ key, people, need }) => [key, [people.join(), need]]));
  expect(found['chart']).toEqual(['a', 'one']);
  expect(found['count']).toEqual(['a,b', null]);
  expect(found['meeting']).toEqual(['', 'nobody']);
  expect(found['why']).toEqual(['', 'nobody']);
  expect(lines).toHaveLength(8);
  expect(lostWith('a', lines).map(({ key }) => key)).toEqual(['chart']);
  expect(lostWith('b', lines)).toEqual([]);
});

test('one who was added and undone, or taken back, is not on the list', () => {
  expect([isAble({ since: '2026-01-01' }), isAble({}), isAble({ since: 'x', withdrawn: true })]).toEqual([
    true,
    false,
    false,
  ]);
});

test('key roles that one person alone holds, and teams led without a deputy', () => {
  const role = (person: string, role: string, until = '') => ({
    person,
    role,
    place: 'hc',
    since: '2025-01-01',
    until,
  });
  const held = [
    role('a', 'facility_head'),
    role('b', 'mch_focal'),
    role('c', 'mch_focal'),
    role('d', 'health_information'),
    role('e', 'health_information', '2026-11-26'),
    role('f', 'cleaner'),
  ];
  const seat = (team: string, person: string, part: string, until = '') => ({
    team,
    person,
    part,
    since: '2025-01-01',
    until,
  });
  const members = [
    seat('t', 'a', 'lead'),
    seat('t', 'b', 'deputy'),
    seat('u', 'c', 'lead'),
    seat('u', 'd', 'deputy', '2026-11-26'),
  ];
  // The technician's colleague left yesterday; a cleaner's role is no key role, so nothing is said of it.
  expect(withoutDeputy('hc', held, members, '2026-11-27')).toEqual({
    roles: ['facility_head', 'health_information'],
    teams: ['u'],
  });
  expect(withoutDeputy('elsewhere', held, [], '2026-11-27')).toEqual({ roles: [], teams: [] });
});
