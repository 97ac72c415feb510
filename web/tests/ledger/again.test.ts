/** When the phone asks again after its line was cut: soon when something had come through, later and later if not. */
import { afterEach, expect, test, vi } from 'vitest';
import { waitAfter } from '../../src/ledger/pace';
import { joined, world } from './phones';

afterEach(() => vi.restoreAllMocks());

test('a line that carried something is used again after about a second, a dead one ever more seldom', async () => {
  const hub = world('almaz', 'tolosa');
  hub.mostEntries = 1;
  const [almaz, tolosa] = [await joined('almaz', hub), await joined('tolosa', hub)];
  for (const period of ['e2018-01', 'e2018-02', 'e2018-03']) await tolosa.count(period, 1);
  await tolosa.exchange.now();
  await almaz.exchange.start();
  await almaz.exchange.now();

  const waits: number[] = [];
  const asked = async (...faults: ('none' | 'answer lost')[]): Promise<void> => {
    almaz.faults.push(...faults);
    const timers = vi.spyOn(globalThis, 'setTimeout');
    await almaz.exchange.now();
    waits.push(Number(timers.mock.calls.at(-1)?.[1]));
    timers.mockRestore();
  };
  await asked('answer lost');
  await asked('answer lost');
  await tolosa.count('e2018-04', 1);
  await tolosa.count('e2018-05', 1);
  await tolosa.exchange.now();
  await asked('none', 'answer lost');
  await asked('answer lost');
  almaz.exchange.stop();

  const [first, second, afterProgress, next] = waits as [number, number, number, number];
  expect(first).toBeGreaterThan(3_000);
  expect(second).toBeGreaterThan(6_500);
  expect(afterProgress).toBeLessThan(1_500);
  // The hill begins anew: what failed before the line carried something no longer counts.
  expect(next).toBeLessThan(7_000);
  expect(next).toBeGreaterThan(3_000);
  expect(waitAfter(0, 0.5)).toBe(1_000);
});
