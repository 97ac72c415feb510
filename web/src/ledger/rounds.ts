/**
 * The exchange itself, request by request, until neither side has anything left to say. A chunk of its own: no screen
 * waits for it.
 */
import { Agreed } from './agreed';
import { BadColumns, decode, type Columns } from './columns';
import { compose, countUnsent, keyOf, sendable } from './compose';
import type { Entry } from './entry';
import { HubError } from './errors';
import { forgetEverything, hear, isFarewell } from './farewell';
import type { Newcomer } from './newcomer';
import { Pace } from './pace';
import type { Replica } from './replica.svelte';
import { within } from './sealed/within';
import { settle, type Settled } from './settle';
import { allChannels, getMeta } from './store';
import { forgetNote } from './vanished';
import { ask, type Answer, type Request, type Send } from './wire';

export interface Progress {
  done: number;
  total: number;
}

/** Entries are taken in so many at a time, so that a slow phone goes on answering its person. */
const CHUNK = 250;

export class Rounds {
  readonly #replica: Replica;
  readonly #send: Send;
  readonly #pace = new Pace();
  readonly #agreed = new Agreed();
  #newcomer: Newcomer | undefined;

  constructor(replica: Replica, send: Send = ask) {
    this.#replica = replica;
    this.#send = send;
  }

  /** Go on until all is said; throws what ended it before. */
  async run(token: string, show: (progress: Progress) => void): Promise<void> {
    let left = sendable(this.#replica.db, await allChannels(this.#replica.db));
    this.#newcomer = undefined;
    let mayRepair = true;
    let blocked: HubError | undefined;
    let before = '';
    for (let done = 0; ;) {
      const size = blocked ? 0 : this.#pace.size;
      const round = await this.#round(token, size, mayRepair).catch((error: unknown) => {
        if (isFarewell(error)) return this.#leave(error);
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
      left = blocked ? 0 : sendable(this.#replica.db, settled.channels);
      // How much is still to come the hub doesn't say; at least as much again is the honest guess.
      show({ done, total: done + left + (answer.more ? Math.max(received, 1) : 0) });
      // The newest months first; the older ones when all else is said. What came since is asked for after them.
      if (await this.#readSnapshots(token, false, show)) continue;
      if (!answer.more && !left && !round.again && !(mayRepair && settled.astray.length)) {
        if (await this.#readSnapshots(token, true, show)) continue;
        break;
      }
      // Nothing moved, and the same question would get the same answer: leave it for later.
      const after = standing(settled, mayRepair);
      if (after === before) throw new HubError('hub_trouble');
      before = after;
    }
    if (blocked) throw blocked;
  }

  /** Shut out: go on handing in; when the hub has all of it, forget. Throws when it doesn't take the rest. */
  async #leave(error: HubError): Promise<undefined> {
    const { db } = this.#replica;
    const before = await countUnsent(db);
    const settled = await hear(db, error);
    await this.#replica.follow(settled);
    const left = await countUnsent(db);
    if (left && left < before) return undefined;
    if (!left) {
      await forgetEverything(db);
      forgetNote(this.#replica.name);
      await this.#replica.reload();
      this.#replica.shutOut = true;
    }
    throw error;
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
      const told = answer.entries && !isRestored ? whole(answer.entries) : [];
      const [entries, said] = await within(db, told, answer);
      await this.#heed(request, said, isRestored);
      const settled = await this.#takeIn(entries, said);
      this.#agreed.note(request, said, settled);
      return {
        settled,
        answer,
        sent: sent.length,
        received: entries.length,
        repaired: Boolean(request.vectors),
        // New rights: channels that weren't named in this request.
        again: Boolean(request.only && answer.grants),
      };
    } finally {
      this.#replica.markBack();
    }
  }

  /** What is to be read from snapshots; a phone that knows all there is never loads what does it. */
  async #heed(request: Request, answer: Answer, isRestored: boolean): Promise<void> {
    const begun = Object.entries(request.snapshots).flatMap(([channel, id]) => (id ? [channel] : []));
    const offers = answer.snapshots ?? {};
    if (!begun.length && !Object.keys(offers).length && !this.#newcomer) return;
    const { Newcomer, leaveUnoffered } = await import('./newcomer');
    this.#newcomer ??= new Newcomer(this.#replica, this.#send);
    this.#newcomer.heed(isRestored ? {} : offers);
    if (!isRestored) await leaveUnoffered(this.#replica, begun, offers);
  }

  #readSnapshots(token: string, all: boolean, show: (progress: Progress) => void): Promise<boolean> {
    return this.#newcomer?.read(token, all, show) ?? Promise.resolve(false);
  }

  async #takeIn(entries: Entry[], answer: Answer): Promise<Settled> {
    let at = 0;
    for (; entries.length - at > CHUNK; at += CHUNK) await this.#settle(entries.slice(at, at + CHUNK));
    return this.#settle(entries.slice(at), answer);
  }

  async #settle(entries: Entry[], answer?: Answer): Promise<Settled> {
    const settled = await settle(this.#replica.db, entries, answer);
    await this.#replica.follow(settled, answer?.grants);
    return settled;
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
  again: boolean;
}
