/** Two phones that have written some months, and what a phone's records say. */
import type { Json } from '../../src/ledger/entry';
import { cellsOf, headsOf } from '../../src/ledger/merge';
import { recordsIn } from '../../src/ledger/sealed/rows';
import type { Database } from '../../src/ledger/store';
import type { Hub } from './hub';
import { joined, SHARED, world, type Phone } from './phones';

/** What the phone's records say, head by head. */
export async function headsOn(db: Database, channel = SHARED): Promise<Record<string, Record<string, Json>>> {
  const heads: Record<string, Record<string, Json>> = {};
  for (const row of await recordsIn(db, channel))
    for (const [field, cell] of Object.entries(cellsOf(row)))
      heads[`${row.type} ${row.record} ${field}`] = headsOf(cell, row.fields[field]);
  return Object.fromEntries(Object.entries(heads).filter(([, one]) => Object.keys(one).length));
}

/** Two phones that wrote for a while; a third that has not joined yet. */
export async function written(perPiece = 1, months = 4): Promise<{ hub: Hub; first: Phone; second: Phone }> {
  const hub = world('almaz', 'tolosa', 'hanna');
  const first = await joined('almaz', hub);
  const second = await joined('tolosa', hub);
  for (let i = 1; i <= months; i++) {
    const record = await first.count(`e2018-0${i}`, i);
    await first.replica.write({ type: 'observation', channel: SHARED, record, set: { note: `month ${i}` } });
  }
  await first.exchange.now();
  await second.exchange.now();
  // One knowingly, one apart: the first month has two heads.
  await second.count('e2018-02', 20);
  await second.count('e2018-01', 10);
  await first.count('e2018-01', 11);
  for (const phone of [first, second, first]) await phone.exchange.now();
  hub.perPiece = perPiece;
  return { hub, first, second };
}
