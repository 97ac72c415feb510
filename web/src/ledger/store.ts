/** The phone's storage: one IndexedDB database, opened here and nowhere else. */
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import { compareChannels, type Entry, type Json } from './entry';
import { newDeviceId } from './ids';
import type { Ranges } from './known';
import type { Lease } from './lease';
import type { Cell } from './merge';
import type { Words } from './schema';
import type { Told } from './wire';

export type Bytes = Uint8Array<ArrayBuffer>;

/** A record in one channel: the merge of all its entries there. */
export interface RecordRow {
  channel: string;
  type: string;
  record: string;
  fields: Record<string, Json>;
  /** By field; or, where one entry wrote all of them, its stamp: most records are so, and load in half the time. */
  cells: string | Record<string, Cell>;
  /** It was erased by law: it says nothing, whatever is written about it. */
  erased?: boolean;
}

/** An entry of this device. */
export interface OwnRow extends Entry {
  /** The hub set it aside. `settled`: a later entry of the same person says it again or otherwise. */
  aside?: {
    reason: string;
    words: Record<string, string>;
    settled?: boolean;
    /** Its author knows, and has told whom it concerns: it waits without asking for attention. */
    heeded?: boolean;
  };
}

/** What of an own entry may be told while the phone is locked: where it stands, never what it says. */
export type OwnPlace = Omit<OwnRow, 'at' | 'set' | 'base' | 'aside'> & {
  aside?: { reason: string; settled?: boolean; heeded?: boolean };
};

/*
 * As things lie in the storage (sealed/rows.ts seals and opens them, and nothing else does). `never`: what is not
 * sealed can't be put there by mistake. Rows from before version 2 are plain until somebody unlocks the phone.
 */
export type StoredRecord = Pick<RecordRow, 'channel' | 'type' | 'record'> & {
  fields?: never;
  cells?: never;
} & (
    | { pack: number }
    /** `loose`: its channel, so that an index finds those that lie in no pack. */
    | { loose: string; sealed: Bytes }
    | { loose: string; erased: true }
  );
export type StoredOwn = OwnPlace & { sealed: Bytes; at?: never; set?: never; base?: never };
/** Entries of others, one chunk an item. `snapshot`: rows of one, entries reduced to what stood, whose hash nobody can compute. */
export interface StoredHistory {
  channel: string;
  sealed: Bytes;
  entries?: never;
  snapshot?: string;
}
/** Many records of a channel in one seal: small seals cost a slow phone ten times as much. */
export interface Pack {
  channel: string;
  sealed: Bytes;
}

/** Stands for a person where a channel's key is sealed to the hub. */
export const HUB = 'hub';

/** A channel's key, for one person or for the hub. */
export interface Lock {
  channel: string;
  person: string;
  /** To which of their keys it was sealed (`keyName`). */
  to: string;
  sealed: Bytes;
  /** Sealed to the public key by somebody else at work, not yet under the person's own key. */
  letter?: true;
}

export interface ChannelRow {
  channel: string;
  /** The last n this device wrote here. */
  n: number;
  /** The last n that the hub holds durably. */
  acked: number;
  /** How far the hub's sequence was read, in the present epoch. */
  cursor: number;
  /** Of all entries here that the hub has accepted; sealed where it lies, since few entries could be guessed by it. */
  digest: string | Bytes;
  /** The entries in the digest, by device. */
  known: Record<string, Ranges>;
  /** What this channel is being read from, until all of it has come; the cursor waits for that. */
  snapshot?: Reading;
}

/** A snapshot that is being read (docs/protocol.md 4b): what the hub offered, and how many pieces have come. */
export interface Reading {
  id: string;
  seq: number;
  segments: number;
  /** The first so many hold all but what is older than `since`, YYYY-MM-DD. */
  recent: number;
  since: string;
  taken: number;
  /** The entries that it stands for, by device. */
  known: Record<string, Ranges>;
}

interface Schema extends DBSchema {
  /** Small things by name; the names are in Meta. */
  meta: { key: string; value: unknown };
  people: { key: string; value: PersonRow };
  own: { key: [channel: string, n: number]; value: StoredOwn; indexes: { aside: string } };
  /** Entries of others, one chunk an item: the log this phone's records are the fold of. */
  history: { key: number; value: StoredHistory; indexes: { channel: string } };
  records: {
    key: [channel: string, type: string, record: string];
    value: StoredRecord;
    indexes: { loose: string };
  };
  packs: { key: number; value: Pack; indexes: { channel: string } };
  channels: { key: string; value: ChannelRow };
  locks: { key: [channel: string, person: string]; value: Lock; indexes: { person: string } };
}

/** A person who unlocks this phone. */
export interface PersonRow {
  person: string;
  name: string;
  place: Words;
  role: string;
  /** Of the PIN; see pin.ts. */
  salt: Bytes;
  /** The person's key, sealed under the PIN (sealed/person.ts). */
  lock?: Bytes;
  /** Colleagues at work seal to it what this person may read. */
  publicKey?: Bytes;
  /** Its other half, sealed under the person's key. */
  privateKey?: Bytes;
  /** From before version 2, until the next unlock: whether a PIN is right, … */
  verifier?: Bytes;
  /** … bound to this phone's guard or, older still, not, … */
  guarded?: boolean;
  /** … and what keeps a colleague's letters until then: usable here, not readable. */
  trust?: CryptoKeyPair;
  /** The phone became another device: they must join again, and the same PIN then opens what lies here. */
  away?: true;
  /** Wrong tries since the last right one, and until when (ms since 1970) the next must wait. */
  wrong: number;
  waitUntil: number;
}

/** What a person may do, as the hub last said. */
export interface Grant {
  name: string;
  channels: Record<string, string[]>;
  places: string[];
  teams: string[];
  roles: { role: string; place: string }[];
}

/** The hub as a reader and a writer of carried files; base64url. */
export interface HubKeys {
  device: string;
  public_key: string;
  carry_key: string;
  /** In which epoch it said so: a hub restored without its secret has other keys. */
  epoch?: string;
}

/** Own entries of one channel that were handed over, with the digest of their hashes. */
export interface HandedLine {
  channel: string;
  from: number;
  to: number;
  digest: string;
}

/** A receipt: what was handed over, when and to whom. */
export interface Handed {
  /** Of the file's first part: XXXX-XXXX. */
  code: string;
  device: string;
  by: string;
  /** ms since 1970 by this phone's clock. */
  at: number;
  lines: HandedLine[];
  /** Somebody said that the file didn't arrive. */
  lost?: boolean;
}

/** A receipt as it lies there: how far it reaches is plain, so that "carried" stays true while locked. */
export interface StoredHanded {
  lines: Pick<HandedLine, 'channel' | 'from' | 'to'>[];
  lost?: boolean;
  sealed: Bytes;
}

/** What nobody may read while the phone is locked; under the phone's own key (sealed/rows.ts). */
export interface Secrets {
  token: string;
  grants: { hash: string; people: Record<string, Grant> };
}

/** The names in `meta` and what stands under them. */
export interface Meta {
  device: string;
  keys: CryptoKeyPair;
  /** Without it no PIN can be tried; it can be used here and not be read (pin.ts). */
  guard: CryptoKey;
  token: { sealed: Bytes };
  /** The Lamport counter: the greatest stamp this replica has written or seen. */
  clock: number;
  epoch: string;
  grants: { sealed: Bytes };
  /** Own entries of which the hub is to hear, with the next request, that their setting aside or taking is known here. */
  told: Told[];
  /** Channels whose version vector the next request carries. */
  repair: string[];
  /** How long this phone may still be opened without a contact. */
  lease: Lease;
  /** When the last exchange ended well, ms since 1970 by this phone's clock. */
  last: number;
  /** Hub's time minus this phone's, in seconds, at the last contact. */
  offset: number;
  /** The hub's time in the newest answer heard, on the line or by hand. */
  heard: number;
  /** Opens files that were carried to this device; the hub knows its public half. */
  carryKeys: CryptoKeyPair;
  /** Whom carried files are for, and whose are believed: told once and kept. */
  hub: HubKeys;
  /** What was handed over, newest first. */
  handed: StoredHanded[];
  /** How many files of others wait here to be passed on. */
  parcels: number;
  /** When old history was last let go, ms since 1970 by this phone's clock. */
  compacted: number;
  /** Channels in which rows from before version 2 may lie in plain. */
  plain: string[];
}

export type StoreName = 'meta' | 'people' | 'own' | 'history' | 'records' | 'packs' | 'channels' | 'locks';
export type Looking = IDBPTransaction<Schema, StoreName[], 'readonly'>;
export type Writing = IDBPTransaction<Schema, StoreName[], 'readwrite'>;
export type Database = IDBPDatabase<Schema>;

/** Everything an entry touches. */
const LEDGER: StoreName[] = ['meta', 'people', 'own', 'history', 'records', 'packs', 'channels', 'locks'];

/** 2: sealed (docs/decisions/0031-the-pin-and-the-guard.md). An app older than the storage refuses to open it. */
const VERSION = 2;

/** Open the storage, making it and naming the device when it is new: an emptied storage is another device. */
export async function openStore(name: string, onClosed: () => void): Promise<Database> {
  const db = await openDB<Schema>(name, VERSION, {
    async upgrade(fresh, before, _, tx) {
      if (before < 1) {
        fresh.createObjectStore('meta');
        fresh.createObjectStore('people', { keyPath: 'person' });
        // Only rows that have been set aside are in this index.
        fresh.createObjectStore('own', { keyPath: ['channel', 'n'] }).createIndex('aside', 'aside.reason');
        fresh.createObjectStore('history', { autoIncrement: true }).createIndex('channel', 'channel');
        fresh.createObjectStore('records', { keyPath: ['channel', 'type', 'record'] });
        fresh.createObjectStore('channels', { keyPath: 'channel' });
      }
      if (before < 2) {
        tx.objectStore('records').createIndex('loose', 'loose');
        fresh.createObjectStore('packs', { autoIncrement: true }).createIndex('channel', 'channel');
        fresh.createObjectStore('locks', { keyPath: ['channel', 'person'] }).createIndex('person', 'person');
        const met = await tx.objectStore('channels').getAllKeys();
        if (met.length) await tx.objectStore('meta').put(met, 'plain');
      }
    },
    // Another tab brings a newer version of the storage: give way rather than hold it up.
    blocking: () => {
      db.close();
      onClosed();
    },
    terminated: onClosed,
  });
  const tx = db.transaction('meta', 'readwrite');
  if (!(await tx.store.get('device'))) await tx.store.put(newDeviceId(), 'device');
  await tx.done;
  return db;
}

/**
 * Do it in one transaction over the whole ledger, on the disk before this answers: what a person typed, or what was
 * acknowledged, must outlive a power cut. (STACK: `strict` costs nothing one can measure.) All of it or nothing:
 * whatever is thrown midway undoes the rest.
 */
export async function writing<T>(db: Database, act: (tx: Writing) => Promise<T>): Promise<T> {
  const tx = db.transaction(LEDGER, 'readwrite', { durability: 'strict' });
  // The reason of a failure is told by what failed, not by the transaction that ended with it.
  const ended = tx.done.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  let result: T;
  try {
    result = await act(tx);
  } catch (error) {
    try {
      tx.abort();
    } catch {
      // It has ended already, by the same error.
    }
    await ended;
    throw error;
  }
  const failed = await ended;
  if (failed) throw failed.error;
  return result;
}

export async function getMeta<K extends keyof Meta>(
  from: Database | Writing,
  key: K,
): Promise<Meta[K] | undefined> {
  const found = 'objectStore' in from ? from.objectStore('meta').get(key) : from.get('meta', key);
  return (await found) as Meta[K] | undefined;
}

export async function putMeta<K extends keyof Meta>(
  to: Database | Writing,
  key: K,
  value: Meta[K],
): Promise<void> {
  await ('objectStore' in to ? to.objectStore('meta').put(value, key) : to.put('meta', value, key));
}

/** The digest of a channel without entries. */
export const NO_DIGEST = '0000000000000000';

export const emptyChannel = (channel: string): ChannelRow => ({
  channel,
  n: 0,
  acked: 0,
  cursor: 0,
  digest: NO_DIGEST,
  known: {},
});

/** All channels met so far, narrow ones first. */
export async function allChannels(db: Database): Promise<ChannelRow[]> {
  return (await db.getAll('channels')).sort((a, b) => compareChannels(a.channel, b.channel));
}

/** Own entries of a channel after `n`, in order. */
export function ownAfter(channel: string, n: number): IDBKeyRange {
  return IDBKeyRange.bound([channel, n], [channel, Infinity], true);
}

/** All own entries of a channel, those that wait for another device's number included. */
export const inChannelOwn = (channel: string): IDBKeyRange =>
  IDBKeyRange.bound([channel, -Infinity], [channel, Infinity]);

/**
 * Own entries that wait for their author to join on the device that this one has become. They are numbered below
 * zero, in their order: -1 is the oldest.
 */
export const heldBack = (channel: string): IDBKeyRange =>
  IDBKeyRange.bound([channel, -Infinity], [channel, 0]);

/** All records of a channel. An array sorts after every text, so this ends the channel's keys. */
export const inChannel = (channel: string): IDBKeyRange => IDBKeyRange.bound([channel], [channel, []]);

/** Some private windows have no IndexedDB, or throw when it is only named. */
export function hasStorage(): boolean {
  try {
    return typeof indexedDB === 'object' && indexedDB !== null;
  } catch {
    return false;
  }
}
