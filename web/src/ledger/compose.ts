/** The next request: what this phone has that the hub lacks, oldest first, and how far it has read. */
import { Agreed } from './agreed';
import { encode, type KeyOf } from './columns';
import { carryKey } from './device';
import { compareChannels, type Entry } from './entry';
import { entryHash } from './hash';
import { gaplessTo } from './known';
import { SCHEMA, type RecordTypes } from './schema';
import { signBatch, signChannels } from './signing';
import { digestOf, getSecret, isOpen, ownRows } from './sealed/rows';
import { allChannels, getMeta, ownAfter, type ChannelRow, type Database } from './store';
import type { Request } from './wire';

export interface Composed {
  request: Request;
  sent: Entry[];
}

// An entry may carry long texts; the count of entries alone would not keep a request small on a thin line.
const MOST_BYTES = 200_000;

/**
 * Make a request with at most `size` own entries; 0 only asks. `mayRepair`: once an exchange, the version vectors
 * of channels that went astray go along. Digests in `agreed` are left out.
 */
export async function compose(
  db: Database,
  size: number,
  mayRepair: boolean,
  agreed = new Agreed(),
): Promise<Composed> {
  const met = await allChannels(db);
  // What this phone holds for others only waits until they are at work.
  const channels = met.filter(({ channel }) => isOpen(db, channel));
  const [epoch, clock, grants, told, repair, keys, hub] = await Promise.all([
    getMeta(db, 'epoch'),
    getMeta(db, 'clock'),
    getSecret(db, 'grants'),
    getMeta(db, 'told'),
    getMeta(db, 'repair'),
    getMeta(db, 'keys'),
    getMeta(db, 'hub'),
  ]);
  const sent = await unsent(db, channels, size);
  const hashes = sent.map(entryHash);
  const signature = sent.length && keys ? await signBatch(keys.privateKey, hashes) : null;
  const signatures = keys && (await signChannels(keys.privateKey, sent, hashes));
  const request: Request = {
    v: 1,
    epoch: epoch ?? null,
    stamp: clock ?? 0,
    batch: sent.length ? encode(sent, keyOf) : null,
    signature,
    // A channel that begins anew is named all the same, so that the hub can say when it is to be forgotten.
    // One in which this phone knows or has written something isn't begun with a snapshot: it is read entry by entry.
    cursors: perChannel(
      channels,
      (row) => row.cursor || (Object.keys(row.known).length || row.n ? 0 : undefined),
    ),
    snapshots: perChannel(channels, ({ snapshot }) => snapshot?.id),
    // Of a channel with something under way no digest can agree.
    digests: perChannel(channels, (row) => {
      const digest = row.acked === row.n && !row.snapshot ? digestOf(db, row) : '';
      return digest && !agreed.has(row.channel, digest) ? digest : undefined;
    }),
    grants: grants?.hash ?? null,
    time: Math.floor(Date.now() / 1000),
  };
  if (signatures) request.signatures = signatures;
  if (told?.length) request.told = told;
  // A hub that was restored without its secret has other keys than it told before.
  if (!hub || (epoch && hub.epoch !== epoch)) request.carry_key = await carryKey(db);
  const mine = repair?.filter((channel) => isOpen(db, channel));
  if (mayRepair && mine?.length) request.vectors = vectors(channels, mine);
  const granted = Object.values(grants?.people ?? {}).flatMap((one) => Object.keys(one.channels));
  if ([...met.map(({ channel }) => channel), ...granted].some((channel) => !isOpen(db, channel))) {
    request.only = true;
    // Named, so that the hub sends what there is of them; where nothing is known yet, by a snapshot if it has one.
    for (const channel of granted)
      if (isOpen(db, channel) && !(channel in request.cursors)) {
        request.cursors[channel] = 0;
        request.snapshots[channel] ??= '';
      }
    // What nobody here may read any more is asked for only to hear that it is to be forgotten.
    for (const { channel, cursor } of met)
      if (!isOpen(db, channel) && !granted.includes(channel)) request.cursors[channel] = cursor;
  }
  return { request, sent };
}

/** How many own entries the hub lacks. */
export async function countUnsent(db: Database): Promise<number> {
  return (await db.getAll('channels')).reduce((sum, { n, acked }) => sum + Math.max(0, n - acked), 0);
}

/** How many of them may be handed in now: the rest is sealed for somebody who isn't at work. */
export const sendable = (db: Database, channels: readonly ChannelRow[]): number =>
  channels.reduce(
    (sum, { channel, n, acked }) => sum + (isOpen(db, channel) ? Math.max(0, n - acked) : 0),
    0,
  );

/** Natural keys, as this version declares them. */
export const keyOf: KeyOf = (type) => SCHEMA[type as keyof RecordTypes]?.key ?? [];

/**
 * The oldest own entries that the hub lacks, in the order in which they were written: whoever added a place and then
 * its staff has a right to the staff's channel only once the hub has read the place.
 */
export async function unsent(
  db: Database,
  channels: readonly ChannelRow[],
  size: number,
  mostBytes = MOST_BYTES,
): Promise<Entry[]> {
  if (!size) return [];
  const behind = channels.filter(({ channel, n, acked }) => n > acked && isOpen(db, channel));
  const waiting = await Promise.all(
    behind.map(({ channel, acked }) => ownRows(db, ownAfter(channel, acked), Math.min(size, 2 ** 31))),
  );
  const found: Entry[] = [];
  let bytes = 0;
  for (const row of waiting.flat().sort((a, b) => a.stamp - b.stamp)) {
    bytes += JSON.stringify(row.set).length;
    if (found.length >= size || (found.length && bytes > mostBytes)) return found;
    delete row.aside;
    found.push(row);
  }
  return found;
}

function vectors(
  channels: readonly ChannelRow[],
  repair: readonly string[],
): Record<string, Record<string, number>> {
  const known = new Map(channels.map((row) => [row.channel, row.known]));
  const vectorOf = (channel: string): Record<string, number> =>
    Object.fromEntries(
      Object.entries(known.get(channel) ?? {}).map(([device, ranges]) => [device, gaplessTo(ranges)]),
    );
  return Object.fromEntries([...repair].sort(compareChannels).map((channel) => [channel, vectorOf(channel)]));
}

function perChannel<T>(
  channels: readonly ChannelRow[],
  pick: (row: ChannelRow) => T | undefined,
): Record<string, T> {
  const picked = channels.map((row): [string, T | undefined] => [row.channel, pick(row)]);
  return Object.fromEntries(picked.filter((pair): pair is [string, T] => pair[1] !== undefined));
}
