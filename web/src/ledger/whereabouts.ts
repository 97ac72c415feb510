/** Where this device's own entries are: the truth behind the words "on this phone", "carried", "on its way", "at the hub". */
import type { ChannelRow, Handed, OwnPlace } from './store';

/** `waits`: set aside and nothing to do about it for its author, who needn't be called each time. */
export type Where = 'phone' | 'carried' | 'way' | 'hub' | 'attention' | 'waits';

/** The hub's reason for what it is too old to know: it takes it by itself once it has been renewed. */
export const UPGRADE = 'unknown_type';

export const isWaiting = ({ heeded, reason }: NonNullable<OwnPlace['aside']>): boolean =>
  Boolean(heeded) || reason === UPGRADE;

export interface Counts {
  phone: number;
  /** Handed over in a file; the hub hasn't said yet that it came. */
  carried: number;
  way: number;
  hub: number;
  attention: number;
}

/** A record in a channel. */
export const recordKey = (channel: string, type: string, record: string): string =>
  `${channel}|${type}|${record}`;

interface Waiting {
  n: number;
  key: string;
}

export class Whereabouts {
  /** Own entries the hub set aside and that nothing later has said anew. */
  asides: OwnPlace[] = [];
  #waiting = new Map<string, Waiting[]>();
  #channels = new Map<string, ChannelRow>();
  /** Per channel, up to which n entries are in the request now under way. */
  #way = new Map<string, number>();
  /** Per channel, up to which n entries were handed over in files. */
  #carried = new Map<string, number>();
  #places = new Map<string, Where>();

  /** Begin with what storage holds. */
  load(channels: readonly ChannelRow[], waiting: readonly OwnPlace[], asides: readonly OwnPlace[]): string[] {
    this.#waiting.clear();
    for (const row of waiting) this.#list(row.channel).push({ n: row.n, key: keyOf(row) });
    this.asides = [...asides];
    return this.follow(channels);
  }

  /** An entry was written; `settled` are those it says anew. */
  add(entry: Omit<OwnPlace, 'aside'>, settled: readonly OwnPlace[]): string[] {
    this.#list(entry.channel).push({ n: entry.n, key: keyOf(entry) });
    this.asides = this.asides.filter((aside) => !settled.some((one) => isSame(one, aside)));
    return this.#work();
  }

  /** These entries are being sent. */
  send(entries: readonly { channel: string; n: number }[]): string[] {
    for (const { channel, n } of entries) this.#way.set(channel, Math.max(n, this.#way.get(channel) ?? 0));
    return this.#work();
  }

  /** These files are with their carriers. */
  carry(handed: readonly Handed[]): string[] {
    this.#carried.clear();
    for (const { lines, lost } of handed)
      for (const { channel, to } of lost ? [] : lines)
        this.#carried.set(channel, Math.max(to, this.#carried.get(channel) ?? 0));
    return this.#work();
  }

  /** The request ended; what it didn't bring to the hub is on this phone as before. */
  back(): string[] {
    this.#way.clear();
    return this.#work();
  }

  /** The hub has acknowledged. Answers, as all of these, the records whose place changed. */
  follow(channels: readonly ChannelRow[]): string[] {
    for (const row of channels) {
      this.#channels.set(row.channel, row);
      const waiting = this.#waiting.get(row.channel);
      if (waiting)
        this.#waiting.set(
          row.channel,
          waiting.filter(({ n }) => n < 0 || n > row.acked),
        );
    }
    return this.#work();
  }

  of(key: string): Where {
    return this.#places.get(key) ?? 'hub';
  }

  get counts(): Counts {
    let [phone, carried, way, acked] = [0, 0, 0, 0];
    for (const [channel, waiting] of this.#waiting)
      for (const { n } of waiting)
        if (this.#placeOf(channel, n) === 'way') way += 1;
        else if (this.#placeOf(channel, n) === 'carried') carried += 1;
        else phone += 1;
    for (const row of this.#channels.values()) acked += row.acked;
    return {
      phone,
      carried,
      way,
      hub: Math.max(0, acked - this.asides.length),
      attention: this.asides.length,
    };
  }

  #list(channel: string): Waiting[] {
    const list = this.#waiting.get(channel) ?? [];
    this.#waiting.set(channel, list);
    return list;
  }

  #placeOf(channel: string, n: number): Where {
    if (n > 0 && n <= (this.#way.get(channel) ?? 0)) return 'way';
    return n > 0 && n <= (this.#carried.get(channel) ?? 0) ? 'carried' : 'phone';
  }

  /** What needs a person comes before what is unsent, then what is carried, then what is under way. */
  #work(): string[] {
    const before = this.#places;
    this.#places = new Map();
    for (const [channel, waiting] of this.#waiting)
      for (const { n, key } of waiting)
        this.#places.set(key, furthest(this.#places.get(key), this.#placeOf(channel, n)));
    for (const aside of this.asides.filter((one) => isWaiting(one.aside!)))
      this.#places.set(keyOf(aside), 'waits');
    for (const aside of this.asides.filter((one) => !isWaiting(one.aside!)))
      this.#places.set(keyOf(aside), 'attention');
    const keys = new Set([...before.keys(), ...this.#places.keys()]);
    return [...keys].filter((key) => before.get(key) !== this.#places.get(key));
  }
}

/** Of a record that several entries changed, the place of the one that is furthest from the hub. */
function furthest(one: Where | undefined, other: Where): Where {
  const order: Where[] = ['phone', 'carried', 'way'];
  return one && order.indexOf(one) < order.indexOf(other) ? one : other;
}

const keyOf = ({ channel, type, record }: Omit<OwnPlace, 'aside'>): string =>
  recordKey(channel, type, record);
const isSame = (a: OwnPlace, b: OwnPlace): boolean => a.channel === b.channel && a.n === b.n;

/** The parts of a record's key. */
export function keyParts(key: string): { channel: string; type: string; record: string } {
  const [channel = '', type = '', record = ''] = key.split('|');
  return { channel, type, record };
}
