/** What the hub set aside, mended by its author; and what a newer version wrote, kept through every edit. */
import { describe, expect, test } from 'vitest';
import { newerFields, newerRecords } from '../../src/status/newer';
import { joined, SHARED, TEAM, world } from './phones';

const CYCLE = {
  question: 'Pens?',
  starts: '2026-10-02',
  ends: '2026-10-01',
  happened: 'It went well',
};

/** A cycle can't end before it begins; what it says before that is nobody's fault. */
function judge({ set }: { set: Record<string, unknown> }): string {
  return set.starts && set.ends && String(set.ends) < String(set.starts) ? 'impossible' : '';
}

describe('an entry that the hub set aside', () => {
  test('comes whole to the hub when one value of it is mended', async () => {
    const hub = world('almaz', 'tolosa');
    hub.judge = judge;
    const [almaz, tolosa] = [await joined('almaz', hub), await joined('tolosa', hub)];
    const record = await almaz.replica.write({ type: 'cycle', channel: TEAM, set: CYCLE });
    await almaz.exchange.now();
    expect(almaz.replica.attention).toMatchObject([{ reason: 'impossible', waits: false }]);
    await almaz.replica.write({ type: 'cycle', channel: TEAM, record, set: { ends: '2026-10-09' } });
    expect(almaz.replica.attention).toEqual([]);
    for (const phone of [almaz, tolosa]) await phone.exchange.now();
    expect(tolosa.replica.get('cycle', record)?.fields).toEqual({ ...CYCLE, ends: '2026-10-09' });
    expect(almaz.replica.get('cycle', record)?.where).toBe('hub');
  });

  test('is not said again in another person’s name', async () => {
    const hub = world('almaz', 'tolosa');
    hub.judge = judge;
    const almaz = await joined('almaz', hub);
    const record = await almaz.replica.write({ type: 'cycle', channel: TEAM, set: CYCLE });
    await almaz.exchange.now();
    await almaz.session.join('tolosa', '1470', { person: 'tolosa', name: 'tolosa', place: {}, role: 'hew' });
    await almaz.replica.write({ type: 'cycle', channel: TEAM, record, set: { ends: '2026-10-09' } });
    await almaz.exchange.now();
    expect(hub.accepted(TEAM).map(({ author, set }) => [author, set])).toEqual([
      ['tolosa', { ends: '2026-10-09' }],
    ]);
    almaz.session.lock();
    await almaz.unlock('almaz');
    expect(almaz.replica.attention).toHaveLength(1);
  });

  test('of which its author has told somebody asks no more, waits, and is taken when it fits', async () => {
    const hub = world('almaz');
    hub.judge = () => 'forbidden_write';
    const almaz = await joined('almaz', hub);
    const record = await almaz.count('e2018-01', 17);
    await almaz.exchange.now();
    await almaz.replica.heed(almaz.replica.attention[0]!);
    expect(almaz.replica.attention).toMatchObject([{ waits: true }]);
    expect(almaz.replica.get('observation', record)?.where).toBe('waits');
    await almaz.exchange.now();
    await almaz.restart();
    expect(almaz.replica.attention).toMatchObject([{ waits: true }]);
    hub.judge = () => '';
    hub.retry();
    await almaz.exchange.now();
    expect(almaz.replica.attention).toEqual([]);
    expect(almaz.replica.get('observation', record)?.where).toBe('hub');
  });

  test('because the hub is older waits by itself, and is not written again by an edit', async () => {
    const hub = world('almaz');
    hub.judge = () => 'unknown_type';
    const almaz = await joined('almaz', hub);
    const record = await almaz.replica.write({ type: 'cycle', channel: TEAM, set: CYCLE });
    await almaz.exchange.now();
    expect(almaz.replica.attention).toMatchObject([{ reason: 'unknown_type', waits: true }]);
    expect(almaz.replica.get('cycle', record)?.where).toBe('waits');
    await almaz.replica.write({ type: 'cycle', channel: TEAM, record, set: { ends: '2026-10-09' } });
    await almaz.exchange.now();
    expect(hub.kept.map(({ entry }) => entry.set)).toEqual([CYCLE, { ends: '2026-10-09' }]);
    hub.judge = () => '';
    hub.retry();
    await almaz.exchange.now();
    expect(almaz.replica.attention).toEqual([]);
    expect(almaz.replica.get('cycle', record)?.where).toBe('hub');
  });
});

describe('what a newer version wrote', () => {
  const newer = { weather: 'rain', mood: null };

  test('is kept when the record is edited here, shown wider, and said by nobody else', async () => {
    const hub = world('almaz', 'tolosa');
    const [almaz, tolosa] = [await joined('almaz', hub), await joined('tolosa', hub)];
    const set = { question: 'Pens?', ...newer } as object;
    const record = await tolosa.replica.write({ type: 'cycle', channel: TEAM, set });
    for (const phone of [tolosa, almaz]) await phone.exchange.now();
    expect(newerFields(almaz.replica.get('cycle', record)!)).toEqual(['weather']);
    await almaz.replica.write({ type: 'cycle', channel: TEAM, record, set: { question: 'Cards?' } });
    expect(await almaz.rows()).toMatchObject([{ fields: { question: 'Cards?', weather: 'rain' } }]);
    await almaz.exchange.now();
    expect(hub.accepted(TEAM)[1]!.set).toEqual({ question: 'Cards?' });
    await almaz.replica.release('cycle', record, TEAM, SHARED);
    await almaz.exchange.now();
    expect(hub.accepted(SHARED)[0]!.set).toMatchObject({ question: 'Cards?', weather: 'rain' });
  });

  test('of a kind nobody knows here is counted, and says who wrote it', async () => {
    const hub = world('almaz', 'tolosa');
    const [almaz, tolosa] = [await joined('almaz', hub), await joined('tolosa', hub)];
    await tolosa.replica.write({ type: 'cycle', channel: TEAM, set: { question: 'Pens?' } });
    await tolosa.exchange.now();
    // What an app of next year wrote, as it arrives here.
    for (const one of hub.kept) one.entry = { ...one.entry, type: 'teach_back', set: { skill: 'Ambu bag' } };
    await almaz.exchange.now();
    const [found] = newerRecords(almaz.replica);
    expect(found).toMatchObject({ type: 'teach_back', fields: { skill: 'Ambu bag' } });
    const writers = await almaz.replica.writersOf(TEAM, Object.values(found!.stamps));
    expect(Object.values(writers).map(({ author }) => author)).toEqual(['tolosa']);
    await almaz.restart();
    expect(newerRecords(almaz.replica)).toHaveLength(1);
  });
});
