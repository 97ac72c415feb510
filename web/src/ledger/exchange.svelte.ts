/**
 * The exchange with the hub: by itself on start, when the network comes back, after a write and every five minutes.
 * It never holds up a screen, one tab does it for all, and whatever ends it midway costs nothing but time.
 */
import { Agreed } from './agreed';
import { BadColumns, decode, type Columns } from './columns';
import { credentials } from './device';
import { compose, countUnsent, keyOf } from './compose';
import type { Entry } from './entry';
import { asLedgerError, LedgerError, type LedgerCode } from './errors';
import { Pace, waitAfter } from './pace';
import { replica as ours, type Replica } from './replica.svelte';
import type { Settled } from './settle';
import { getMeta } from './store';
import { ask, HubError, type Answer, type HubCode, type Send } from './wire';

export interface Progress {
  done: number;
  total: number;
}

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
/** Entries are taken in so many at a time, so that a slow phone goes on answering its person. */
const CHUNK = 250;

export class Exchange {
  state = $state<ExchangeState>({
    online: true,
    running: false,
    last: null,
    lastError: null,
    progress: null,
  });
  readonly #replica: Replica;
  readonly #send: Send;
  readonly #pace = new Pace();
  #running: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  readonly #agreed = new Agreed();
  #stop: (() => void) | undefined;

  constructor(replica: Replica, send: Send = ask) {
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
    this.#timer = setTimeout(() => void this.now(), ms);
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
      this.#failures += 1;
      const wait = error instanceof HubError ? error.waitSeconds * 1000 : 0;
      if (this.#stop) this.#in(Math.max(wait, waitAfter(this.#failures)));
    } finally {
      this.state.running = false;
      this.state.progress = null;
    }
  }

  async #exchange(): Promise<void> {
    const token = await credentials(this.#replica.db);
    if (!token) throw new LedgerError('not_joined');
    this.state.running = true;
    let left = await countUnsent(this.#replica.db);
    let mayRepair = true;
    let blocked: HubError | undefined;
    let before = '';
    for (let done = 0; ;) {
      const size = blocked ? 0 : this.#pace.size;
      const round = await this.#round(token, size, mayRepair).catch((error: unknown) => {
        // A batch the hub can't read at all must not keep this phone from reading. Smaller ones are tried first.
        if (!(error instanceof HubError) || error.code !== 'refused' || blocked || !left) throw error;
        if (this.#pace.size > 10) this.#pace.lost();
        else blocked = error;
        return undefined;
      });
      if (!round) continue;
      const { settled, answer, sent, received } = round;
      // Once an exchange, unless the answer was only a part: then the vectors tell what is still lacking.
      if (round.repaired && !answer.more) mayRepair = false;
      done += sent + received;
      left = blocked ? 0 : settled.channels.reduce((sum, { n, acked }) => sum + Math.max(0, n - acked), 0);
      const coming = answer.more ? Math.max(received, 1) : 0;
      this.state.progress = { done, total: done + left + coming };
      if (!answer.more && !left && !(mayRepair && settled.astray.length)) break;
      // Nothing moved, and the same question would get the same answer: leave it for later.
      const after = standing(settled, mayRepair);
      if (after === before) throw new HubError('hub_trouble');
      before = after;
    }
    if (blocked) throw blocked;
  }

  /** One request and what its answer does here. */
  async #round(token: string, size: number, mayRepair: boolean): Promise<Round> {
    const { db } = this.#replica;
    const { request, sent } = await compose(db, size, mayRepair, this.#agreed);
    this.#replica.markSent(sent);
    try {
      const began = performance.now();
      const answer = await this.#send<Answer>('sync', { body: request, token }).catch((error: unknown) => {
        if (error instanceof HubError && ['unreachable', 'cut', 'slow'].includes(error.code))
          this.#pace.lost();
        throw error;
      });
      const full = sent.length === size || Boolean(answer.more);
      this.#pace.took(performance.now() - began, full && size > 0);
      const known = await getMeta(db, 'epoch');
      // What a restored hub sends is counted by cursors it no longer has: it will be asked for again.
      const isRestored = known !== undefined && known !== answer.epoch;
      const entries = answer.entries && !isRestored ? whole(answer.entries) : [];
      const settled = await this.#takeIn(entries, answer);
      this.#agreed.note(request, answer, settled);
      return {
        settled,
        answer,
        sent: sent.length,
        received: entries.length,
        repaired: Boolean(request.vectors),
      };
    } finally {
      this.#replica.markBack();
    }
  }

  async #takeIn(entries: Entry[], answer: Answer): Promise<Settled> {
    let at = 0;
    for (; entries.length - at > CHUNK; at += CHUNK)
      await this.#replica.settle(entries.slice(at, at + CHUNK));
    return this.#replica.settle(entries.slice(at), answer);
  }
}

/** The entries of columns that are whole; what a cut line left of them changes nothing. */
function whole(columns: Columns): Entry[] {
  try {
    return decode(columns, keyOf);
  } catch (error) {
    throw error instanceof BadColumns ? new HubError('cut') : error;
  }
}

/** Where the replica stands: the same twice means that nothing moves. */
function standing({ channels }: Settled, mayRepair: boolean): string {
  return JSON.stringify([mayRepair, channels.map(({ acked, cursor, digest }) => [acked, cursor, digest])]);
}

interface Round {
  settled: Settled;
  answer: Answer;
  sent: number;
  received: number;
  repaired: boolean;
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

function codeOf(error: unknown): HubCode | LedgerCode {
  const known = asLedgerError(error);
  if (known instanceof HubError || known instanceof LedgerError) return known.code;
  // A mistake of ours; the exchange stays alive, and whoever looks for it finds it here.
  console.error(error);
  return 'hub_trouble';
}

export const exchange = new Exchange(ours);
