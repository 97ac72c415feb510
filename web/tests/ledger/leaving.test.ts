/** A phone that is lost or whose owner left, and one that stays away too long: first handed in, then forgotten. */
import { describe, expect, test, vi } from 'vitest';
import { isOver, newLease, passed } from '../../src/ledger/lease';
import { HubError } from '../../src/ledger/errors';
import { grantOf, joined, SHARED, TEAM, world, type Phone } from './phones';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 23);

/** What is left on the disk. */
const left = async ({ replica: { db } }: Phone): Promise<number> => {
  const stores = ['people', 'own', 'history', 'records', 'channels'] as const;
  return (await Promise.all(stores.map((store) => db.count(store)))).reduce((sum, n) => sum + n, 0);
};

describe('a phone that was shut out', () => {
  test('hands in everything, in as many requests as it takes, and forgets then', async () => {
    const hub = world('almaz', 'tolosa');
    const [almaz, tolosa] = [await joined('almaz', hub), await joined('tolosa', hub)];
    await tolosa.count('e2017-01', 3);
    await tolosa.exchange.now();
    await almaz.exchange.now();
    for (let i = 1; i <= 130; i++) await almaz.count(`e2018-${i}`, i);
    const device = hub.devices[0]!.id;
    hub.revoked.push(device);
    await almaz.exchange.now();
    expect(hub.accepted(SHARED).filter((entry) => entry.device === device)).toHaveLength(130);
    expect(await left(almaz)).toBe(0);
    expect(await almaz.replica.db.get('meta', 'keys')).toBe(undefined);
    expect(almaz.session.people).toEqual([]);
    expect(almaz.session.person).toBe(null);
    expect(almaz.replica.all('observation')).toEqual([]);
    expect(almaz.replica.shutOut).toBe(true);
  }, 20_000);

  test('forgets also when it holds nothing unsent', async () => {
    const hub = world('almaz');
    const almaz = await joined('almaz', hub);
    await almaz.count('e2018-01', 1);
    await almaz.exchange.now();
    hub.revoked.push(hub.devices[0]!.id);
    await almaz.exchange.now();
    expect(await left(almaz)).toBe(0);
  });

  test('keeps what the hub did not acknowledge, however often it is told', async () => {
    const hub = world('almaz');
    const almaz = await joined('almaz', hub);
    const record = await almaz.count('e2018-01', 1);
    hub.sync = () => Promise.reject(new HubError('revoked_device', { type: 'revoked_device', status: 401 }));
    for (let i = 0; i < 3; i++) await almaz.exchange.now();
    expect(almaz.exchange.state.lastError).toBe('revoked_device');
    expect(almaz.shown(record)).toBe(1);
    expect(almaz.replica.counts.phone).toBe(1);
  });

  test('whose farewell is lost on the way hears it again', async () => {
    const hub = world('almaz');
    const almaz = await joined('almaz', hub);
    await almaz.count('e2018-01', 1);
    hub.revoked.push(hub.devices[0]!.id);
    almaz.faults.push('request lost');
    await almaz.exchange.now();
    expect(await left(almaz)).toBeGreaterThan(0);
    await almaz.exchange.now();
    expect(await left(almaz)).toBe(0);
    expect(hub.accepted(SHARED)).toHaveLength(1);
  });

  test('can be joined anew, as another device', async () => {
    const hub = world('almaz');
    const almaz = await joined('almaz', hub);
    const record = await almaz.count('e2018-01', 1);
    hub.revoked.push(hub.devices[0]!.id);
    await almaz.exchange.now();
    await almaz.session.join('almaz', '1470', { person: 'almaz', name: 'almaz', place: {}, role: '' });
    await almaz.exchange.now();
    expect(hub.devices).toHaveLength(2);
    expect(almaz.shown(record)).toBe(1);
    expect(almaz.replica.shutOut).toBe(false);
  });
});

describe('a person who left a shared phone', () => {
  const HANNA = { person: 'hanna', name: 'hanna', place: {}, role: 'mentor' };

  test('is forgotten there once their entries are handed in; the others go on', async () => {
    const hub = world('almaz');
    hub.people.hanna = grantOf('hanna', { [TEAM]: ['member'], [SHARED]: ['mentor'] });
    const phone = await joined('almaz', hub);
    await phone.session.join('hanna', '1470', HANNA);
    await phone.count('e2018-01', 8);
    const device = hub.devices[0]!;
    // Out of the grants at once; what she wrote before is believed all the same.
    const grants = vi.spyOn(hub as unknown as { grants: () => unknown }, 'grants').mockReturnValue({
      hash: 'without hanna',
      people: { almaz: hub.people.almaz },
    });
    phone.faults.push('answer lost');
    await phone.exchange.now();
    expect(phone.session.people).toHaveLength(2);
    await phone.exchange.now();
    expect(hub.accepted(SHARED).map(({ author }) => author)).toEqual(['hanna']);
    expect(phone.session.people.map(({ person }) => person)).toEqual(['almaz']);
    expect(phone.session.person).toBe(null);
    expect(await phone.session.unlock('hanna', '1470')).toEqual({ wrong: true, waitSeconds: 0 });
    expect(await phone.session.unlock('almaz', '2580')).toEqual({ ok: true });
    expect(device.id).toBe(hub.devices[0]!.id);
    grants.mockRestore();
  });
});

describe('a phone that stays away', () => {
  test('is locked after 30 days, still hands in, and opens again after it', async () => {
    const hub = world('almaz');
    const almaz = await joined('almaz', hub);
    const record = await almaz.count('e2018-01', 17);
    almaz.session.lock();
    const joinedAt = (await almaz.replica.db.get('meta', 'lease')) as { seen: number };
    let now = joinedAt.seen;
    for (let week = 1; week <= 4; week++)
      expect(await almaz.session.unlock('almaz', '2580', (now += 7 * DAY))).toEqual({ ok: true });
    almaz.session.lock();
    almaz.faults.push('request lost');
    expect(await almaz.session.unlock('almaz', '2580', (now += 3 * DAY))).toEqual({ leaseOver: true });
    expect(almaz.session.person).toBe(null);
    expect([almaz.replica.counts.phone, await almaz.rows()]).toEqual([1, []]);
    // Whatever is sealed here needs somebody's PIN to go out: a locked phone asks for nothing.
    await almaz.exchange.now();
    expect(hub.accepted(SHARED)).toHaveLength(0);
    expect(await almaz.session.unlock('almaz', '2580')).toEqual({ ok: true });
    expect(hub.accepted(SHARED)).toHaveLength(1);
    expect(almaz.shown(record)).toBe(17);
  });

  test('is not locked by a clock that jumps, and not kept open by one set back', () => {
    const jumped = passed(newLease(NOW), NOW + 3 * 365 * DAY);
    expect(isOver(jumped)).toBe(false);
    const back = passed(jumped, NOW);
    expect(back.used).toBe(jumped.used);
    const on = [1, 2, 3, 4].reduce((lease) => passed(lease, lease.seen + 7 * DAY), back);
    expect(isOver(on)).toBe(true);
    expect(isOver(passed(undefined, NOW))).toBe(false);
  });
});
