/**
 * The records in memory, for screens. Rows are plain objects and never proxied: one signal a type says "something
 * changed", which costs a slow phone nothing per record (5,000 of them load in one go).
 */
import { compareChannels, type Json } from './entry';
import { cellsOf, conflictsOf, stampOf, type Conflict } from './merge';
import { SCHEMA, type RecordTypes } from './schema';
import { Signal } from './signal.svelte';
import type { RecordRow } from './store';
import { recordKey, type Where } from './whereabouts';

/** A record in one channel, as screens read it. Never changed in place: a change makes a new one. */
export interface Rec<T> {
  readonly id: string;
  readonly channel: string;
  readonly type: string;
  readonly fields: T;
  readonly where: Where;
  /** Per field, what else was written at the same time and waits for a person to choose. */
  readonly conflicts: Record<string, Conflict[]>;
  /** Per field, the full stamp of the value shown. */
  readonly stamps: Record<string, string>;
}

class Held implements Rec<Record<string, Json>> {
  constructor(
    readonly row: RecordRow,
    readonly where: Where,
  ) {}

  get id(): string {
    return this.row.record;
  }
  get channel(): string {
    return this.row.channel;
  }
  get type(): string {
    return this.row.type;
  }
  get fields(): Record<string, Json> {
    return this.row.fields;
  }
  // Worked out when asked: most screens never look.
  get conflicts(): Record<string, Conflict[]> {
    const { fields } = this.row;
    const cells = cellsOf(this.row);
    const all = Object.keys(cells).map((field): [string, Conflict[]] => [
      field,
      conflictsOf(cells[field]!, fields[field]),
    ]);
    return Object.fromEntries(all.filter(([, conflicts]) => conflicts.length > 0));
  }
  get stamps(): Record<string, string> {
    const cells = cellsOf(this.row);
    return Object.fromEntries(Object.keys(cells).map((field) => [field, stampOf(cells[field]!) ?? '']));
  }
}

/** Whether the person at work may read a channel; on a shared phone not all that it holds is for everybody. */
export type IsShown = (channel: string) => boolean;

/** All records of one type. */
class Shelf {
  readonly held = new Map<string, Held>();
  readonly #lists = new Map<string, Held[]>();
  readonly signal = new Signal();

  changed(): void {
    this.#lists.clear();
    this.signal.raise();
  }

  /** The same list until something changes, so that a derived value can tell. */
  list(channel: string, isShown: IsShown): Held[] {
    let list = this.#lists.get(channel);
    if (!list) {
      list = [...this.held.values()].filter(
        (one) => (!channel || one.channel === channel) && isShown(one.channel),
      );
      this.#lists.set(channel, list);
    }
    return list;
  }
}

export class Memory {
  readonly #shelves = new Map<string, Shelf>();
  /** Channels that hold records, narrow ones first. */
  #channels: string[] = [];
  #isShown: IsShown = () => true;

  constructor(readonly whereOf: (key: string) => Where) {
    for (const type of Object.keys(SCHEMA)) this.#shelves.set(type, new Shelf());
  }

  all<T extends keyof RecordTypes>(type: T, channel = ''): Rec<RecordTypes[T]>[] {
    const shelf = this.#shelf(type);
    shelf.signal.watch();
    return shelf.list(channel, this.#isShown) as Rec<unknown>[] as Rec<RecordTypes[T]>[];
  }

  /** Without a channel: the copy in the narrowest one, which is the team's own draft where there is one. */
  get<T extends keyof RecordTypes>(type: T, id: string, channel?: string): Rec<RecordTypes[T]> | undefined {
    const shelf = this.#shelf(type);
    shelf.signal.watch();
    for (const one of channel === undefined ? this.#channels : [channel]) {
      if (!this.#isShown(one)) continue;
      const found = shelf.held.get(recordKey(one, type, id));
      if (found) return found as Rec<unknown> as Rec<RecordTypes[T]>;
    }
    return undefined;
  }

  /** Read only these channels from now on; the others stay in memory, for whoever unlocks the phone next. */
  show(isShown: IsShown): void {
    this.#isShown = isShown;
    for (const shelf of this.#shelves.values()) shelf.changed();
  }

  /** Records of which two people wrote a field apart, and nobody has chosen yet. */
  conflicted(): Rec<unknown>[] {
    return [...this.#shelves].flatMap(([type, shelf]) => {
      shelf.signal.watch();
      // Most records were written by one entry, and say so without being opened.
      const several = [...shelf.held.values()].filter(
        ({ row, channel }) => typeof row.cells !== 'string' && this.#isShown(channel),
      );
      return type in SCHEMA ? several.filter((one) => Object.keys(one.conflicts).length > 0) : [];
    });
  }

  /** Records of types that only a newer version of Debo knows: kept and passed on. */
  unreadable(): Rec<unknown>[] {
    return [...this.#shelves]
      .filter(([type]) => !(type in SCHEMA))
      .flatMap(([type]) => this.all(type as never));
  }

  /** Put rows in place of what was there, however many, with one signal a type. */
  put(rows: readonly RecordRow[]): void {
    const touched = new Set<Shelf>();
    for (const row of rows) {
      const shelf = this.#shelf(row.type);
      const key = recordKey(row.channel, row.type, row.record);
      shelf.held.set(key, new Held(row, this.whereOf(key)));
      this.#meet(row.channel);
      touched.add(shelf);
    }
    for (const shelf of touched) shelf.changed();
  }

  /** The place of these records changed. */
  moved(keys: readonly string[]): void {
    this.put(
      keys.flatMap((key) => {
        const held = this.#shelf(key.split('|')[1]!).held.get(key);
        return held ? [held.row] : [];
      }),
    );
  }

  forget(channels: readonly string[]): void {
    for (const shelf of this.#shelves.values()) {
      for (const [key, held] of shelf.held) if (channels.includes(held.channel)) shelf.held.delete(key);
      shelf.changed();
    }
  }

  clear(): void {
    this.forget(this.#channels);
  }

  #meet(channel: string): void {
    if (!this.#channels.includes(channel))
      this.#channels = [...this.#channels, channel].sort(compareChannels);
  }

  #shelf(type: string): Shelf {
    let shelf = this.#shelves.get(type);
    if (!shelf) this.#shelves.set(type, (shelf = new Shelf()));
    return shelf;
  }
}
