import { describe, expect, test } from 'vitest';
import { watch } from './watch.svelte';
import { joined, SHARED, TEAM, world } from './phones';

describe('a screen', () => {
  test('hears of a write, of its way to the hub, and of what others wrote', async () => {
    const hub = world('almaz', 'tolosa');
    const [almaz, tolosa] = [await joined('almaz', hub), await joined('tolosa', hub)];
    const { seen, stop } = watch(() => almaz.replica.all('observation', SHARED).map((one) => one.where));
    await almaz.count('e2018-01', 17);
    await drawn();
    await almaz.exchange.now();
    await drawn();
    await tolosa.count('e2018-02', 18);
    for (const phone of [tolosa, almaz]) await phone.exchange.now();
    await drawn();
    stop();
    expect(seen[0]).toEqual([]);
    expect(seen[1]).toEqual(['phone']);
    expect(seen).toContainEqual(['hub']);
    expect(seen[seen.length - 1]).toEqual(['hub', 'hub']);
  });

  test('is not disturbed by records of another type', async () => {
    const almaz = await joined('almaz', world('almaz'));
    const { seen, stop } = watch(() => almaz.replica.all('cycle').length);
    await almaz.count('e2018-01', 17);
    await drawn();
    await almaz.replica.write({ type: 'cycle', channel: TEAM, set: { question: 'Does it help?' } });
    await drawn();
    stop();
    expect(seen).toEqual([0, 1]);
  });

  test('gets the same list until something changes, and a new record when it does', async () => {
    const almaz = await joined('almaz', world('almaz'));
    const record = await almaz.count('e2018-01', 17);
    expect(almaz.replica.all('observation')).toBe(almaz.replica.all('observation'));
    const before = almaz.replica.get('observation', record);
    await almaz.count('e2018-01', 18);
    expect(almaz.replica.get('observation', record)).not.toBe(before);
    expect(before?.fields.numerator).toBe(17);
  });

  test('sees counts, the session and the exchange move', async () => {
    const almaz = await joined('almaz', world('almaz'));
    const { seen, stop } = watch(() => [
      almaz.session.person,
      almaz.replica.counts.phone,
      almaz.exchange.state.lastError,
    ]);
    await almaz.count('e2018-01', 17);
    await drawn();
    almaz.faults.push('request lost');
    await almaz.exchange.now();
    await drawn();
    almaz.session.lock();
    await drawn();
    stop();
    expect(seen[0]).toEqual(['almaz', 0, null]);
    expect(seen).toContainEqual(['almaz', 1, null]);
    expect(seen[seen.length - 1]).toEqual([null, 1, 'unreachable']);
  });
});

/** Svelte draws what changed in a microtask. */
const drawn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
