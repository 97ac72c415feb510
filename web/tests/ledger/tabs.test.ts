/** Two tabs of one phone share its storage, its numbering and its memory. */
import { describe, expect, test } from 'vitest';
import { joined, Phone, SHARED, world } from './phones';

describe('two tabs of one phone', () => {
  test('share one storage and one numbering, and tell each other', async () => {
    const hub = world('almaz');
    const one = await joined('almaz', hub);
    const two = await new Phone('almaz', hub).restart();
    await Promise.all([
      ...[1, 2, 3, 4].map((n) => one.count(`e2018-0${n}`, n)),
      ...[5, 6, 7, 8].map((n) => two.count(`e2018-0${n}`, n)),
    ]);
    await until(
      () => one.replica.all('observation').length === 8 && two.replica.all('observation').length === 8,
    );
    expect(two.replica.counts.phone).toBe(8);
    await one.exchange.now();
    expect(hub.accepted(SHARED).map((entry) => entry.n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    await until(() => two.replica.counts.phone === 0);
    expect(two.replica.all('observation').every(({ where }) => where === 'hub')).toBe(true);
  });
});

describe('whatever happens at the same time', () => {
  test('in two tabs and the exchange, every memory says what the storage says', async () => {
    const hub = world('almaz', 'tolosa');
    const one = await joined('almaz', hub);
    const two = await new Phone('almaz', hub).restart();
    const tolosa = await joined('tolosa', hub);
    for (let i = 0; i < 12; i++) await tolosa.count(`e2018-${10 + (i % 3)}`, 100 + i);
    await tolosa.exchange.now();
    const all: Promise<unknown>[] = [];
    for (let i = 0; i < 30; i++) {
      all.push((i % 2 ? one : two).count(`e2018-${10 + (i % 4)}`, i));
      if (i % 7 === 0) all.push(one.exchange.now(), tolosa.count('e2018-10', 200 + i), tolosa.exchange.now());
      if (i % 5 === 0) await new Promise((resolve) => setTimeout(resolve, i));
    }
    await Promise.all(all);
    await one.exchange.now();
    const stored = (await one.rows()).map(({ record, fields }) => [record, fields]);
    const said = (phone: Phone) =>
      phone.replica
        .all('observation')
        .map(({ id, fields }) => [id, fields])
        .sort();
    await until(() => JSON.stringify(said(two)) === JSON.stringify([...stored].sort()));
    expect(said(one)).toEqual([...stored].sort());
    await until(() => two.replica.counts.phone === 0);
    expect(one.replica.counts).toMatchObject({ phone: 0, carried: 0, way: 0, attention: 0 });
  });

  test('a person who joins in one tab is known in the other', async () => {
    const hub = world('almaz', 'tolosa');
    const one = await joined('almaz', hub);
    const two = await new Phone('almaz', hub).restart();
    await one.session.join('tolosa', '1470', { person: 'tolosa', name: 'tolosa', place: {}, role: '' });
    await until(() => two.session.people.length === 2);
  });
});

async function until(isTrue: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !isTrue(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(isTrue()).toBe(true);
}
