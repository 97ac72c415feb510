/** This device's replica: its records, read by screens and written by people. */
import { append, type Write } from './append';
import { attentionOf, type Attention } from './attention';
import type { Writer } from './authors';
import { plain } from './canonical';
import { Readings, type Coming } from './coming';
import { compareChannels, type Entry } from './entry';
import { asLedgerError, LedgerError } from './errors';
import { recordId } from './ids';
import { Memory, type Rec } from './memory';
import { SCHEMA, type RecordTypes } from './schema';
import type { Settled } from './settle';
import {
  getMeta,
  hasStorage,
  heldBack,
  openStore,
  ownAfter,
  putMeta,
  type Database,
  type Handed,
  type Meta,
  type OwnPlace,
  type OwnRow,
  type Secrets,
} from './store';
import {
  isOpen,
  openHanded,
  openOwn,
  openSecret,
  placeOf,
  recordsIn,
  Records,
  ringOf,
  sealHanded,
  setRing,
} from './sealed/rows';
import type { Ring } from './sealed/ring';
import { shownTo } from './rights';
import { checkRoom, keepStorage, roomLeft, type Room } from './room';
import { Tabs, type News } from './tabs';
import { noteKept, vanished, type Vanished } from './vanished';
import { keyParts, Whereabouts, type Counts } from './whereabouts';

export type { Attention };

export class Replica {
  /** What the people of this phone may do, as the hub last said. */
  grants = $state.raw<Secrets['grants'] | null>(null);
  counts = $state.raw<Counts>({ phone: 0, carried: 0, way: 0, hub: 0, attention: 0 });
  attention = $state.raw<Attention[]>([]);
  /** What a phone that began a while ago still waits for; null when everything has come. */
  coming = $state.raw<Coming | null>(null);
  /** What was handed over in files, newest first. */
  handed = $state.raw<readonly Handed[]>([]);
  /** What is left of the phone's room, and whether the browser promised to keep it; null when it doesn't say. */
  room = $state.raw<Room | null>(null);
  /** The browser has cleared what this phone kept; null once somebody has joined again. */
  vanished = $state.raw<Vanished | null>(null);
  /** This phone was shut out, has handed in what it held, and has forgotten it. */
  shutOut = $state(false);
  /** Every record is in memory. Own team's and facility's come first, so screens may draw before. */
  loaded = $state(false);

  /** Somebody has joined here, at work or not. */
  hasPeople = false;
  #ring: Ring | undefined;
  #author: string | null = null;
  #shown = '';
  /** Own entries that were set aside, as far as the person at work may read them. */
  #asides: OwnRow[] = [];
  #device = '';
  readonly #where = new Whereabouts();
  readonly #readings = new Readings();
  readonly #memory = new Memory((key) => this.#where.of(key));
  #db: Database | undefined;
  #tabs: Tabs | undefined;
  #opening: Promise<void> | undefined;
  readonly #opened: (() => Promise<void> | void)[] = [];
  readonly #written: (() => void)[] = [];
  readonly #reloaded: (() => Promise<void>)[] = [];

  constructor(readonly name = 'debo') {}

  /** Who writes and reads: the person who has unlocked the phone. */
  get author(): string | null {
    return this.#author;
  }

  /** Somebody has unlocked the phone: with their keys, read what is theirs. */
  async enter(ring: Ring): Promise<void> {
    setRing(this.db, ring);
    this.#ring = ring;
    this.#author = ring.person;
    this.#memory.clear();
    await this.#load();
    this.loaded = true;
  }

  /** Locked: the keys go, and with them what they had opened. Counts and places stay true. */
  leave(): void {
    if (this.#db) setRing(this.#db, undefined);
    this.#ring = undefined;
    this.#author = null;
    this.grants = null;
    this.#memory.clear();
    this.#asides = [];
    this.#show();
  }

  /** This phone, as the hub knows it; empty until the storage is open. */
  get device(): string {
    return this.#device;
  }

  /** Open the storage and read what it holds. Called twice, it opens once. */
  open(): Promise<void> {
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#opening = undefined;
      throw asLedgerError(error);
    });
    return this.#opening;
  }

  async #open(): Promise<void> {
    if (!hasStorage()) throw new LedgerError('no_storage');
    this.#db = await openStore(this.name, () => this.close());
    // The storage was closed by the browser while somebody was at work.
    if (this.#ring) setRing(this.#db, this.#ring);
    this.#tabs = new Tabs(this.name, (news) => void this.#hear(news));
    this.#device = (await getMeta(this.#db, 'device')) ?? '';
    this.hasPeople = (await this.#db.count('people')) > 0;
    const isNew = !(await this.#db.count('channels')) && !this.hasPeople;
    this.vanished = isNew ? vanished(this.name, this.#device) : null;
    await this.#load();
    for (const act of this.#opened) await act();
    this.loaded = true;
    void this.lookAtRoom();
  }

  /** Release the storage. What was written is safe; `open` opens it again. */
  close(): void {
    this.#tabs?.close();
    this.#db?.close();
    this.#db = undefined;
    this.#opening = undefined;
  }

  /** How much room there is now; asked anew on each start, after each exchange and when a write was refused. */
  async lookAtRoom(): Promise<void> {
    this.room = await roomLeft().catch(() => null);
  }

  /** Ask the browser to keep this storage; answers whether it promised. */
  async askToKeep(): Promise<boolean> {
    const kept = await keepStorage();
    await this.lookAtRoom();
    return kept;
  }

  /** Do this whenever the storage has been opened, before anybody reads. */
  whenOpened(act: () => Promise<void> | void): void {
    this.#opened.push(act);
  }

  /** Do this after a person's entry is safe on the phone. */
  whenWritten(act: () => void): void {
    this.#written.push(act);
  }

  /** Do this when the storage was changed beside this memory. */
  whenReloaded(act: () => Promise<void>): void {
    this.#reloaded.push(act);
  }

  get db(): Database {
    if (!this.#db) throw new LedgerError('storage_broken');
    return this.#db;
  }

  /** Records of a type in one channel, or in all: a released record is then there once per channel. */
  all<T extends keyof RecordTypes>(type: T, channel?: string): Rec<RecordTypes[T]>[] {
    return this.#memory.all(type, channel);
  }

  /** One record; without a channel, the copy in the narrowest channel that holds it. */
  get<T extends keyof RecordTypes>(type: T, id: string, channel?: string): Rec<RecordTypes[T]> | undefined {
    return this.#memory.get(type, id, channel);
  }

  /** Records in which two people wrote one field apart: both values are kept until a person chooses. */
  get conflicted(): Rec<unknown>[] {
    return this.#memory.conflicted();
  }

  /** Who wrote the values with these full stamps, and when. */
  async writersOf(channel: string, stamps: readonly string[]): Promise<Record<string, Writer>> {
    const { writersOf } = await import('./authors');
    return writersOf(this.db, channel, stamps);
  }

  /** The entries about a record that this phone still holds, the newest first; older ones may be at the hub alone. */
  async historyOf(channel: string, record: string): Promise<OwnRow[]> {
    const { entriesOf } = await import('./authors');
    return entriesOf(this.db, channel, record);
  }

  /** Records of types that only a newer version knows: kept, passed on, shown as "from a newer version". */
  get unreadable(): Rec<unknown>[] {
    return this.#memory.unreadable();
  }

  /**
   * Write values into a record. Answers its id when they are safe on this phone, however long the network is away;
   * values that stand there already are not written again. Throws LedgerError: nothing was written then.
   */
  async write<T extends keyof RecordTypes>({ type, channel, record, set }: Write<T>): Promise<string> {
    await this.open();
    if (!this.author) throw new LedgerError('locked');
    const id = record ?? recordId(type, set as Record<string, unknown>);
    if (id === undefined && SCHEMA[type].key.length) throw new LedgerError('missing_key');
    await checkRoom().catch((error: unknown) => {
      void this.lookAtRoom();
      throw error;
    });
    const writing = {
      author: this.author,
      channel,
      type,
      record: id,
      set: plain(set) as Record<string, unknown>,
    };
    if (!isOpen(this.db, channel)) await this.#getReady(channel);
    const written = await append(this.db, writing, this.#asides).catch((error: unknown) => {
      throw asLedgerError(error);
    });
    if (typeof written === 'string') return written;
    const isSettled = ({ channel, n }: OwnPlace): boolean =>
      written.settled.some((one) => one.channel === channel && one.n === n);
    this.#asides = this.#asides.filter((aside) => !isSettled(aside));
    const moved = this.#where.add(written.entry, written.settled);
    this.#memory.put([written.row]);
    this.#showPlaces(moved);
    this.#tabs?.tell([written.row]);
    for (const act of this.#written) act();
    return written.row.record;
  }

  /** A channel is met for the first time: it gets its key. LedgerError `not_opened` when that lies here for others only. */
  async #getReady(channel: string): Promise<void> {
    const ring = ringOf(this.db);
    if (!ring) throw new LedgerError('locked');
    const { ready } = await import('./sealed/locks');
    if ((await ready(this.db, ring, [channel])).length) throw new LedgerError('not_opened');
  }

  /** Show a record in a wider channel: what it says now is written there, as a person's act. */
  async release<T extends keyof RecordTypes>(
    type: T,
    record: string,
    from: string,
    to: string,
  ): Promise<string> {
    const found = this.get(type, record, from);
    if (!found) throw new LedgerError('missing_key');
    return this.write({ type, channel: to, record, set: found.fields });
  }

  /** For the exchange: these entries are being sent; `back` when the request has ended. */
  markSent(entries: readonly Entry[]): void {
    this.#showPlaces(this.#where.send(entries));
  }

  markBack(): void {
    this.#showPlaces(this.#where.back());
  }

  /** Remember what was handed over; what is with a carrier is told as that. */
  async remember(handed: Handed[]): Promise<void> {
    await putMeta(this.db, 'handed', sealHanded(this.db, handed));
    this.handed = handed;
    this.#showPlaces(this.#where.carry(handed));
    this.#tabs?.tellEverything();
  }

  /** For the exchange: what it did to the storage shows in memory, here and in other tabs. */
  async follow(settled: Settled, grants?: Secrets['grants'] | null): Promise<void> {
    if (settled.forgotten.length) this.#memory.forget(settled.forgotten);
    if (settled.ownChanged) await this.#loadOwn();
    const moved = this.#where.follow(settled.channels);
    this.coming = this.#readings.follow(settled.channels);
    this.#memory.put(settled.rows);
    this.#showPlaces(moved);
    if (grants) this.grants = grants;
    if (settled.left.length) for (const act of this.#reloaded) await act();
    this.#show();
    if (settled.rows.length) void this.lookAtRoom();
    if (settled.forgotten.length || settled.ownChanged || grants) this.#tabs?.tellEverything();
    else if (settled.rows.length || moved.length) this.#tabs?.tell([...settled.rows, ...moved.map(keyParts)]);
  }

  /** Read the storage again: it was changed beside this memory, here or in another tab. */
  async reload({ tell = true } = {}): Promise<void> {
    this.hasPeople = (await this.db.count('people')) > 0;
    this.#device = (await getMeta(this.db, 'device')) ?? '';
    await this.#loadOwn();
    const channels = await this.db.getAllKeys('channels');
    const rows = await Promise.all(channels.map((channel) => recordsIn(this.db, channel)));
    // In one go, so that no screen is empty in between.
    this.#memory.clear();
    this.#memory.put(rows.flat());
    for (const act of this.#reloaded) await act();
    if (tell) this.#tabs?.tellEverything();
  }

  async #load(): Promise<void> {
    await this.#loadOwn();
    // Own team and facility first; each channel is drawn as it comes.
    const channels = (await this.db.getAllKeys('channels')).sort(compareChannels);
    for (const channel of channels) this.#memory.put(await recordsIn(this.db, channel));
  }

  /**
   * Rights, and own entries that are not at the hub or that it set aside. Read in one transaction: a write waits for
   * its end, so that its entry can't be overlooked here and then be told as being at the hub.
   */
  async #loadOwn(): Promise<void> {
    const { db } = this;
    const tx = db.transaction(['meta', 'channels', 'own']);
    const own = tx.objectStore('own');
    const channels = await tx.objectStore('channels').getAll();
    const [grants, handed, asides, ...waiting] = await Promise.all([
      tx.objectStore('meta').get('grants'),
      tx.objectStore('meta').get('handed'),
      own.index('aside').getAll(),
      ...channels.map(({ channel }) => own.getAll(heldBack(channel))),
      ...channels.map(({ channel, acked }) => own.getAll(ownAfter(channel, acked))),
    ]);
    this.grants = ringOf(db)
      ? (openSecret(db, 'grants', grants as Meta['grants'] | undefined) ?? null)
      : null;
    this.coming = this.#readings.follow(channels, { all: true });
    this.#show();
    const open = asides.filter((row) => !row.aside!.settled);
    this.#asides = open.filter(({ channel }) => isOpen(db, channel)).map((row) => openOwn(db, row));
    this.handed = openHanded(db, handed as Meta['handed'] | undefined);
    this.#where.carry(this.handed);
    this.#showPlaces(this.#where.load(channels, waiting.flat().map(placeOf), open.map(placeOf)));
  }

  /** What is in memory and not for the person at work stays out of their sight. A phone without grants holds nothing yet. */
  #show(): void {
    const shown = `${this.grants?.hash ?? ''} ${this.author ?? ''}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#memory.show(this.grants ? shownTo(this.author, this.grants.people) : () => true);
    this.#tellAttention();
  }

  #showPlaces(moved: readonly string[]): void {
    this.#memory.moved(moved);
    this.counts = this.#where.counts;
    // What was cleared stays noted until somebody joins again.
    if (this.hasPeople && !this.vanished)
      noteKept(this.name, this.#device, this.counts.phone + this.counts.carried + this.counts.way);
    this.#tellAttention();
  }

  /** Its author has told whom it concerns, or lets it be: it is kept as before, and asks for nothing any more. */
  async heed({ channel, n }: Pick<Attention, 'channel' | 'n'>): Promise<void> {
    const { store, done } = this.db.transaction('own', 'readwrite');
    const row = await store.get([channel, n]);
    if (row?.aside) await store.put({ ...row, aside: { ...row.aside, heeded: true } });
    await done;
    await this.#loadOwn();
    this.#tabs?.tellEverything();
  }

  /** What was set aside is for those who wrote it: the next person on this phone can neither mend nor read it. */
  #tellAttention(): void {
    const own = this.#asides.filter(({ author }) => !this.grants || author === this.#author);
    this.attention = own.map(attentionOf);
  }

  /** Another tab wrote: read it from the storage that both share. */
  async #hear(news: News): Promise<void> {
    if (!this.#db) return;
    if ('everything' in news) return this.reload({ tell: false });
    await this.#loadOwn();
    const mine = news.records.filter(([channel]) => isOpen(this.db, channel));
    if (!mine.length) return;
    const records = new Records(this.db.transaction(['records', 'packs']));
    const rows = await Promise.all(mine.map((key) => records.get(key)));
    this.#memory.put(rows.filter((row) => row !== undefined));
  }
}

export const replica = new Replica();
