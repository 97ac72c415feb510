/** vectors/holding.json, which debo/people/holding.py satisfies as well; and rosters drawn by chance. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import vectors from '../../../vectors/holding.json';
import { holderOf, without, type Roster } from '../../src/people/holding';
import { ROLES } from '../../src/people/roles';

const written: Roster = {
  held: vectors.held,
  members: vectors.members,
  places: new Map(vectors.places.map((one) => [one.id, { kind: one.kind, parent: one.parent }])),
};

test.each(vectors.cases)('$name', ({ work, away, step, place, people }) => {
  const roster = away.reduce(without, written);
  expect(holderOf(roster, work, vectors.day)).toEqual({ step, place, people });
});

const person = fc.constantFrom('a', 'b', 'c', 'd');
const place = fc.constantFrom('hc', 'hp', 'woreda');
const day = fc.constantFrom('', '2026-11-26', '2026-11-27', '2026-11-28');
const team = fc.constantFrom('t', 'u');
const role = fc.constantFrom(...ROLES.map(({ key }) => key));
const rosters = fc.record({
  held: fc.array(fc.record({ person, role, place, since: day, until: day }), { maxLength: 10 }),
  members: fc.array(
    fc.record({ team, person, part: fc.constantFrom('lead', 'deputy', 'member'), since: day, until: day }),
    { maxLength: 6 },
  ),
  places: fc.constant(written.places),
});
const works = fc.record({ role: fc.option(role), facility: place, team: fc.option(team) });

test('whoever goes, nothing is left without a holder', () => {
  fc.assert(
    fc.property(rosters, works, person, (roster, work, gone) => {
      const before = holderOf(roster, work, '2026-11-27');
      const after = holderOf(without(roster, gone), work, '2026-11-27');
      const stay = before.people.filter((one) => one !== gone);
      expect(after.people).not.toContain(gone);
      expect(after.people.length > 0 || after.step === 'steward').toBe(true);
      if (stay.length) expect(after).toEqual({ ...before, people: stay });
    }),
  );
});
