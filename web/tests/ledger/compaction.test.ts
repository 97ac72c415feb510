/** A phone lets go of history that nobody there needs any more. */
import { describe, expect, test } from 'vitest';
import { compact, KEPT_DAYS } from '../../src/ledger/compaction';
import { historyIn } from '../../src/ledger/sealed/rows';
import { SHARED } from './phones';
import { headsIn } from './standing';
import { headsOn, written } from './written';

describe('letting go of what is old', () => {
  test('keeps records, digests, own entries and what is disputed', async () => {
    const { hub, first, second } = await written(0);
    const { db } = second.replica;
    const before = {
      rows: await second.rows(),
      digest: await second.digest(SHARED),
      own: await db.getAll('own'),
    };
    const years = Date.now() + 3 * 365 * 86_400_000;
    expect(await compact(db, years)).toBeGreaterThan(5);
    expect(await compact(db, years + 1)).toBe(0);
    expect(await second.rows()).toEqual(before.rows);
    expect(await db.getAll('own')).toEqual(before.own);
    const left = await historyIn(db, SHARED);
    expect(left.map(({ set }) => set.numerator)).toEqual([11]);
    // A hub that comes back from an old backup is healed by what is own, and both sides end alike.
    hub.backup()();
    hub.kept = hub.kept.filter(({ entry }) => entry.author !== 'tolosa');
    for (let round = 0; round < 4; round++) for (const phone of [first, second]) await phone.exchange.now();
    expect(await second.digest(SHARED)).toBe(hub.digest(SHARED));
    expect(await headsOn(db)).toEqual(headsIn(hub.accepted(SHARED)));
  });

  test('lets nothing go that is younger, and nothing before the first contact', async () => {
    const { second } = await written(0);
    const { db } = second.replica;
    const soon = Date.now() + (KEPT_DAYS - 1) * 86_400_000;
    expect(await compact(db, soon)).toBe(0);
    await db.delete('meta', 'offset');
    await db.delete('meta', 'compacted');
    expect(await compact(db, Date.now() + 3 * 365 * 86_400_000)).toBe(0);
  });
});
