/** Taking in a file: what the hub tells this phone goes the way of an answer on the line; the rest is a parcel. */
import { BadColumns, decode } from '../columns';
import { keyOf } from '../compose';
import { LedgerError } from '../errors';
import type { Replica } from '../replica.svelte';
import { within } from '../sealed/within';
import { settle } from '../settle';
import { getMeta } from '../store';
import type { CarriedAnswer } from '../wire';
import type { Reason } from './layout';
import { openAll } from './opening';
import { signKey } from './sealing';

export interface TakenIn {
  /** Entries that were new here. */
  fresh: number;
  /** Whether anything in it was for this phone. */
  mine: boolean;
  refused: Reason[];
}

/** Take in what is whole and for this phone. LedgerError `not_joined` while it doesn't know its hub. */
export async function takeIn(replica: Replica, file: Blob): Promise<TakenIn> {
  const { db } = replica;
  const [hub, device, keys] = await Promise.all([
    getMeta(db, 'hub'),
    getMeta(db, 'device'),
    getMeta(db, 'carryKeys'),
  ]);
  if (!hub || !keys) throw new LedgerError('not_joined');
  const makerKey = async (maker: string): Promise<CryptoKey | undefined> =>
    maker === hub.device ? signKey(hub.public_key) : undefined;
  const taken: TakenIn = { fresh: 0, mine: false, refused: [] };
  for await (const found of openAll(file, { device: device!, keys, makerKey }))
    if ('refused' in found) taken.refused.push(found.refused);
    else if ('message' in found) await hear(replica, found.message as CarriedAnswer, taken);
    else taken.mine = true;
  return taken;
}

async function hear(replica: Replica, message: CarriedAnswer, taken: TakenIn): Promise<void> {
  const { db } = replica;
  const [epoch, heard = 0] = [await getMeta(db, 'epoch'), await getMeta(db, 'heard')];
  if (epoch !== undefined && epoch !== message.epoch && message.time < heard) {
    taken.refused.push('too_old');
    return;
  }
  try {
    const told = message.entries ? decode(message.entries, keyOf) : [];
    const whole: CarriedAnswer = { ...message, cursors: message.cursors ?? {}, byHand: true };
    const [entries, answer] = await within(db, told, whole);
    const settled = await settle(db, entries, answer);
    // Rights of an older answer are not the newest ones.
    await replica.follow(settled, message.time >= heard ? message.grants : null);
    taken.fresh += settled.fresh;
  } catch (error) {
    if (!(error instanceof BadColumns)) throw error;
    taken.refused.push('damaged');
  }
}
