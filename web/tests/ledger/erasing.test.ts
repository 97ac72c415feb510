/** Tolosa asks by law to be forgotten: what names him goes from every phone, and everything still agrees. */
import { expect, test } from 'vitest';
import { encode, decode, type Columns } from '../../src/ledger/columns';
import type { Entry } from '../../src/ledger/entry';
import { withoutContent } from '../../src/ledger/erase';
import { entryHash } from '../../src/ledger/hash';
import { hex } from '../../src/ledger/sha1';
import { keyOf, type Hub } from './hub';
import { joined, SHARED, world, type Phone } from './phones';
import { everythingIn } from './raw';

const TOLOSA = '01890000-0000-7000-8000-0000000000b2';
const NAME = 'Tolosa Gemechu';

const named = (phone: Phone, name: string): Promise<string> =>
  phone.replica.write({ type: 'person', record: TOLOSA, channel: SHARED, set: { name } });

/** What the hub does when the law asks: its own entry says so, and the content of all others is gone. */
function erase(hub: Hub): void {
  const entry: Entry = {
    ...{ device: 'ffffffffffffffff', channel: SHARED, n: 1, stamp: 900, author: 'steward', at: 0 },
    ...{ type: 'erasure', record: '01890000-0000-7000-8000-0000000000e1' },
    ...{ set: { of_type: 'person', of_record: TOLOSA }, base: {} },
  };
  hub.kept.push({ entry, seq: hub.accepted(SHARED).length + 1, reason: '', told: true });
  for (const one of hub.kept) if (one.entry.record === TOLOSA) one.entry = withoutContent(one.entry);
}

/** Everything that stands in a phone's storage, opened: packs in which something may be left over too. */
async function stored({ replica }: Phone): Promise<string> {
  return JSON.stringify(await everythingIn(replica.db));
}

test('a name goes from the phones that wrote, read or later join, and their digests stay equal', async () => {
  const hub = world('almaz', 'hanna', 'chaltu');
  const [almaz, hanna] = [await joined('almaz', hub), await joined('hanna', hub)];
  await named(almaz, NAME);
  await almaz.count('e2018-01', 17);
  await almaz.exchange.now();
  await hanna.exchange.now();
  expect(await stored(hanna)).toContain(NAME);
  erase(hub);
  const chaltu = await joined('chaltu', hub);
  for (const phone of [almaz, hanna, chaltu]) {
    await phone.exchange.now();
    expect(await stored(phone)).not.toContain(NAME);
    expect(phone.replica.get('person', TOLOSA)?.fields.name).toBeUndefined();
    expect(await phone.digest(SHARED)).toBe(hub.digest(SHARED));
  }
  expect(almaz.replica.counts).toMatchObject({ phone: 0, hub: 2 });
  // Also after the app was closed and opened again.
  await hanna.restart();
  expect(hanna.replica.get('person', TOLOSA)?.fields.name).toBeUndefined();
});

test('an entry that waited on the phone is handed in by its hash, and nothing is written about it any more', async () => {
  const hub = world('almaz', 'hanna');
  const [almaz, hanna] = [await joined('almaz', hub), await joined('hanna', hub)];
  await named(hanna, NAME);
  await hanna.exchange.now();
  erase(hub);
  // Almaz has read the erasure; what she wrote before waits, and the line was cut before it went up.
  await named(almaz, `${NAME} at the delivery room`);
  almaz.faults.push('answer lost');
  await almaz.exchange.now();
  await almaz.exchange.now();
  expect(await stored(almaz)).not.toContain(NAME);
  await expect(named(almaz, NAME)).rejects.toMatchObject({ code: 'erased' });
  expect(await almaz.digest(SHARED)).toBe(hub.digest(SHARED));
});

test('an erased entry travels as its hash alone', () => {
  const entry: Entry = {
    ...{ device: 'aaaaaaaaaaaaaaaa', channel: SHARED, n: 1, stamp: 5, author: 'almaz', at: 7 },
    ...{ type: 'person', record: TOLOSA, set: { name: NAME }, base: {} },
  };
  const erased = withoutContent(entry);
  expect(hex(entryHash(erased))).toBe(hex(entryHash(entry)));
  const columns = JSON.parse(JSON.stringify(encode([erased], keyOf))) as Columns;
  expect(columns.erased).toEqual([[0, hex(entryHash(entry))]]);
  expect(decode(columns, keyOf)).toEqual([erased]);
  expect(() => decode({ ...columns, erased: [[1, 'ab']] } as Columns, keyOf)).toThrow();
  expect(() => decode({ ...encode([entry], keyOf), erased: columns.erased } as Columns, keyOf)).toThrow();
});
