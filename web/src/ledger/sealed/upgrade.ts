/**
 * After an unlock: rows from before version 2 are sealed, and records that were written one by one are packed. Each
 * step is a small transaction that leaves everything readable, and a row says by what it holds whether it is done:
 * a power cut anywhere costs nothing, and the next unlock goes on.
 */
import type { Entry } from '../entry';
import {
  getMeta,
  inChannel,
  inChannelOwn,
  putMeta,
  writing,
  type Database,
  type OwnRow,
  type RecordRow,
  type StoredHanded,
  type Writing,
} from '../store';
import {
  isOpen,
  isPlainRecord,
  keysOf,
  putChannel,
  putOwn,
  putSecret,
  Records,
  ringOf,
  sealHanded,
  addHistory,
} from './rows';

const AT_ONCE = 250;
/** So many records of a channel by themselves are packed; fewer cost a start nothing one can measure. */
const MANY_LOOSE = 300;

/** Seal what lies in plain and whose key is at hand. Stops by itself when the phone is locked. */
export async function sealPlain(db: Database): Promise<void> {
  await sealMeta(db);
  for (const channel of (await getMeta(db, 'plain')) ?? []) {
    if (!isOpen(db, channel)) continue;
    while (await sealSome(db, channel)) if (!ringOf(db)) return;
    await writing(db, async (tx) => {
      const left = ((await getMeta(tx, 'plain')) ?? []).filter((one) => one !== channel);
      await (left.length ? putMeta(tx, 'plain', left) : tx.objectStore('meta').delete('plain'));
    });
  }
}

function sealMeta(db: Database): Promise<void> {
  return writing(db, async (tx) => {
    const [token, grants, handed] = [
      (await getMeta(tx, 'token')) as unknown,
      (await getMeta(tx, 'grants')) as unknown as Parameters<typeof putSecret<'grants'>>[2] | undefined,
      await getMeta(tx, 'handed'),
    ];
    if (typeof token === 'string') await putSecret(tx, 'token', token);
    if (grants && 'people' in grants) await putSecret(tx, 'grants', grants);
    if (handed?.some((one) => !('sealed' in one)))
      await putMeta(
        tx,
        'handed',
        handed.map((one) => ('sealed' in one ? one : sealedReceipt(tx, one))),
      );
  });
}

const sealedReceipt = (tx: Writing, one: unknown): StoredHanded =>
  sealHanded(tx, [one as Parameters<typeof sealHanded>[1][number]])[0]!;

/** A step of each kind; false when the channel holds nothing plain any more. */
function sealSome(db: Database, channel: string): Promise<boolean> {
  return writing(db, async (tx) => {
    const records = await plainRecords(tx, channel);
    await new Records(tx).put(records);
    const own = (await tx.objectStore('own').getAll(inChannelOwn(channel))).filter(
      (row) => !('sealed' in row),
    );
    for (const row of own.slice(0, AT_ONCE)) await putOwn(tx, row as unknown as OwnRow);
    const chunks = await plainChunks(tx, channel);
    const row = await tx.objectStore('channels').get(channel);
    if (row) await putChannel(tx, row);
    return records.length + own.length + chunks > 0;
  });
}

async function plainRecords(tx: Writing, channel: string): Promise<RecordRow[]> {
  const found: RecordRow[] = [];
  let at = await tx.objectStore('records').openCursor(inChannel(channel));
  for (; at && found.length < AT_ONCE; at = await at.continue())
    if (isPlainRecord(at.value)) found.push(at.value as unknown as RecordRow);
  return found;
}

async function plainChunks(tx: Writing, channel: string): Promise<number> {
  let at = await tx.objectStore('history').index('channel').openCursor(channel);
  for (; at; at = await at.continue())
    if (!('sealed' in at.value)) {
      const { entries } = at.value as unknown as { entries: Entry[] };
      // Added anew behind the others: the order of history says nothing, the entries' stamps do.
      await addHistory(tx, channel, entries);
      await at.delete();
      return 1;
    }
  return 0;
}

/** Pack what was written one by one, in channels where that has become much. */
export async function tidy(db: Database): Promise<void> {
  for (const channel of ringOf(db)?.channels ?? []) {
    const loose = await db.countFromIndex('records', 'loose', channel);
    if (loose >= MANY_LOOSE) for (let more = true; more;) more = await pack(db, channel);
  }
}

function pack(db: Database, channel: string): Promise<boolean> {
  return writing(db, async (tx) => {
    keysOf(tx).key(channel);
    const rows = await tx.objectStore('records').index('loose').getAll(channel);
    const sealed = rows.filter((row) => 'sealed' in row).slice(0, AT_ONCE);
    if (sealed.length < MANY_LOOSE / 10) return false;
    const records = new Records(tx);
    const said = await Promise.all(sealed.map((row) => records.get([channel, row.type, row.record])));
    await records.put(said.filter((row) => row !== undefined));
    return true;
  });
}
