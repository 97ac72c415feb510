import { expect, test } from 'vitest';
import { FIELDS } from '../../src/ledger/fields';
import { functionsHeld, notYetTheWoredas, wouldStop } from '../../src/mentoring/transition/transition';

const TODAY = '2026-03-31';
const DECLARED = ['mentoring', 'server', 'other'];
const move = (id: string, fields: object) => ({ id, channel: 'collaborative:c', fields });

test('who holds what today, how it came there, and what is ready', () => {
  const found = functionsHeld(
    [
      move('1', { function: 'mentoring', holder: 'partner', since: '2025-01-01' }),
      move('2', { function: 'mentoring', holder: 'shared', since: '2026-01-01' }),
      move('3', { function: 'mentoring', holder: 'woreda', since: '2026-06-01' }),
      move('4', { function: 'server', holder: 'woreda', since: '2026-01-01' }),
      move('5', { function: 'server', holder: 'partner', since: '2026-02-01', withdrawn: true }),
      move('6', { function: 'other', named: ' Fuel ', holder: 'partner', since: '2025-01-01' }),
    ],
    [
      move('7', {
        function: 'mentoring',
        text: 'Two woreda mentors have visited alone',
        done_on: '2026-02-01',
      }),
      move('8', { function: 'mentoring', text: 'Fuel is in the budget' }),
      move('9', { function: 'other', named: 'Fuel', text: 'A line in the budget' }),
      move('10', { function: 'server', text: 'x', withdrawn: true }),
    ],
    DECLARED,
    TODAY,
  );
  expect(
    found.map(({ function: key, named, now, done, ready }) => [key, named, now?.id, done, ready.length]),
  ).toEqual([
    ['mentoring', '', '2', 1, 2],
    ['server', '', '4', 0, 0],
    ['other', 'Fuel', '6', 0, 1],
  ]);
  expect(found[0]!.history.map(({ id }) => id)).toEqual(['3', '2', '1']);
  expect(notYetTheWoredas(found).map(({ function: key }) => key)).toEqual(['mentoring', 'other']);
});

test('nobody has said yet who holds it', () => {
  const found = functionsHeld([], [], DECLARED, TODAY);
  expect(found.map(({ now }) => now)).toEqual([null, null]);
  expect(notYetTheWoredas(found)).toEqual([]);
});

test('no partner has a place for a logo: no record has a field that holds a picture', () => {
  const names = Object.entries(FIELDS).flatMap(([type, fields]) => [type, ...Object.keys(fields)]);
  expect(names.filter((name) => /logo|brand|donor|image|picture|photo/.test(name))).toEqual([]);
});

test('what would be left without anybody when every role for a partner ends', () => {
  const standing = (role: string): string =>
    ({ clinical_mentor: 'mentor', woreda_officer: 'official' })[role] ?? role;
  const held = (person: string, role: string, more = {}) => ({ person, role, since: '2025-01-01', ...more });
  const roles = [
    held('a', 'steward', { partner: true }),
    held('b', 'mentor', { partner: true }),
    held('c', 'clinical_mentor'),
    held('d', 'steward', { until: '2026-01-01' }),
    held('e', 'woreda_officer'),
  ];
  expect(wouldStop(roles, standing, TODAY)).toEqual(['steward']);
  expect(wouldStop([...roles, held('e', 'steward')], standing, TODAY)).toEqual([]);
  expect(wouldStop([held('e', 'steward', { since: '2026-05-01' }), ...roles], standing, TODAY)).toEqual([
    'steward',
  ]);
  expect(wouldStop([], standing, TODAY)).toEqual([]);
});
