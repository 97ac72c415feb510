/** A browser that clears its storage by itself: noticed at the next start, and told with figures. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { IDBFactory } from 'fake-indexeddb';
import { percentUsed } from '../../src/status/percent-used';
import { joined, Phone, world } from './phones';

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  });
});
afterEach(() => void vi.unstubAllGlobals());

const cleared = (): void => void (globalThis.indexedDB = new IDBFactory());

describe('a storage that the browser cleared', () => {
  test('is told with what had not been sent, and the hub says what it has', async () => {
    const hub = world('almaz');
    const almaz = await joined('almaz', hub);
    await almaz.count('e2018-01', 17);
    await almaz.exchange.now();
    await almaz.count('e2018-02', 18);
    await almaz.count('e2018-03', 19);
    const device = hub.devices[0]!.id;
    almaz.replica.close();
    cleared();

    const again = new Phone('almaz', hub);
    await again.replica.open();
    expect(again.replica.vanished).toMatchObject({ device, unsent: 2 });
    await again.session.join('almaz', '2580', { person: 'almaz', name: 'almaz', place: {}, role: '' });
    expect(again.session.former).toMatchObject({ unsent: 2, atHub: 1 });
    expect(again.replica.vanished).toBe(null);
    await again.exchange.now();
    expect(await again.rows()).toHaveLength(1);
    again.replica.close();
  });

  test('goes on being told at every start until somebody has joined', async () => {
    const almaz = await joined('almaz', world('almaz'));
    await almaz.count('e2018-01', 17);
    almaz.replica.close();
    cleared();
    for (let start = 0; start < 2; start++) {
      const again = new Phone('almaz', almaz.to);
      await again.replica.open();
      expect(again.replica.vanished).toMatchObject({ unsent: 1 });
      again.replica.close();
    }
  });

  test('is not suspected on a phone that nobody has joined, nor on one that became another device', async () => {
    const hub = world('almaz');
    const fresh = new Phone('almaz', hub);
    await fresh.replica.open();
    fresh.replica.close();
    cleared();
    const almaz = await joined('almaz', hub);
    expect(almaz.session.former).toBe(null);
    hub.devices = [];
    await almaz.session.join('almaz', '2580', { person: 'almaz', name: 'almaz', place: {}, role: '' });
    await almaz.restart();
    expect(almaz.replica.vanished).toBe(null);
  });
});

test('how full a phone is never reads 100 % while something fits', () => {
  expect(percentUsed({ used: 999, quota: 1000 })).toBe(99);
  expect(percentUsed({ used: 1000, quota: 1000 })).toBe(100);
  expect(percentUsed({ used: 81, quota: 100 })).toBe(81);
});
