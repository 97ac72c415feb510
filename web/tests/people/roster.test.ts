import { describe, expect, it } from 'vitest';
import {
  dayAfter,
  formerStaff,
  isHeld,
  leftOpen,
  roster,
  rolesWithoutHolder,
  type MemberKept,
  type RoleKept,
} from '../../src/people/roster';

const TODAY = '2026-05-10';
const people = ['Almaz', 'Tolosa', 'Chaltu'].map((name) => ({
  id: name.toLowerCase(),
  channel: 'facility:hc1',
  fields: { name },
}));
const holds = (
  person: string,
  role: string,
  since: string,
  until: string | null = null,
  place = 'hc1',
): RoleKept => ({
  id: `${person}-${role}-${since}`,
  channel: `facility:${place}`,
  fields: { person, role, place, since, until },
});
const inTeam = (person: string, part: string, until: string | null = null): MemberKept => ({
  id: `t-${person}`,
  channel: 'facility:hc1',
  fields: { team: 't', person, part, since: '2026-01-01', until },
});

describe('the roster of Bekoji', () => {
  const held = [
    holds('tolosa', 'health_information', '2025-01-01'),
    holds('almaz', 'midwife', '2025-01-01'),
    holds('almaz', 'mch_focal', '2026-02-01'),
    holds('chaltu', 'nurse', '2024-01-01', '2026-05-09'),
    holds('chaltu', 'hew', '2026-05-10', null, 'p1'),
  ];

  it('shows each person once, by name, with all roles held here', () => {
    const lines = roster('hc1', people, held, TODAY).map((line) => [
      line.person.fields.name,
      line.roles.map((one) => one.fields.role),
    ]);
    expect(lines).toEqual([
      ['Almaz', ['midwife', 'mch_focal']],
      ['Tolosa', ['health_information']],
    ]);
  });

  it('keeps who left apart, and knows a role begun elsewhere', () => {
    expect(formerStaff('hc1', people, held, TODAY).map((line) => line.person.id)).toEqual(['chaltu']);
    expect(roster('p1', people, held, TODAY).map((line) => line.person.id)).toEqual(['chaltu']);
  });

  it('shows somebody who begins next week', () => {
    expect(roster('hc1', people, [holds('almaz', 'nurse', '2026-05-17')], TODAY)).toHaveLength(1);
  });

  it('says which roles nobody holds any more', () => {
    expect(rolesWithoutHolder('hc1', held, TODAY)).toEqual(['nurse']);
    expect(rolesWithoutHolder('hc1', [...held, holds('tolosa', 'nurse', '2026-05-01')], TODAY)).toEqual([]);
  });

  it('leaves out a role that was taken back', () => {
    const emptied = {
      id: 'x',
      channel: 'facility:hc1',
      fields: { person: null, role: null, place: null, since: null },
    };
    expect(roster('hc1', people, [emptied], TODAY)).toEqual([]);
    expect(isHeld({ since: null }, TODAY)).toBe(true); // without a person it is in nobody's line
  });
});

describe('when somebody leaves', () => {
  const held = [
    holds('almaz', 'midwife', '2025-01-01'),
    holds('almaz', 'mch_focal', '2025-01-01'),
    holds('chaltu', 'midwife', '2025-01-01'),
  ];

  it('names the roles that stay without a holder, not those a colleague holds too', () => {
    expect(leftOpen('almaz', 'hc1', '2026-05-31', held, []).roles).toEqual(['mch_focal']);
  });

  it('sees that a colleague’s role ends the same day', () => {
    const both = [
      holds('almaz', 'midwife', '2025-01-01'),
      holds('chaltu', 'midwife', '2025-01-01', '2026-05-31'),
    ];
    expect(leftOpen('almaz', 'hc1', '2026-05-31', both, []).roles).toEqual(['midwife']);
  });

  it('sees a successor who begins the day after', () => {
    const next = [...held, holds('tolosa', 'mch_focal', '2026-06-01')];
    expect(leftOpen('almaz', 'hc1', '2026-05-31', next, []).roles).toEqual([]);
  });

  it('names the team that loses its lead', () => {
    const open = (members: MemberKept[]) => leftOpen('almaz', 'hc1', '2026-05-31', held, members).teamParts;
    expect(open([inTeam('almaz', 'lead'), inTeam('chaltu', 'deputy')])).toEqual([
      { team: 't', part: 'lead' },
    ]);
    expect(open([inTeam('almaz', 'member')])).toEqual([]);
    expect(open([inTeam('almaz', 'lead'), inTeam('chaltu', 'lead')])).toEqual([]);
  });

  it('counts days across the end of a month and a leap year', () => {
    expect(dayAfter('2026-05-31')).toBe('2026-06-01');
    expect(dayAfter('2024-02-28')).toBe('2024-02-29');
    expect(dayAfter('2026-12-31')).toBe('2027-01-01');
  });
});
