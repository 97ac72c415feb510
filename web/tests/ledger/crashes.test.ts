/**
 * The power goes at every write of the phone: before each change to its storage in turn, and right after each commit.
 * What a dying browser had not committed is gone, what it had is there. The phone is then opened again and goes on.
 * A few in every run of the tests; VITE_SOAK_CRASHES says how many stories there are in a soak.
 */
import { afterEach, describe, expect, test } from 'vitest';
import type { Fault } from './line';
import { Power } from './power';
import { joined, SHARED, TEAM, world, type Phone } from './phones';

const STORIES = Number(import.meta.env.VITE_SOAK_CRASHES ?? 1);

/** The same numbers for the same seed (mulberry32). */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

let power: Power | undefined;
afterEach(() => power?.back());

describe('a phone whose power goes', () => {
  test(`before any of its writes loses nothing that was safe (${STORIES} stories)`, async () => {
    let crashes = 0;
    for (let seed = 1; seed <= STORIES; seed++) crashes += await everywhere(seed);
    expect(crashes).toBeGreaterThan(20 * STORIES);
    console.info(`${crashes} power cuts of a phone in ${STORIES} stories, nothing lost`);
  }, 3_600_000);
});

/** One story, told again with the power going one write later each time, until it comes to its end. */
async function everywhere(seed: number): Promise<number> {
  for (let at = 0; ; at++) {
    const hasGone = await tell(seed, at).catch((error: unknown) => {
      throw new Error(`seed ${seed}, write ${at}`, { cause: error });
    });
    if (!hasGone) return at;
  }
}

async function tell(seed: number, at: number): Promise<boolean> {
  const chance = chanceOf(seed);
  const hub = world('almaz', 'tolosa');
  hub.mostEntries = 2;
  const [almaz, tolosa] = [await joined('almaz', hub), await joined('tolosa', hub)];
  for (const period of ['e2018-01', 'e2018-02', 'e2018-03']) await tolosa.count(period, 1);
  await tolosa.exchange.now();
  const safe = new Map<string, number>();
  power = new Power(at);
  const lived = live(almaz, chance, safe).catch((error: unknown) => {
    if (!power!.gone) throw error;
  });
  await Promise.race([lived, power.went]);
  const hasGone = power.gone;
  almaz.faults.length = 0;
  power.back();
  await almaz.restart();
  for (const [key, value] of safe) {
    const [period, channel] = key.split(' ') as [string, string];
    const found = almaz.replica.all('observation', channel).find(({ fields }) => fields.period === period);
    expect([value, null]).toContain(found?.fields.numerator ?? null);
    expect(found).toBeDefined();
  }
  for (const phone of [almaz, tolosa, almaz]) await phone.exchange.now();
  expect(almaz.exchange.state.lastError).toBe(null);
  expect(await almaz.rows()).toEqual(await tolosa.rows());
  for (const channel of [SHARED, TEAM]) {
    const mine = (await almaz.replica.db.getAll('own')).filter((entry) => entry.channel === channel);
    expect(mine.map(({ n }) => n)).toEqual(mine.map((_, i) => i + 1));
    expect((await almaz.digest(channel)) ?? hub.digest(channel)).toBe(hub.digest(channel));
  }
  expect(almaz.replica.counts).toMatchObject({ phone: 0, way: 0, attention: 0 });
  for (const phone of [almaz, tolosa]) phone.replica.close();
  return hasGone;
}

/** What is written here is in `safe` once the app has said that it is. */
async function live(phone: Phone, chance: () => number, safe: Map<string, number>): Promise<void> {
  const faults: Fault[] = ['none', 'answer lost', 'request lost', 'answer cut', 'sent twice'];
  for (let step = 0; step < 3; step++) {
    for (let i = 0; i < 2; i++) {
      const [period, channel] = [`e2017-0${1 + Math.floor(chance() * 9)}`, chance() < 0.5 ? SHARED : TEAM];
      const value = Math.floor(chance() * 90);
      await phone.count(period, value, channel);
      safe.set(`${period} ${channel}`, value);
    }
    phone.faults.push(faults[Math.floor(chance() * faults.length)]!);
    // Once with the fault, once without.
    for (let i = 0; i < 2; i++) await phone.exchange.now();
    if (power!.gone) return;
  }
}
