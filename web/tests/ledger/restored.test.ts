/** A hub restored from a backup: what it said before it broke no longer stands, and nothing hangs on it. */
import { describe, expect, test } from 'vitest';
import { grantOf, joined, SHARED, TEAM, world } from './phones';

describe('a restored hub', () => {
  test('judges anew what it lost, and what it said before no longer stands', async () => {
    const hub = world('almaz');
    const almaz = await joined('almaz', hub);
    const restore = hub.backup();
    hub.judge = () => 'forbidden_write';
    const record = await almaz.count('e2018-02', 18);
    await almaz.exchange.now();
    expect(almaz.replica.attention.length).toBe(1);
    restore();
    hub.judge = () => '';
    await almaz.exchange.now();
    expect(almaz.replica.attention).toEqual([]);
    expect(almaz.replica.get('observation', record)?.where).toBe('hub');
    expect(await almaz.digest(SHARED)).toBe(hub.digest(SHARED));
  });

  test('tells again what it still has set aside', async () => {
    const hub = world('almaz');
    const almaz = await joined('almaz', hub);
    hub.judge = () => 'forbidden_write';
    await almaz.count('e2018-02', 18);
    await almaz.exchange.now();
    await almaz.exchange.now();
    hub.backup()();
    await almaz.exchange.now();
    expect(almaz.replica.attention.map(({ reason }) => reason)).toEqual(['forbidden_write']);
    expect(almaz.replica.counts).toMatchObject({ phone: 0, attention: 1 });
  });

  test('has a channel forgotten whose right ended meanwhile, after what waited there was handed in', async () => {
    const hub = world('almaz', 'tolosa');
    const [almaz, tolosa] = [await joined('almaz', hub), await joined('tolosa', hub)];
    await tolosa.count('e2018-01', 17);
    for (const phone of [tolosa, almaz]) await phone.exchange.now();
    const restore = hub.backup();
    await almaz.count('e2018-02', 18);
    await almaz.exchange.now();
    restore();
    hub.people.almaz = grantOf('almaz', { [TEAM]: ['member'] });
    for (let i = 0; i < 3; i++) await almaz.exchange.now();
    expect((await almaz.rows()).filter(({ channel }) => channel === SHARED)).toEqual([]);
    expect(hub.kept.map(({ entry }) => entry.author).sort()).toEqual(['almaz', 'tolosa']);
  });
});
