/**
 * What the phone holds that is not at the hub, read straight from the browser's storage: without the app, whatever
 * version made it, and without changing anything (docs/protocol.md, "The rescue file").
 */

/** A row of the storage as it stands there; bytes are turned into text when written down. */
type Row = Record<string, unknown>;

export interface Unsent {
  device: string;
  entries: Row[];
  /** The channels' keys as they are kept for the hub alone: it opens with them what is sealed. */
  keys: Row[];
  /** Signs the file; missing on a phone that nobody has joined. */
  key: CryptoKey | undefined;
}

/** Read the storage named `name`; null when there is none. Rejects when the browser won't open it. */
export async function unsent(name: string): Promise<Unsent | null> {
  const db = await opened(name);
  if (!db) return null;
  try {
    const channels = await rows(db, 'channels');
    const acked = new Map(channels.map(({ channel, acked: n }) => [channel, Number(n)]));
    const entries = (await rows(db, 'own')).filter((row) => isUnsent(row, acked.get(row['channel']) ?? 0));
    const pair = (await one(db, 'meta', 'keys')) as CryptoKeyPair | undefined;
    const keys = (await rows(db, 'locks')).filter(({ person }) => person === 'hub');
    return { device: String((await one(db, 'meta', 'device')) ?? ''), entries, keys, key: pair?.privateKey };
  } finally {
    db.close();
  }
}

/** Not acknowledged; of a former device (n below zero); or set aside and not said anew. */
function isUnsent({ n, aside }: Row, acked: number): boolean {
  const set = aside as { settled?: boolean } | undefined;
  return Number(n) > acked || Number(n) < 0 || Boolean(set && !set.settled);
}

/** The file: one line of what it holds, and the device's signature over that line. */
export async function rescueFile({ device, entries, keys, key }: Unsent, now = Date.now()): Promise<string> {
  const payload = JSON.stringify({ device, at: Math.floor(now / 1000), entries, keys }, bytesAsText);
  const bytes = new TextEncoder().encode(`debo-rescue-1\n${payload}`);
  const how = { name: 'ECDSA', hash: 'SHA-256' };
  const signature = key ? base64url(new Uint8Array(await crypto.subtle.sign(how, key, bytes))) : '';
  return JSON.stringify({ debo: 'rescue', v: 1, payload, signature });
}

function bytesAsText(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? base64url(value) : value;
}

// Said again here on purpose: this page must not need a file that the app needs.
const base64url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');

/** The storage in whatever version it has; null, and nothing made, when there is none. */
function opened(name: string): Promise<IDBDatabase | null> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    let isNew = false;
    request.onupgradeneeded = () => {
      // An empty storage of version 1 would keep the app from making its own.
      isNew = true;
      request.transaction?.abort();
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => (isNew ? resolve(null) : reject(request.error ?? new Error('storage')));
  });
}

async function rows(db: IDBDatabase, store: string): Promise<Row[]> {
  return db.objectStoreNames.contains(store) ? asked(db, store, (from) => from.getAll() as IDBRequest) : [];
}

async function one(db: IDBDatabase, store: string, key: string): Promise<unknown> {
  return db.objectStoreNames.contains(store) ? asked(db, store, (from) => from.get(key)) : undefined;
}

function asked<T>(db: IDBDatabase, store: string, ask: (from: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = ask(db.transaction(store).objectStore(store));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('storage'));
  });
}
