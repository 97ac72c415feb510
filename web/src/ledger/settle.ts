/**
 * What an answer of the hub does to this replica. The records and the cursors move in one transaction, so that a
 * phone that dies in the middle asks again for exactly what it lacks; whatever comes twice changes nothing.
 */
import type { Entry } from './entry';
import { erasedBy, eraseHere } from './erase';
import { forgetLeavers } from './leavers';
import { entryHash, toggle } from './hash';
import { newLease } from './lease';
import { isKnown, withKnown, withoutKnown, type Ranges } from './known';
import { leaveSnapshots, mergeAll } from './snapshot';
import { addHistory, digestOf, getOwn, isOpen, ownRows, putChannel, putOwn, putSecret } from './sealed/rows';
import {
  emptyChannel,
  getMeta,
  inChannel,
  ownAfter,
  putMeta,
  writing,
  type ChannelRow,
  type Database,
  type RecordRow,
  type Writing,
} from './store';
import type { Answer, CarriedAnswer, Told } from './wire';

/** What changed, for the memory of this tab and of the others. */
export interface Settled {
  rows: RecordRow[];
  channels: ChannelRow[];
  /** Channels whose right ended: their records are gone from this phone. */
  forgotten: string[];
  /** People whom the hub no longer names here, and of whom nothing waits: they are gone from this phone. */
  left: string[];
  /** Entries that were new here. */
  fresh: number;
  /** Channels whose digest differs from the hub's though nothing is under way. */
  astray: string[];
  /** Something beyond the channels' acknowledged n changed about own entries: look at them anew. */
  ownChanged: boolean;
}

/**
 * Take in a chunk of others' entries and, with the last chunk, the rest of the answer: acknowledgements, what was
 * set aside, cursors, rights. Entries of an answer may be taken in in several chunks; its cursors move with the last.
 */
export function settle(
  db: Database,
  entries: readonly Entry[],
  answer?: Answer | CarriedAnswer,
  now = Date.now(),
  farewell?: Pick<Answer, 'acks' | 'gaps' | 'repair'>,
): Promise<Settled> {
  return writing(db, (tx) => new Settlement(tx).run(entries, answer, now, farewell));
}

class Settlement {
  readonly #channels = new Map<string, ChannelRow>();
  readonly #forgotten: string[] = [];
  readonly #rows: RecordRow[] = [];
  #device = '';
  #fresh = 0;
  #ownChanged = false;

  constructor(readonly tx: Writing) {}

  async run(
    entries: readonly Entry[],
    answer: Answer | CarriedAnswer | undefined,
    now: number,
    farewell?: Pick<Answer, 'acks' | 'gaps' | 'repair'>,
  ): Promise<Settled> {
    const rows = await this.tx.objectStore('channels').getAll();
    for (const row of rows) this.#channels.set(row.channel, row);
    this.#device = (await getMeta(this.tx, 'device'))!;
    if (answer && 'byHand' in answer) await this.#readByHand(answer);
    await this.#takeIn(entries, answer?.stamp ?? 0);
    if (farewell) await this.#acknowledge(farewell);
    const astray = answer ? await this.#hear(answer, now) : [];
    const channels = [...this.#channels.values()];
    await Promise.all(channels.map((row) => putChannel(this.tx, row)));
    const left = answer ? await forgetLeavers(this.tx) : [];
    return {
      left,
      rows: this.#rows,
      channels,
      forgotten: this.#forgotten,
      fresh: this.#fresh,
      astray,
      ownChanged: this.#ownChanged,
    };
  }

  /** Merge what is not yet known; learn the greatest stamp, whatever any clock says. */
  async #takeIn(entries: readonly Entry[], hubStamp: number): Promise<void> {
    const fresh = entries.filter((entry) => this.#count(entry));
    this.#fresh = fresh.length;
    const merged = mergeAll(this.tx, fresh).then((rows) => this.#rows.push(...rows));
    const kept = [...group(fresh, (entry) => entry.channel)].map(async ([channel, written]) => {
      await addHistory(this.tx, channel, written);
    });
    const own = fresh.filter((entry) => entry.device === this.#device).map((entry) => this.#takeBack(entry));
    await Promise.all([merged, ...kept, ...own]);
    for (const entry of fresh) await this.#erase(entry);
    const clock = (await getMeta(this.tx, 'clock')) ?? 0;
    const learned = fresh.reduce((most, entry) => Math.max(most, entry.stamp), Math.max(clock, hubStamp));
    if (learned > clock) await putMeta(this.tx, 'clock', learned);
  }

  /** What an erasure names is dropped here too; own entries about it are handed in by their hash. */
  async #erase(entry: Entry): Promise<void> {
    const erased = erasedBy(entry);
    if (!erased) return;
    this.#rows.push(await eraseHere(this.tx, erased));
    this.#ownChanged = true;
  }

  /** An entry of this device that the storage had lost: its n is taken. */
  async #takeBack(entry: Entry): Promise<void> {
    const row = this.#channel(entry.channel);
    this.#channels.set(entry.channel, { ...row, n: Math.max(row.n, entry.n) });
    if (!(await this.tx.objectStore('own').get([entry.channel, entry.n]))) await putOwn(this.tx, entry);
  }

  /** A file that begins at the beginning brings the entries whole: nothing more comes of a snapshot there. */
  #readByHand({ cursors, from = {} }: CarriedAnswer): Promise<void> {
    return this.#leaveSnapshots(Object.keys(cursors).filter((channel) => !from[channel]));
  }

  async #leaveSnapshots(channels: Iterable<string>): Promise<void> {
    for (const row of await leaveSnapshots(
      this.tx,
      [...channels].map((one) => this.#channel(one)),
    )) {
      this.#channels.set(row.channel, row);
      this.#ownChanged = true;
    }
  }

  #hear(answer: Answer | CarriedAnswer, now: number): Promise<string[]> {
    return 'byHand' in answer ? this.#concludeByHand(answer) : this.#conclude(answer, now);
  }

  /**
   * A file may be older than what was heard since: then only what can't be undone by later news counts. It moves a
   * cursor only from where this replica has read to, for another file may lie between.
   */
  async #concludeByHand(answer: CarriedAnswer): Promise<string[]> {
    const [known, heard = 0] = [await getMeta(this.tx, 'epoch'), await getMeta(this.tx, 'heard')];
    if (known !== undefined && known !== answer.epoch) await this.#startOver();
    const isNews = answer.time >= heard;
    if (isNews) await this.#setAside(answer);
    await this.#acknowledge({ ...answer, gaps: {}, repair: [] });
    const fits = Object.entries(answer.cursors).filter(
      ([channel]) => this.#channel(channel).cursor >= (answer.from?.[channel] ?? 0),
    );
    this.#moveCursors(Object.fromEntries(fits));
    await putMeta(this.tx, 'epoch', answer.epoch);
    if (!isNews) return [];
    const astray = await this.#astray({ ...answer, cursors: Object.fromEntries(fits) });
    for (const channel of answer.forget ?? []) await this.#forget(channel);
    const told = heardOf(this.tx, answer);
    await Promise.all([
      putMeta(this.tx, 'heard', answer.time),
      putMeta(this.tx, 'repair', astray),
      told.length && putMeta(this.tx, 'told', told),
      answer.grants && putSecret(this.tx, 'grants', answer.grants),
    ]);
    return astray;
  }

  /** Answers the channels whose digest differs. */
  async #conclude(answer: Answer, now: number): Promise<string[]> {
    const known = await getMeta(this.tx, 'epoch');
    const restored = known !== undefined && known !== answer.epoch;
    if (restored) await this.#startOver();
    await this.#setAside(answer);
    await this.#acknowledge(answer);
    if (!restored) this.#moveCursors(answer.cursors);
    const astray = restored ? [...this.#channels.keys()] : await this.#astray(answer);
    for (const channel of answer.forget ?? []) await this.#forget(channel);
    await Promise.all([
      putMeta(this.tx, 'epoch', answer.epoch),
      putMeta(this.tx, 'last', now),
      putMeta(this.tx, 'lease', newLease(now)),
      putMeta(this.tx, 'offset', answer.time - Math.round(now / 1000)),
      putMeta(this.tx, 'told', heardOf(this.tx, answer)),
      putMeta(this.tx, 'heard', answer.time),
      answer.hub && putMeta(this.tx, 'hub', { ...answer.hub, epoch: answer.epoch }),
      putMeta(this.tx, 'repair', astray),
      answer.grants && putSecret(this.tx, 'grants', answer.grants),
    ]);
    return astray;
  }

  /**
   * The hub was restored from a backup: what it acknowledged before may be gone there, and its sequences are new.
   * Everything is read from the beginning and offered again; what is known on either side changes nothing. What it had
   * set aside it judges anew, perhaps otherwise, and tells again.
   */
  async #startOver(): Promise<void> {
    const own = this.tx.objectStore('own');
    for (const entry of await own.index('aside').getAll()) {
      // An entry that a later one says anew stays out of people's sight, whatever becomes of it.
      if (entry.aside!.settled) continue;
      delete entry.aside;
      await own.put(entry);
    }
    await this.#leaveSnapshots(this.#channels.keys());
    for (const [channel, row] of this.#channels) this.#channels.set(channel, { ...row, acked: 0, cursor: 0 });
    this.#ownChanged = true;
  }

  #moveCursors(cursors: Record<string, number>): void {
    for (const [channel, seq] of Object.entries(cursors)) {
      const row = this.#channel(channel);
      // Before a snapshot is whole there is nothing to go on from.
      if (row.snapshot) continue;
      // A late answer to an earlier request must not move the cursor back.
      this.#channels.set(channel, { ...row, cursor: Math.max(row.cursor, seq) });
    }
  }

  async #setAside(answer: Answer): Promise<void> {
    for (const { channel, n, reason, words } of answer.attention ?? []) {
      const entry = await getOwn(this.tx, channel, n);
      if (!entry) continue;
      this.#uncount(entry);
      if (entry.aside?.reason === reason) continue;
      await putOwn(this.tx, { ...entry, aside: { reason, words: words ?? {} } });
      this.#ownChanged = true;
    }
    for (const [channel, n] of answer.accepted ?? []) {
      const entry = await getOwn(this.tx, channel, n);
      if (!entry) continue;
      delete entry.aside;
      await putOwn(this.tx, entry);
      this.#count(entry);
      this.#ownChanged = true;
    }
  }

  async #acknowledge(answer: Pick<Answer, 'acks' | 'gaps' | 'repair'>): Promise<void> {
    for (const [channel, n] of Object.entries(answer.acks ?? {})) {
      const row = this.#channel(channel);
      // Sealed for somebody who isn't at work: the hub says it again when they are.
      if (row.n && !isOpen(this.tx, channel)) continue;
      if (n > row.acked) {
        for (const entry of await ownRows(this.tx, between(channel, row.acked, n)))
          if (!entry.aside) this.#count(entry);
        // An n beyond what this storage remembers: it is an older copy; go on behind what the hub has.
        this.#channels.set(channel, { ...this.#channel(channel), acked: n, n: Math.max(n, row.n) });
      } else if (answer.repair?.includes(channel)) this.#goBack(channel, n + 1);
    }
    for (const [channel, first] of Object.entries(answer.gaps ?? {})) this.#goBack(channel, first);
  }

  /** The hub lacks own entries from `first` on, whatever it once said: they are offered again. */
  #goBack(channel: string, first: number): void {
    const row = this.#channel(channel);
    if (first > row.acked) return;
    this.#channels.set(channel, { ...row, acked: Math.max(0, first - 1) });
    this.#ownChanged = true;
  }

  /**
   * Where the hub asks for repair, where a repair is not yet through, and where the digests differ though nothing
   * is under way.
   */
  async #astray(answer: Answer): Promise<string[]> {
    const begun = answer.more ? ((await getMeta(this.tx, 'repair')) ?? []) : [];
    const differing = Object.entries(answer.more ? {} : (answer.digests ?? {})).filter(
      ([channel, digest]) => {
        const row = this.#channel(channel);
        return isOpen(this.tx, channel) && row.acked === row.n && digestOf(this.tx, row) !== digest;
      },
    );
    const left = begun.filter((channel) => !(channel in answer.cursors));
    return [...new Set([...(answer.repair ?? []), ...left, ...differing.map(([channel]) => channel)])];
  }

  /** A right ended. Nothing unacknowledged is ever purged: such a channel is asked for again after handing in. */
  async #forget(channel: string): Promise<void> {
    const row = this.#channel(channel);
    if (row.acked < row.n) return;
    const own = this.tx.objectStore('own');
    for (const entry of await own.getAll(ownAfter(channel, 0)))
      if (!entry.aside || entry.aside.settled) await own.delete([channel, entry.n]);
    await this.tx.objectStore('records').delete(inChannel(channel));
    const packs = this.tx.objectStore('packs');
    for (const key of await packs.index('channel').getAllKeys(channel)) await packs.delete(key);
    const history = this.tx.objectStore('history');
    for (const key of await history.index('channel').getAllKeys(channel)) await history.delete(key);
    this.#channels.set(channel, { ...emptyChannel(channel), n: row.n, acked: row.acked });
    this.#forgotten.push(channel);
  }

  /** Put an entry into its channel's digest; false when it is in there already. */
  #count(entry: Entry): boolean {
    const row = this.#channel(entry.channel);
    const ranges = row.known[entry.device] ?? [];
    if (isKnown(ranges, entry.n)) return false;
    this.#toggle(row, entry, withKnown(ranges, entry.n));
    return true;
  }

  #uncount(entry: Entry): void {
    const row = this.#channel(entry.channel);
    const ranges = row.known[entry.device] ?? [];
    if (isKnown(ranges, entry.n)) this.#toggle(row, entry, withoutKnown(ranges, entry.n));
  }

  #toggle(row: ChannelRow, entry: Entry, ranges: Ranges): void {
    const known = { ...row.known, [entry.device]: ranges };
    this.#channels.set(row.channel, {
      ...row,
      known,
      digest: toggle(digestOf(this.tx, row), entryHash(entry)),
    });
  }

  #channel(channel: string): ChannelRow {
    return this.#channels.get(channel) ?? emptyChannel(channel);
  }
}

const between = (channel: string, after: number, to: number): IDBKeyRange =>
  IDBKeyRange.bound([channel, after], [channel, to], true);

/** The news about own entries that the hub needn't tell again; what is sealed for somebody else it tells once more. */
const heardOf = (tx: Writing, { attention = [], accepted = [] }: Answer): Told[] => [
  ...attention.filter(({ channel }) => isOpen(tx, channel)).map(({ channel, n }): Told => [channel, n]),
  ...accepted.filter(([channel]) => isOpen(tx, channel)),
];

function group<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const found = groups.get(key);
    if (found) found.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
