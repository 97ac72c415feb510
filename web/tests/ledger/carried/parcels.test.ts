/** Files of others: kept unopened, none that is no carried file, none that no hub would take, none that fills the phone. */
import { afterEach, expect, test, vi } from 'vitest';
import vectors from '../../../../vectors/carried.json';
import { unhex } from '../../../src/ledger/carried/layout';
import { MOST_BYTES, Parcels } from '../../../src/ledger/carried/parcels';
import { openStore } from '../../../src/ledger/store';
import 'fake-indexeddb/auto';

async function parcels(): Promise<Parcels> {
  const name = `parcels-${Math.random()}`;
  return new Parcels(await openStore(name, () => undefined), name);
}

/** A carried file that was made elsewhere. */
const carried = (): Blob => new Blob([unhex(vectors.heads[0]!.file)]);

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('a carried file is kept once, whatever it is called', async () => {
  const here = await parcels();
  expect(await here.keep(carried(), 'a.debo')).toBe('kept');
  expect(await here.keep(carried(), 'a.debo.txt')).toBe('kept');
  expect((await here.all()).map(({ name }) => name)).toEqual(['a.debo.txt']);
});

test('what is no carried file is not kept', async () => {
  const here = await parcels();
  expect(await here.keep(new Blob(['MZ a program']), 'setup.exe')).toBe('not_carried');
  expect(await here.all()).toEqual([]);
});

test('what is larger than a hub takes in one piece is not kept, for it could never be passed on', async () => {
  const here = await parcels();
  const file = new Blob([carried(), new Uint8Array(MOST_BYTES)]);
  expect(await here.keep(file, 'large.debo')).toBe('too_large');
  expect(await here.all()).toEqual([]);
});

test('a phone without room refuses before it writes', async () => {
  const here = await parcels();
  const file = new Blob([carried(), new Uint8Array(3_000_000)]);
  vi.stubGlobal('navigator', {
    storage: { estimate: async () => ({ usage: 7_000_000, quota: 10_000_000 }) },
  });
  vi.spyOn(performance, 'now').mockReturnValue(1e9);
  await expect(here.keep(file, 'a.debo')).rejects.toMatchObject({ code: 'storage_full' });
  expect(await here.all()).toEqual([]);
});
