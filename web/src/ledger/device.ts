/** This device towards the hub: how it introduces itself, and how it becomes another one. */
import { mergeEntry } from './append';
import { fullStamp, type Entry } from './entry';
import { newDeviceId } from './ids';
import { newCarryKeys, newKeyPair, publicKeyText, signText } from './signing';
import { addOwn, getSecret, isOpen, openOwn, Records } from './sealed/rows';
import {
  getMeta,
  heldBack,
  ownAfter,
  putMeta,
  writing,
  type ChannelRow,
  type Database,
  type OwnPlace,
  type Writing,
} from './store';

export interface Introduction {
  device: string;
  public_key: string;
  /** When the device has joined before: the next person joins the same one. */
  token?: string;
  /** Known here, but sealed for others: the device's signature says that it is the same. */
  proof?: string;
  /** The key that carried files for it are sealed to. */
  carry_key: string;
}

/** What the device says when somebody joins with a code. Its key pair is made once and never leaves the storage. */
export async function introduce(db: Database, code: string): Promise<Introduction> {
  const known = await getMeta(db, 'keys');
  const keys = known ?? (await newKeyPair());
  if (!known) await putMeta(db, 'keys', keys);
  const [device, token] = [await getMeta(db, 'device'), await getSecret(db, 'token')];
  return {
    device: device!,
    public_key: await publicKeyText(keys),
    carry_key: await carryKey(db),
    ...(token ? { token } : {}),
    ...(!token && (await getMeta(db, 'token'))
      ? { proof: await signText(keys.privateKey, `debo-join-1\n${device}\n${code}`) }
      : {}),
  };
}

/** The public key that files for this device are sealed to; the pair is made at the first need. */
export async function carryKey(db: Database): Promise<string> {
  const known = await getMeta(db, 'carryKeys');
  const keys = known ?? (await newCarryKeys());
  if (!known) await putMeta(db, 'carryKeys', keys);
  return publicKeyText(keys);
}

/**
 * Become another device: the hub no longer lets this one in, because it was withdrawn, copied, or enrolled by an
 * answer that never arrived. Everybody joins again. Nothing is lost: what the hub has not taken waits here until its
 * author has joined (the hub never believes a name that hasn't), and is then written again by the new device.
 */
export function renew(db: Database): Promise<void> {
  return writing(db, async (tx) => {
    const meta = tx.objectStore('meta');
    const stale = ['keys', 'carryKeys', 'hub', 'handed', 'token', 'told'].map((name) => meta.delete(name));
    await Promise.all([meta.put(newDeviceId(), 'device'), ...stale]);
    // With the PIN they had, joining again opens what lies here.
    for (const row of await tx.objectStore('people').getAll())
      await tx.objectStore('people').put({ ...row, away: true });
    for (const row of await tx.objectStore('channels').getAll()) {
      await holdBack(tx, row);
      await tx.objectStore('channels').put({ ...row, n: 0, acked: 0 });
    }
  });
}

async function holdBack(tx: Writing, { channel, acked }: ChannelRow): Promise<void> {
  const own = tx.objectStore('own');
  const written = await own.getAll(ownAfter(channel, 0));
  let place = await own.count(heldBack(channel));
  await own.delete(ownAfter(channel, 0));
  for (const one of written.filter((entry) => isOwed(entry, acked))) {
    delete one.aside;
    await own.put({ ...one, n: -(place += 1) });
  }
}

/** Write again what this person wrote on the device that this one was. */
export function writeAgain(db: Database, person: string): Promise<void> {
  return writing(db, async (tx) => {
    const device = (await getMeta(tx, 'device'))!;
    let clock = (await getMeta(tx, 'clock')) ?? 0;
    const records = new Records(tx);
    for (const row of await tx.objectStore('channels').getAll()) {
      // What can't be opened yet waits for the key: a colleague's, or the hub's copy.
      if (!isOpen(tx, row.channel)) continue;
      const own = tx.objectStore('own');
      const held = (await own.getAll(heldBack(row.channel)))
        .filter(({ author }) => author === person)
        .map((one) => openOwn(tx, one))
        .reverse();
      for (const [i, old] of held.entries()) {
        const entry = inPlaceOf(old, { device, n: row.n + i + 1, stamp: (clock += 1) });
        await own.delete([row.channel, old.n]);
        await addOwn(tx, entry);
        const record = await records.get([old.channel, old.type, old.record]);
        if (record) await records.put([mergeEntry(record, entry)]);
      }
      await tx.objectStore('channels').put({ ...row, n: row.n + held.length });
    }
    await putMeta(tx, 'clock', clock);
  });
}

/** Not at the hub, or there but not taken. */
const isOwed = (entry: OwnPlace, acked: number): boolean =>
  entry.n > acked || Boolean(entry.aside && !entry.aside.settled);

/** The same words by the same person, knowingly in place of what the former device wrote, should that have arrived. */
function inPlaceOf(old: Entry, as: Pick<Entry, 'device' | 'n' | 'stamp'>): Entry {
  const seen = fullStamp(old.stamp, old.device);
  const fields = Object.keys(old.set);
  const base = Object.fromEntries(fields.map((field) => [field, [...(old.base[field] ?? []), seen]]));
  return { ...old, ...as, base };
}
