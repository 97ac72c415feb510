/** Room on the phone: looked at before anything is written, because a full disk refuses late and harshly. */
import { LedgerError } from './errors';

export interface Room {
  used: number;
  quota: number;
  /** More than 80 % is used: the person is told while there is still room to act. */
  nearlyFull: boolean;
  /** The browser promised not to clear this storage by itself. */
  kept: boolean;
}

const WARN_ABOVE = 0.8;
/** A month of a facility's entries is some tens of kB; below this the disk is as good as full. */
const LEAST_BYTES = 1_000_000;
/** Asking takes some milliseconds on a slow phone, and between two entries little changes. */
const ASK_AGAIN_MS = 20_000;

let asked: { at: number; room: Room | null } | undefined;

/** How much room there is; null where the browser doesn't say. */
export async function roomLeft(): Promise<Room | null> {
  const storage = globalThis.navigator?.storage as StorageManager | undefined;
  if (!storage?.estimate) return null;
  const [{ usage = 0, quota = 0 }, kept] = await Promise.all([
    storage.estimate(),
    storage.persisted?.() ?? false,
  ]);
  return quota ? { used: usage, quota, nearlyFull: usage > quota * WARN_ABOVE, kept } : null;
}

/** Refuse, with a LedgerError, to write `bytes` (an entry: none worth counting) into the last bit of room. */
export async function checkRoom(now = performance.now(), bytes = 0): Promise<void> {
  if (!asked || now - asked.at > ASK_AGAIN_MS) asked = { at: now, room: await roomLeft().catch(() => null) };
  const { room } = asked;
  if (!room || room.quota - room.used >= LEAST_BYTES + bytes) return;
  // A person who has just made room must not wait to be believed.
  asked = undefined;
  throw new LedgerError('storage_full');
}

/** Ask the browser to keep this storage. It may say no, without asking anybody; then eviction stays possible. */
export async function keepStorage(): Promise<boolean> {
  return (await globalThis.navigator?.storage?.persist?.().catch(() => false)) ?? false;
}
