/** When the phone itself has trouble: nothing is lost, and the person is told before anything is. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { asLedgerError, LedgerError } from '../../src/ledger/errors';
import { Pace, waitAfter } from '../../src/ledger/pace';
import { roomLeft } from '../../src/ledger/room';
import { joined, SHARED, world } from './phones';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const storage = (usage: number, quota: number) =>
  vi.stubGlobal('navigator', {
    storage: { estimate: async () => ({ usage, quota }), persisted: async () => false },
  });

describe('a full phone', () => {
  test('refuses to write before anything is lost, and takes it once there is room', async () => {
    const almaz = await joined('almaz', world('almaz'));
    const kept = await almaz.count('e2018-01', 17);
    const later = performance.now() + 60_000;
    vi.spyOn(performance, 'now').mockReturnValue(later);
    storage(99_500_000, 100_000_000);
    await expect(almaz.count('e2018-01', 18)).rejects.toMatchObject({ code: 'storage_full' });
    expect(almaz.shown(kept)).toBe(17);
    expect(almaz.replica.counts.phone).toBe(1);
    storage(50_000_000, 100_000_000);
    await almaz.count('e2018-01', 18);
    expect(almaz.shown(kept)).toBe(18);
  });

  test('is told at 80 %, while there is room to act', async () => {
    storage(79, 100);
    expect(await roomLeft()).toMatchObject({ nearlyFull: false, kept: false });
    storage(81, 100);
    expect(await roomLeft()).toMatchObject({ nearlyFull: true });
    storage(0, 0);
    expect(await roomLeft()).toBe(null);
  });

  test('whose browser refuses in the middle of a write keeps the record as it was', async () => {
    const almaz = await joined('almaz', world('almaz'));
    const kept = await almaz.count('e2018-01', 17);
    const before = await almaz.rows();
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(almaz.count('e2018-01', 18)).rejects.toMatchObject({ code: 'storage_full' });
    put.mockRestore();
    expect(await almaz.rows()).toEqual(before);
    expect(almaz.shown(kept)).toBe(17);
    await almaz.count('e2018-01', 19);
    await almaz.exchange.now();
    expect(almaz.replica.counts).toMatchObject({ phone: 0, hub: 2 });
  });

  test('in the middle of an answer takes nothing of it, says so, and goes on later', async () => {
    const hub = world('almaz', 'tolosa');
    const [almaz, tolosa] = [await joined('almaz', hub), await joined('tolosa', hub)];
    const record = await almaz.count('e2018-01', 17);
    await almaz.exchange.now();
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await tolosa.exchange.now();
    put.mockRestore();
    expect(tolosa.exchange.state).toMatchObject({ lastError: 'storage_full', running: false });
    expect(await tolosa.rows()).toEqual([]);
    await tolosa.exchange.now();
    expect(tolosa.shown(record)).toBe(17);
    expect(tolosa.exchange.state.lastError).toBe(null);
  });
});

describe('a write that can not be', () => {
  test('too much text is refused before it is stored', async () => {
    const almaz = await joined('almaz', world('almaz'));
    const set = { facility: 'f', day: '2026-01-01', text: 'x'.repeat(70_000) };
    await expect(almaz.replica.write({ type: 'event', channel: SHARED, set })).rejects.toMatchObject({
      code: 'too_large',
    });
    expect(almaz.replica.counts.phone).toBe(0);
  });

  test('a count of nothing is refused', async () => {
    const almaz = await joined('almaz', world('almaz'));
    const set = { numerator: 17 };
    await expect(almaz.replica.write({ type: 'observation', channel: SHARED, set })).rejects.toMatchObject({
      code: 'missing_key',
    });
  });

  test('a release of what is not there is refused', async () => {
    const almaz = await joined('almaz', world('almaz'));
    await expect(almaz.replica.release('cycle', 'x', SHARED, SHARED)).rejects.toThrow(LedgerError);
  });

  test('a storage the browser closed is told as such, other mistakes as what they are', () => {
    expect(asLedgerError(new DOMException('', 'InvalidStateError'))).toMatchObject({
      code: 'storage_broken',
    });
    expect(asLedgerError(new TypeError('ours'))).toBeInstanceOf(TypeError);
  });
});

describe('a hub that refuses', () => {
  test('a batch whole still lets the phone read, and the entries stay here', async () => {
    const hub = world('almaz', 'tolosa');
    const [almaz, tolosa] = [await joined('almaz', hub), await joined('tolosa', hub)];
    const record = await tolosa.count('e2018-01', 17);
    await tolosa.exchange.now();
    const mine = await almaz.count('e2018-02', 18);
    hub.devices[0]!.key = hub.devices[1]!.key;
    await almaz.exchange.now();
    expect(almaz.exchange.state.lastError).toBe('refused');
    expect(almaz.shown(record)).toBe(17);
    expect(almaz.replica.get('observation', mine)?.where).toBe('phone');
  });

  test('to go on gets no endless stream of the same question', async () => {
    const hub = world('almaz');
    const almaz = await joined('almaz', hub);
    const sync = hub.sync.bind(hub);
    hub.sync = async (device, asked) => ({ ...(await sync(device, asked)), more: true });
    hub.requests.length = 0;
    await almaz.exchange.now();
    expect(almaz.exchange.state.lastError).toBe('hub_trouble');
    expect(hub.requests.length).toBeLessThan(4);
  });
});

describe('the pace', () => {
  test('grows on a quick line, shrinks on a slow or broken one, and keeps between 10 and 1,000', () => {
    const pace = new Pace();
    for (let i = 0; i < 9; i++) pace.took(500, true);
    expect(pace.size).toBe(1000);
    pace.took(12_000, true);
    expect(pace.size).toBe(500);
    pace.took(500, false);
    expect(pace.size).toBe(500);
    for (let i = 0; i < 9; i++) pace.lost();
    expect(pace.size).toBe(10);
  });

  test('waits longer after each failure, at most about five minutes, and never all phones at once', () => {
    expect(waitAfter(1, 0.5)).toBe(5_000);
    expect(waitAfter(4, 0.5)).toBe(40_000);
    expect(waitAfter(99, 0.5)).toBe(300_000);
    expect([waitAfter(1, 0), waitAfter(1, 1)].map(Math.round)).toEqual([3_500, 6_500]);
  });
});
