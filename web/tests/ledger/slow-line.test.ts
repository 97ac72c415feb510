/**
 * The phone on a 2G line: 40 kbit/s, 600 ms there and back, one packet in ten lost, seconds in which the mast is gone,
 * and cut about every 20 kB. The phone's own code, the real hub, and between them tests/faults/line.py.
 * In every run of the tests a quick one, in which a second lasts a twentieth; VITE_SOAK_LINES says how many times a
 * soak sends 2,000 entries in true time.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { uuid7 } from '../../src/ledger/ids';
import type { RecordTypes } from '../../src/ledger/schema';
import { waitAfter } from '../../src/ledger/pace';
import { ask, type Asked, type Send } from '../../src/ledger/wire';
import { startHub } from './hub-process.mjs';
import { startLine } from './line-process.mjs';
import { Phone, world } from './phones';

const SOAKS = Number(import.meta.env.VITE_SOAK_LINES ?? 0);
const MEDIAN_SECONDS = 75;
const FASTER = 20;
const DAY = '2026-01-01';

let hub: Awaited<ReturnType<typeof startHub>>;
let mulu: Phone;
let shared = '';
/** Each phone counts years of its own. */
let first = 1850;
const ids = { centre: uuid7(), almaz: uuid7(), team: uuid7(), measures: [uuid7(), uuid7()] };

/** Speaks to whatever address is meant: all phones of this file share one `location`. */
const through =
  (address: string): Send =>
  (path, what?: Asked) => {
    Object.assign(globalThis, { location: { href: address } });
    return ask(path, what);
  };

beforeAll(async () => {
  world();
  hub = await startHub();
  mulu = new Phone('mulu', through(hub.address));
  await mulu.replica.open();
  const founding = { name: 'Mulu Regassa', pin: '1111', collaborative: 'Safe births', woreda: 'Gara' };
  await mulu.session.setup({ code: hub.setupCode, ...founding });
  await mulu.exchange.now();
  shared = mulu.replica.all('collaborative')[0]!.channel;
  await settleIn();
}, 120_000);

afterAll(() => hub.stop());

/** A health centre, its midwife, her team and something to count. */
async function settleIn(): Promise<void> {
  const facility = `facility:${ids.centre}`;
  const write = <T extends keyof RecordTypes>(
    type: T,
    channel: string,
    record: string,
    set: RecordTypes[T],
  ) => mulu.replica.write({ type, channel, record, set });
  const parent = mulu.replica.all('place')[0]!.id;
  await write('place', shared, ids.centre, { name: { en: 'Haro' }, kind: 'health_centre', parent });
  await write('person', facility, ids.almaz, { name: 'almaz' });
  const role = { person: ids.almaz, role: 'midwife', place: ids.centre, since: DAY };
  await write('role_held', facility, uuid7(), role);
  await write('team', shared, ids.team, { name: { en: 'Haro team' }, place: ids.centre });
  const member = { team: ids.team, person: ids.almaz, part: 'member', since: DAY };
  await mulu.replica.write({ type: 'team_member', channel: facility, set: member });
  for (const measure of ids.measures) {
    await write('measure', shared, measure, {
      ...{ name: { en: 'Born' }, numerator: { en: 'Births' }, kind: 'process', direction: 'neither' },
      ...{ unit: 'count', period_kind: 'ethiopian_month', denominator_kind: 'none' },
    });
  }
  await mulu.exchange.now();
  expect(mulu.replica.attention).toEqual([]);
}

/** A phone of Almaz' that has so many entries to hand in. */
async function almazWith(entries: number, address: string): Promise<Phone> {
  const invitation = await mulu.session.invite(ids.almaz);
  const phone = new Phone(`almaz ${uuid7()}`, (path, what) => through(to)(path, what));
  let to = hub.address;
  await phone.replica.open();
  await phone.session.join(invitation.code, '2580', await phone.session.look(invitation.code));
  await phone.exchange.now();
  for (let i = 0; i < entries; i++) {
    const period = `e${first + Math.floor(i / 24)}-${String(1 + (Math.floor(i / 2) % 12)).padStart(2, '0')}`;
    const counted = { period, facility: ids.centre, numerator: (i * 7919) % 97 };
    const measure = ids.measures[i % 2]!;
    await phone.replica.write({ type: 'observation', channel: shared, set: { measure, ...counted } });
  }
  first += Math.ceil(entries / 24);
  to = address;
  return phone;
}

/** Exchange, wait as the app does when it was cut, and again, until all is at the hub. Seconds, and how often. */
async function handIn(phone: Phone, faster: number): Promise<{ seconds: number; tries: number }> {
  const began = performance.now();
  let failures = 0;
  let tries = 0;
  while (phone.replica.counts.phone || !tries) {
    const before = phone.replica.counts.phone;
    await phone.exchange.now();
    tries += 1;
    expect(['unreachable', 'cut', 'slow', null]).toContain(phone.exchange.state.lastError);
    expect(tries).toBeLessThan(200);
    failures = phone.replica.counts.phone < before ? 0 : failures + 1;
    if (phone.exchange.state.lastError)
      await new Promise((resolve) => setTimeout(resolve, waitAfter(failures) / faster));
  }
  return { seconds: (performance.now() - began) / 1000, tries };
}

/** What the phone calls handed in is at the hub, each once, and both say the same. */
async function isAllThere(phone: Phone, entries: number): Promise<void> {
  const before = mulu.replica.all('observation').length;
  await mulu.exchange.now();
  expect(mulu.exchange.state.lastError).toBe(null);
  expect(mulu.replica.all('observation').length - before).toBe(entries);
  expect(await mulu.digest(shared)).toBe(await phone.digest(shared));
}

describe('on a slow line', () => {
  test.each([
    [500, '0'],
    [500, '20000'],
  ])(
    '%i entries come to the hub, cut about every %s bytes',
    async (entries, cutEvery) => {
      const words = ['--faster', String(FASTER), '--cut-every', cutEvery, '--seed', '3'];
      const line = await startLine(hub.address, ...words);
      const phone = await almazWith(entries, line.address);
      await handIn(phone, FASTER);
      await isAllThere(phone, entries);
      await line.stop();
    },
    90_000,
  );

  // Minutes in true time: only `make soak` says how many.
  if (SOAKS)
    test(
      'a soak: 2,000 entries over a line that is cut about every 20 kB, in true time',
      async () => {
        const taken: number[] = [];
        for (let seed = 1; seed <= SOAKS; seed++) {
          const line = await startLine(hub.address, '--cut-every', '20000', '--seed', String(seed));
          const phone = await almazWith(2_000, line.address);
          const { seconds, tries } = await handIn(phone, 1);
          taken.push(seconds);
          await isAllThere(phone, 2_000);
          await line.stop();
          console.log(
            `slow lines: 2,000 entries in ${seconds.toFixed(1)} s, ${tries} tries (seed ${seed}); 0 lost`,
          );
        }
        taken.sort((a, b) => a - b);
        expect(taken[Math.floor(taken.length / 2)]).toBeLessThanOrEqual(MEDIAN_SECONDS);
      },
      SOAKS * 600_000 + 1,
    );
});
