/**
 * Files of others that this phone takes along: opaque, kept beside the ledger in a storage of their own, handed to
 * the hub at the next contact, or to the phone they are for.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { checkRoom } from '../room';
import { getMeta, putMeta, type Database } from '../store';
import { TO_HUB, readFile } from './layout';
import { KIND } from './outward';

export interface Parcel {
  /** Of the file's first head. */
  id: string;
  /** Whether it goes to the hub; else it comes from there, for somebody's phone. */
  up: boolean;
  /** What a person calls it: the file's name, or the place it is for. */
  name: string;
  at: number;
  bytes: Uint8Array<ArrayBuffer>;
}

interface Schema extends DBSchema {
  parcels: { key: string; value: Parcel };
}

const openParcels = (name: string): Promise<IDBPDatabase<Schema>> =>
  openDB<Schema>(`${name}-parcels`, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('parcels', { keyPath: 'id' });
    },
  });

/** What a hub takes at its door in one piece (deploy/nginx.conf, Caddyfile). */
export const MOST_BYTES = 16 * 1024 * 1024;

export class Parcels {
  constructor(
    readonly db: Database,
    readonly name: string,
  ) {}

  async #with<T>(act: (parcels: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    const parcels = await openParcels(this.name);
    try {
      const result = await act(parcels);
      await putMeta(this.db, 'parcels', await parcels.count('parcels'));
      return result;
    } finally {
      parcels.close();
    }
  }

  all(): Promise<Parcel[]> {
    return this.#with((parcels) => parcels.getAll('parcels'));
  }

  /**
   * Keep a file, once however often it comes, when it is a carried file and not larger than a hub takes. Throws
   * LedgerError `storage_full` before it would fill the phone.
   */
  async keep(file: Blob, name: string): Promise<'kept' | 'not_carried' | 'too_large'> {
    for await (const found of readFile(file)) {
      if (!('head' in found)) return 'not_carried';
      if (file.size > MOST_BYTES) return 'too_large';
      await checkRoom(performance.now(), file.size);
      const { head } = found;
      const id = `${head.maker} ${[...head.file].join('')} ${head.part}`;
      const bytes = new Uint8Array(await file.arrayBuffer());
      const parcel = { id, up: head.direction === TO_HUB, name, at: Date.now(), bytes };
      await this.#with((parcels) => parcels.put('parcels', parcel));
      return 'kept';
    }
    return 'not_carried';
  }

  drop(id: string): Promise<void> {
    return this.#with((parcels) => parcels.delete('parcels', id));
  }

  /** Hand in what is for the hub. What the hub took, or can never take, is let go; an interrupted one stays. */
  async passOn(): Promise<number> {
    if (!(await getMeta(this.db, 'parcels'))) return 0;
    let passed = 0;
    for (const { id, up, bytes } of await this.all()) {
      if (!up || !(await handIn(bytes))) continue;
      await this.drop(id);
      passed += 1;
    }
    return passed;
  }
}

async function handIn(bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const headers = { 'Content-Type': KIND };
  const answer = await fetch('api/carried', { method: 'POST', headers, body: bytes }).catch(() => undefined);
  if (!answer?.ok) return false;
  const told = (await answer.json().catch(() => null)) as { refused: { reason: string }[] } | null;
  // Of these the same file may fare better later; anything else won't.
  return (
    Boolean(told) &&
    !told!.refused.some(({ reason }) => reason === 'too_many_waiting' || reason === 'cut_off')
  );
}

/** Fetch what the hub has for the phones of a place; undefined when nobody there can be written to. */
export async function fetchFor(place: string, token: string): Promise<Blob | undefined> {
  const headers = { Authorization: `Debo ${token}` };
  const answer = await fetch(`api/carried?place=${encodeURIComponent(place)}`, {
    headers,
    cache: 'no-store',
  });
  if (answer.status === 404) return undefined;
  if (!answer.ok) throw new TypeError('fetch');
  return answer.blob();
}
