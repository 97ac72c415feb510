import { describe, expect, test } from 'vitest';
import { compose } from '../../src/ledger/compose';
import { joined, SHARED, TEAM, world } from './phones';

describe('entries go up in the order in which they were written', () => {
  test('what a right to another channel follows from goes before what needs it', async () => {
    const hanna = await joined('hanna', world('hanna'));
    const place = await hanna.replica.write({ type: 'place', channel: SHARED, set: { kind: 'health_post' } });
    await hanna.count('e2018-01', 17, TEAM);
    await hanna.replica.write({ type: 'place', channel: SHARED, record: place, set: { code: 'OR-1' } });

    const { sent } = await compose(hanna.replica.db, 10, false);
    expect(sent.map((entry) => entry.channel)).toEqual([SHARED, TEAM, SHARED]);
    expect(sent.map((entry) => entry.n)).toEqual([1, 1, 2]);
  });

  test('a small batch takes the oldest, and the next one goes on without a gap', async () => {
    const hanna = await joined('hanna', world('hanna'));
    for (const period of ['e2018-01', 'e2018-02']) {
      await hanna.count(period, 17, SHARED);
      await hanna.count(period, 17, TEAM);
    }
    const { sent } = await compose(hanna.replica.db, 3, false);
    expect(sent.map((entry) => `${entry.channel === TEAM ? 'team' : 'shared'} ${entry.n}`)).toEqual([
      'shared 1',
      'team 1',
      'shared 2',
    ]);
    await hanna.exchange.now();
    expect(hanna.replica.counts).toMatchObject({ phone: 0, hub: 4 });
  });
});
