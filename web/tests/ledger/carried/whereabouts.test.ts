/** Carried is a place of its own: never before a person said so, never after the hub did, never at the hub's word's cost. */
import { expect, test } from 'vitest';
import { emptyChannel, type ChannelRow, type Handed, type OwnRow } from '../../../src/ledger/store';
import { Whereabouts } from '../../../src/ledger/whereabouts';

const CHANNEL = 'team:1';
const own = (n: number, record = `r${n}`): OwnRow =>
  ({ channel: CHANNEL, n, type: 'observation', record, set: {}, base: {} }) as unknown as OwnRow;
const channel = (acked: number): ChannelRow => ({ ...emptyChannel(CHANNEL), n: 3, acked });
const handed = (to: number, lost = false): Handed => ({
  ...{ code: '7K2M-Q9TD', device: 'a1', by: 'Hanna', at: 0, lost },
  lines: [{ channel: CHANNEL, from: 1, to, digest: '' }],
});

function three(): Whereabouts {
  const where = new Whereabouts();
  where.load([channel(0)], [own(1), own(2), own(3)], []);
  return where;
}

test('what was handed over is carried, and what was written since is on this phone', () => {
  const where = three();
  expect(where.counts).toMatchObject({ phone: 3, carried: 0, hub: 0 });
  expect(where.carry([handed(2)])).toEqual([`${CHANNEL}|observation|r1`, `${CHANNEL}|observation|r2`]);
  expect(where.counts).toMatchObject({ phone: 1, carried: 2, way: 0, hub: 0 });
  expect(where.of(`${CHANNEL}|observation|r1`)).toBe('carried');
});

test('only the hub’s own word makes it "at the hub"', () => {
  const where = three();
  where.carry([handed(3)]);
  where.follow([channel(1)]);
  expect(where.counts).toMatchObject({ phone: 0, carried: 2, hub: 1 });
  where.follow([channel(3)]);
  expect(where.counts).toMatchObject({ phone: 0, carried: 0, hub: 3 });
});

test('a file that got lost puts its entries back on this phone', () => {
  const where = three();
  where.carry([handed(3)]);
  where.carry([handed(3, true)]);
  expect(where.counts).toMatchObject({ phone: 3, carried: 0 });
});

test('on the line it is on its way, and carried again when the line is cut', () => {
  const where = three();
  where.carry([handed(2)]);
  where.send([own(1), own(2), own(3)]);
  expect(where.counts).toMatchObject({ phone: 0, carried: 0, way: 3 });
  where.back();
  expect(where.counts).toMatchObject({ phone: 1, carried: 2, way: 0 });
});

test('a record is as far from the hub as the furthest of its entries', () => {
  const where = new Whereabouts();
  where.load([channel(0)], [own(1, 'same'), own(2, 'same')], []);
  where.carry([handed(1)]);
  expect(where.of(`${CHANNEL}|observation|same`)).toBe('phone');
  where.carry([handed(2)]);
  expect(where.of(`${CHANNEL}|observation|same`)).toBe('carried');
});
