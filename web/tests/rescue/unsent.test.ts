/** The rescue page reads the storage without the app, changes nothing, and signs what it found. */
import { IDBFactory } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { textBytes } from '../../src/ledger/sha1';
import { rescueFile, unsent } from '../../src/rescue/unsent';
import { base64 } from '../ledger/hub';
import { joined, SHARED, TEAM, world } from '../ledger/phones';

test('what is not at the hub is found, and only that', async () => {
  const hub = world('almaz');
  const almaz = await joined('almaz', hub);
  hub.judge = (entry) => (entry.set.period === 'e2018-02' ? 'impossible' : '');
  await almaz.count('e2018-01', 17);
  await almaz.count('e2018-02', 1800);
  await almaz.exchange.now();
  await almaz.count('e2018-03', 19);
  await almaz.count('e2018-03', 20, TEAM);
  const before = await almaz.rows();
  const found = (await unsent('almaz'))!;
  // What the hub set aside is kept there too, but waits for its author all the same.
  expect(found.entries.map(({ channel, n }) => [channel, n])).toEqual([
    [SHARED, 2],
    [SHARED, 3],
    [TEAM, 1],
  ]);
  expect(found.device).toBe(hub.devices[0]!.id);
  expect(await almaz.rows()).toEqual(before);
  expect(almaz.replica.counts).toMatchObject({ phone: 2, attention: 1 });
});

test('the file is signed by the device', async () => {
  const hub = world('almaz');
  const almaz = await joined('almaz', hub);
  await almaz.count('e2018-01', 17);
  const { payload, signature } = JSON.parse(await rescueFile((await unsent('almaz'))!)) as {
    payload: string;
    signature: string;
  };
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await crypto.subtle.importKey('raw', base64(hub.devices[0]!.key), curve, true, ['verify']);
  const signed = textBytes(`debo-rescue-1\n${payload}`);
  const how = { name: 'ECDSA', hash: 'SHA-256' };
  expect(await crypto.subtle.verify(how, key, base64(signature), signed)).toBe(true);
  expect((JSON.parse(payload) as { entries: unknown[] }).entries).toHaveLength(1);
});

test('on a phone without a storage nothing is found and none is made', async () => {
  globalThis.indexedDB = new IDBFactory();
  expect(await unsent('debo')).toBe(null);
  expect(await indexedDB.databases()).toEqual([]);
});
