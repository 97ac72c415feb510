/**
 * The exchange with the hub: by itself on start, when the network comes back, after a write and every five minutes.
 * It never holds up a screen, one tab does it for all, and whatever ends it midway costs nothing but time.
 */
import { codeOf, HubError, LedgerError, type HubCode, type LedgerCode } from './errors';
import { waitAfter } from './pace';
import { replica as ours, type Replica } from './replica.svelte';
import type { Progress, Rounds } from './rounds';
import { credentials, ringOf } from './sealed/rows';
import { getMeta } from './store';
import type { Send } from './wire';

export interface ExchangeState {
  /** What the phone believes about its network. */
  online: boolean;
  running: boolean;
  /** When the last exchange ended well, ms since 1970. */
  last: number | null;
  lastError: HubCode | LedgerCode | null;
  progress: Progress | null;
}

const AFTER_WRITE_MS = 2_000;
const EVERY_MS = 300_000;

export class Exchange {
  state = $state<ExchangeState>({
    online: true,
    running: false,
    last: null,
    lastError: null,
    progress: null,
  });
  readonly #replica: Replica;
  readonly #send: Send | undefined;
  #running: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #rounds: Rounds | undefined;
  #stop: (() => void) | undefined;

  constructor(replica: Replica, send?: Send) {
    this.#replica = replica;
    this.#send = send;
    replica.whenWritten(() => {
      if (this.#stop) this.#in(AFTER_WRITE_MS);
    });
  }

  /** Begin to exchange by itself. Answers when the state is known, not when the hub has been asked. */
  async start(): Promise<void> {
    this.stop();
    this.state.last = (await getMeta(this.#replica.db, 'last')) ?? null;
    this.#stop = this.#listen();
    this.#in(0);
  }

  /** Somebody has unlocked the phone: exchange by itself again, if it does. */
  after(): void {
    if (this.#stop) this.#in(0);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#stop?.();
    this.#stop = undefined;
  }

  /** Exchange now; answers when it has ended, well or not (`state.lastError`). Asked twice, it runs once. */
  now(): Promise<void> {
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
    return this.#running;
  }

  #listen(): () => void {
    if (typeof window === 'undefined') return () => undefined;
    const online = (): void => {
      this.state.online = navigator.onLine;
      if (navigator.onLine) this.#in(0);
    };
    const seen = (): void => {
      if (document.visibilityState === 'visible' && Date.now() - (this.state.last ?? 0) > 60_000) this.#in(0);
    };
    this.state.online = navigator.onLine;
    window.addEventListener('online', online);
    window.addEventListener('offline', online);
    document.addEventListener('visibilitychange', seen);
    return () => {
      window.removeEventListener('online', online);
      window.removeEventListener('offline', online);
      document.removeEventListener('visibilitychange', seen);
    };
  }

  #in(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      // Out of sight it can wait: coming back into sight asks anew.
      if (ms === EVERY_MS && globalThis.document?.hidden) return;
      void this.now();
    }, ms);
  }

  async #run(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      const mine = await alone(`${this.#replica.name}-exchange`, () => this.#exchange());
      if (mine) [this.state.lastError, this.#failures] = [null, 0];
      this.state.last = (await getMeta(this.#replica.db, 'last')) ?? null;
      if (this.#stop) this.#in(EVERY_MS);
    } catch (error) {
      this.state.lastError = codeOf(error);
      // Nobody has joined here: there is nothing to ask for, and joining asks by itself.
      if (this.state.lastError === 'not_joined') return;
      // Nobody is at work: what is here is sealed, and the next unlock asks by itself.
      if (this.state.lastError === 'locked') {
        this.state.lastError = null;
        return;
      }
      this.#failures = this.state.progress?.done ? 0 : this.#failures + 1;
      const wait = error instanceof HubError ? error.waitSeconds * 1000 : 0;
      if (this.#stop) this.#in(Math.max(wait, waitAfter(this.#failures)));
    } finally {
      this.state.running = false;
      this.state.progress = null;
    }
  }

  async #exchange(): Promise<void> {
    const { db } = this.#replica;
    const ring = ringOf(db);
    if (!ring) throw new LedgerError((await db.count('people')) ? 'locked' : 'not_joined');
    const token = await credentials(db);
    if (!token) throw new LedgerError('not_joined');
    this.state.running = true;
    const locks = await import('./sealed/locks');
    await locks.prepare(db, ring, (asked) => this.#openAtHub(token, ring.person, asked));
    // Loaded when first needed; a load that failed is tried again the next time.
    if (!this.#rounds) {
      const { Rounds } = await import('./rounds');
      this.#rounds = new Rounds(this.#replica, this.#send);
    }
    await this.#rounds.run(token, (progress) => (this.state.progress = progress));
    if (!ringOf(db)) return;
    await locks.prune(db);
    await locks.share(db, ring);
    await this.#passOn();
    const { compact } = await import('./compaction');
    // It is tidying: what goes wrong with it is tried again another day, and is no trouble of the exchange.
    await compact(this.#replica.db).catch(() => 0);
  }

  /** The hub opens its copies of keys for the person at work, where they may read the channel. */
  async #openAtHub(token: string, person: string, locks: object[]): Promise<Record<string, string>> {
    const send = this.#send ?? (await import('./wire')).ask;
    try {
      return (await send<{ keys: Record<string, string> }>('locks', { body: { locks }, token, person })).keys;
    } catch (error) {
      // A hub of an older version, or a right that has just ended: the exchange itself will tell.
      if (error instanceof HubError && error.code === 'refused') return {};
      throw error;
    }
  }

  /** Files that were taken along for others are handed in at the first contact. */
  async #passOn(): Promise<void> {
    const { db, name } = this.#replica;
    if (!(await getMeta(db, 'parcels'))) return;
    const { Parcels } = await import('./carried/parcels');
    await new Parcels(db, name).passOn();
  }
}

/** Do it unless another tab is doing it. Answers whether it was done here. */
async function alone(name: string, act: () => Promise<void>): Promise<boolean> {
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  if (!locks) return act().then(() => true);
  return locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) await act();
    return Boolean(lock);
  });
}

export const exchange = new Exchange(ours);
