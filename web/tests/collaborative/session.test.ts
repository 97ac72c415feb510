import { expect, test } from 'vitest';
import { rowsOf, untold, type Kept } from '../../src/collaborative/sessions/session';
import type { AgendaPart, Commitment } from '../../src/ledger/schema';

const part = (id: string, fields: AgendaPart) => ({ id, fields });

test('parts at one time stand side by side, in time and by day', () => {
  const rows = rowsOf([
    part('lunch', { day: '2026-12-18', begins: 765, track: 'joint' }),
    part('posts', { day: '2026-12-18', begins: 705, track: 'health_post' }),
    part('hospital', { day: '2026-12-18', begins: 705, track: 'hospital' }),
    part('second day', { day: '2026-12-19', begins: 510, track: 'joint' }),
    part('opening', { day: '2026-12-18', begins: 510, track: 'joint' }),
  ]);
  expect(rows.map((row) => row.map(({ id }) => id))).toEqual([
    ['opening'],
    ['posts', 'hospital'],
    ['lunch'],
    ['second day'],
  ]);
});

test('what we promised at an earlier session is asked for until it is told, the oldest first', () => {
  const promise = (id: string, fields: Commitment): Kept<Commitment> => ({ id, channel: 'c', fields });
  const all = [
    promise('late', { facility: 'hc1', session: 's2', due: '2026-09-01' }),
    promise('early', { facility: 'hc1', session: 's1', due: '2026-03-01' }),
    promise('told', { facility: 'hc1', session: 's1', due: '2026-03-01', outcome: 'partly' }),
    promise('theirs', { facility: 'hc2', session: 's1', due: '2026-03-01' }),
    promise('of today', { facility: 'hc1', session: 's3', due: '2027-03-01' }),
    promise('taken back', { facility: 'hc1', session: 's1', due: '2026-03-01', withdrawn: true }),
  ];
  expect(untold(all, 'hc1', new Set(['s1', 's2'])).map(({ id }) => id)).toEqual(['early', 'late']);
});
