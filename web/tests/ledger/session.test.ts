import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { afterWrong, guardOf, waitSeconds } from '../../src/ledger/pin';
import { HubError } from '../../src/ledger/errors';
import { ownKey } from '../../src/ledger/sealed/person';
import { opened, pbkdf2 } from './openssl.mjs';
import { grantOf, joined, Phone, pins, SHARED, TEAM, world } from './phones';

const NOW = Date.UTC(2026, 10, 23);
const MINUTE = 60_000;

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
  });
});
afterEach(() => void vi.unstubAllGlobals());

describe('unlocking', () => {
  test('takes the PIN chosen when joining, with the hub out of reach', async () => {
    const almaz = await joined('almaz', world('almaz'));
    almaz.session.lock();
    almaz.faults.push('request lost', 'request lost');
    expect(almaz.session.person).toBe(null);
    expect(await almaz.session.unlock('almaz', '1111')).toEqual({ wrong: true, waitSeconds: 0 });
    expect(await almaz.session.unlock('almaz', '2580')).toEqual({ ok: true });
    expect(almaz.session.person).toBe('almaz');
    expect(almaz.session.people).toEqual([{ person: 'almaz', name: 'almaz', place: {}, role: 'midwife' }]);
  });

  test('waits after five wrong ones, longer each time, even after a restart, and deletes nothing', async () => {
    const almaz = await joined('almaz', world('almaz'));
    const record = await almaz.count('e2018-01', 17);
    almaz.session.lock();
    for (let i = 0; i < 4; i++)
      expect(await almaz.session.unlock('almaz', '0', NOW)).toEqual({ wrong: true, waitSeconds: 0 });
    expect(await almaz.session.unlock('almaz', '0', NOW)).toEqual({ wrong: true, waitSeconds: 30 });
    await almaz.reopen();
    // The right PIN waits as well: else guessing would only have to be quick.
    expect(await almaz.session.unlock('almaz', '2580', NOW + 10_000)).toEqual({
      wrong: true,
      waitSeconds: 20,
    });
    expect(await almaz.session.unlock('almaz', '0', NOW + 30_000)).toEqual({ wrong: true, waitSeconds: 60 });
    expect(await almaz.session.unlock('almaz', '2580', NOW + 90_000)).toEqual({ ok: true });
    expect(almaz.shown(record)).toBe(17);
    almaz.session.lock();
    expect(await almaz.session.unlock('almaz', '0', NOW + 95_000)).toEqual({ wrong: true, waitSeconds: 0 });
  });

  test('never waits more than an hour, nor longer because the clock was turned back', () => {
    const tries = afterWrong({ wrong: 40, waitUntil: 0 }, NOW);
    expect(waitSeconds(tries, NOW)).toBe(3600);
    expect(waitSeconds(tries, NOW - 40 * 365 * 86_400_000)).toBe(3600);
    expect(waitSeconds({ wrong: 0, waitUntil: 0 }, NOW)).toBe(0);
  });

  test('somebody who has not joined here can not', async () => {
    const almaz = await joined('almaz', world('almaz'));
    expect(await almaz.session.unlock('hanna', '2580')).toEqual({ wrong: true, waitSeconds: 0 });
  });
});

describe('the PIN that is kept', { timeout: 30_000 }, () => {
  beforeEach(() => void (pins.slow = true));
  afterEach(() => void (pins.slow = false));
  const rowOf = async ({ replica: { db } }: Phone) => (await db.get('people', 'almaz'))!;
  /** As a phone kept it before there were keys of one's own, and before there was a guard. */
  const former = async (phone: Phone): Promise<void> => {
    const { person, name, place, role, salt } = await rowOf(phone);
    const verifier = pbkdf2('2580', salt, 150_000);
    const row = { ...{ person, name, place, role, salt, verifier }, wrong: 0, waitUntil: 0 };
    await phone.replica.db.put('people', row);
  };

  test('can be tried on this phone only: its guard is used, never handed out', async () => {
    const hub = world('almaz', 'tolosa');
    const [almaz, tolosa] = [await joined('almaz', hub), await joined('tolosa', hub)];
    const [row, guard] = [await rowOf(almaz), await guardOf(almaz.replica.db)];
    expect(guard.extractable).toBe(false);
    expect(await ownKey(row, '2580', guard)).toHaveLength(32);
    expect(await ownKey(row, '2580', await guardOf(tolosa.replica.db))).toBe(null);
    expect(await ownKey(row, '2581', guard)).toBe(null);
  });

  test('seals the person’s key under what PBKDF2 makes of it as OpenSSL computes it', async () => {
    const almaz = await joined('almaz', world('almaz'));
    const [{ salt, lock }, guard] = [await rowOf(almaz), await guardOf(almaz.replica.db)];
    const bound = new Uint8Array(await crypto.subtle.sign('HMAC', guard, salt));
    expect(opened(pbkdf2('2580', bound, 600_000), lock!, 'own key')).toHaveLength(32);
  });

  test('of a phone from before there were keys still opens, once', async () => {
    const almaz = await joined('almaz', world('almaz'));
    await former(almaz);
    await almaz.replica.db.delete('meta', 'guard');
    almaz.session.lock();
    expect(await almaz.session.unlock('almaz', '1111')).toMatchObject({ wrong: true });
    expect((await rowOf(almaz)).lock).toBe(undefined);
    expect(await almaz.session.unlock('almaz', '2580')).toEqual({ ok: true });
    expect((await rowOf(almaz)).verifier).toBe(undefined);
    almaz.session.lock();
    expect(await almaz.session.unlock('almaz', '1111')).toMatchObject({ wrong: true });
    expect(await almaz.session.unlock('almaz', '2580')).toEqual({ ok: true });
  });

  test('whose power is cut while it gets its keys is as it was', async () => {
    const almaz = await joined('almaz', world('almaz'));
    await former(almaz);
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('cut', 'AbortError');
    });
    await expect(almaz.session.unlock('almaz', '2580')).rejects.toThrow();
    put.mockRestore();
    expect((await rowOf(almaz)).lock).toBe(undefined);
    almaz.session.lock();
    expect(await almaz.session.unlock('almaz', '2580')).toEqual({ ok: true });
  });

  test('that was forgotten is chosen anew with a colleague’s code, and nothing on the phone is lost', async () => {
    const almaz = await joined('almaz', await world('almaz').withKeys());
    const record = await almaz.count('e2018-01', 17);
    almaz.session.lock();
    for (let i = 0; i < 5; i++) await almaz.session.unlock('almaz', '0000', NOW);
    await almaz.session.join('almaz', '1470', { person: 'almaz', name: 'almaz', place: {}, role: '' });
    expect(almaz.shown(record)).toBe(17);
    almaz.session.lock();
    // The tries of the PIN that is gone don't count against the new one.
    expect(await almaz.session.unlock('almaz', '1470', NOW)).toEqual({ ok: true });
    expect(await almaz.session.unlock('almaz', '2580', NOW)).toMatchObject({ wrong: true });
    await almaz.exchange.now();
    expect(almaz.replica.counts).toMatchObject({ phone: 0, hub: 1 });
  });
});

describe('locking', () => {
  test('comes by itself after ten minutes out of sight, not sooner', async () => {
    const almaz = await joined('almaz', world('almaz'));
    almaz.session.seen(false, NOW);
    almaz.session.seen(true, NOW + 9 * MINUTE);
    expect(almaz.session.person).toBe('almaz');
    almaz.session.seen(false, NOW);
    almaz.session.seen(true, NOW + 11 * MINUTE);
    expect(almaz.session.person).toBe(null);
    await expect(almaz.count('e2018-01', 17)).rejects.toMatchObject({ code: 'locked' });
    expect(await almaz.rows()).toEqual([]);
  });

  test('a reload within ten minutes stays open, a later one does not', async () => {
    const hub = world('almaz');
    const almaz = await joined('almaz', hub);
    almaz.replica.close();
    const again = new Phone('almaz', hub);
    await again.replica.open();
    expect(again.session.person).toBe('almaz');
    await again.count('e2018-01', 17);
    again.replica.close();

    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11 * MINUTE });
    const later = new Phone('almaz', hub);
    await later.replica.open();
    expect(later.session.person).toBe(null);
    vi.useRealTimers();
  });
});

describe('joining', () => {
  test('on an address without keys says that it is not secure, and asks the hub nothing', async () => {
    const hub = world('almaz');
    const { subtle } = crypto;
    Object.defineProperty(crypto, 'subtle', { value: undefined, configurable: true });
    const almaz = new Phone('almaz', hub);
    await almaz.replica.open();
    expect(almaz.session.secure).toBe(false);
    const look = { person: 'almaz', name: 'almaz', place: {}, role: '' };
    await expect(almaz.session.join('almaz', '2580', look)).rejects.toMatchObject({ code: 'insecure' });
    Object.defineProperty(crypto, 'subtle', { value: subtle, configurable: true });
    expect(hub.devices).toEqual([]);
  });

  test('whose answer was lost can be tried again', async () => {
    const hub = world('almaz');
    const almaz = new Phone('almaz', hub);
    await almaz.replica.open();
    const look = { person: 'almaz', name: 'almaz', place: {}, role: '' };
    almaz.faults.push('answer lost');
    await expect(almaz.session.join('almaz', '2580', look)).rejects.toThrow(HubError);
    expect(almaz.session.person).toBe(null);
    await almaz.session.join('almaz', '2580', look);
    expect(hub.devices).toHaveLength(1);
    await almaz.count('e2018-01', 17);
    await almaz.exchange.now();
    expect(almaz.replica.counts).toMatchObject({ phone: 0, hub: 1 });
  });
});

describe('what a person may do', () => {
  test('follows from the grants of the hub, of the one who has unlocked', async () => {
    const hub = world('almaz');
    hub.people.hanna = grantOf('hanna', { [SHARED]: ['mentor'] });
    const phone = await joined('almaz', hub);
    const may = (
      verb: 'read' | 'write',
      type: 'observation' | 'measure' | 'place',
      channel: string,
      facility?: string,
    ) => phone.session.can(verb, type, channel, facility ? { facility } : undefined);
    expect(may('write', 'observation', TEAM)).toBe(true);
    expect(may('write', 'observation', SHARED, hub.people.almaz!.places[0])).toBe(true);
    expect(may('write', 'observation', SHARED, 'another facility')).toBe(false);
    expect(may('write', 'measure', SHARED)).toBe(false);
    expect(may('write', 'place', TEAM)).toBe(false);
    expect(may('read', 'observation', SHARED)).toBe(true);

    await phone.session.join('hanna', '1470', { person: 'hanna', name: 'hanna', place: {}, role: 'mentor' });
    expect(may('write', 'measure', SHARED)).toBe(true);
    expect(may('read', 'observation', TEAM)).toBe(false);
    expect(may('write', 'observation', TEAM)).toBe(false);
    phone.session.lock();
    expect(may('read', 'observation', SHARED)).toBe(false);
  });
});

describe('a phone that two people share', () => {
  const OTHER = 'team:01890000-0000-7000-8000-00000000000e';
  const HANNA = { person: 'hanna', name: 'hanna', place: {}, role: 'mentor' };

  /** Almaz has a draft in her team and a released count; Hanna, of another team, joins on the same phone. */
  const shared = async () => {
    const hub = world('almaz');
    hub.people.hanna = grantOf('hanna', { [OTHER]: ['member'], [SHARED]: ['mentor'] });
    const phone = await joined('almaz', hub);
    const [draft, released] = [await phone.count('e2018-01', 17, TEAM), await phone.count('e2018-02', 5)];
    await phone.exchange.now();
    await phone.session.join('hanna', '1470', HANNA);
    await phone.exchange.now();
    return { hub, phone, draft, released };
  };

  test('shows each of them their own teams, and what all share', async () => {
    const { phone, draft, released } = await shared();
    const seen = () => phone.replica.all('observation').map(({ fields }) => fields.numerator);
    expect([seen(), phone.shown(draft, TEAM), phone.shown(released)]).toEqual([[5], undefined, 5]);
    expect(phone.replica.get('observation', draft)).toBe(undefined);
    expect(phone.replica.all('observation', TEAM)).toEqual([]);
    const theirs = await phone.count('e2018-03', 8, OTHER);

    phone.session.lock();
    expect([seen(), phone.shown(released)]).toEqual([[], undefined]);
    await phone.session.unlock('almaz', '2580');
    expect(new Set(seen())).toEqual(new Set([17, 5]));
    expect(phone.shown(theirs, OTHER)).toBe(undefined);
    await phone.restart('hanna', '1470');
    expect([phone.shown(theirs, OTHER), phone.shown(draft, TEAM)]).toEqual([8, undefined]);
  });

  test('tells only its author of an entry that was set aside', async () => {
    const { hub, phone } = await shared();
    hub.judge = () => 'forbidden_write';
    await phone.count('e2018-03', 8);
    await phone.exchange.now();
    expect(phone.replica.attention).toHaveLength(1);
    await phone.session.unlock('almaz', '2580');
    expect(phone.replica.attention).toEqual([]);
    await phone.session.unlock('hanna', '1470');
    expect(phone.replica.attention).toHaveLength(1);
  });

  test('shows a steward the place begun on it a moment ago, and nobody else', async () => {
    const { hub, phone } = await shared();
    hub.people.mulu = grantOf('mulu', { [SHARED]: ['steward'] });
    await phone.session.join('mulu', '1110', { ...HANNA, person: 'mulu', name: 'mulu' });
    const channel = 'facility:01890000-0000-7000-8000-00000000000f';
    const record = await phone.replica.write({ type: 'person', channel, set: { name: 'Chaltu' } });
    expect(phone.replica.get('person', record)?.fields.name).toBe('Chaltu');
    await phone.session.unlock('almaz', '2580');
    expect(phone.replica.get('person', record)).toBe(undefined);
  });
});
