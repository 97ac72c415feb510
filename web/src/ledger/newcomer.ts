/**
 * Fetching snapshots, piece by piece. The next piece is on its way while the storage takes in the last one; a line
 * that drops ends it where it is, and the next exchange goes on with the piece that is missing.
 */
import { BadColumns } from './columns';
import { compareChannels } from './entry';
import { HubError } from './errors';
import type { Progress } from './rounds';
import type { Replica } from './replica.svelte';
import { leaveSnapshots, takePiece, type Piece } from './snapshot';
import { writing } from './store';
import type { Offer, Send } from './wire';

const MOST_GONE = 3;
/** With these the hub says that this isn't to be had any more; the next request tells what is instead. */
const NO_LONGER = ['refused', 'revoked_device'];

/** Leave those snapshots that the hub no longer offers. */
export async function leaveUnoffered(
  replica: Replica,
  begun: readonly string[],
  offers: Readonly<Record<string, Offer>>,
): Promise<void> {
  const gone = begun.filter((channel) => !(channel in offers));
  if (!gone.length) return;
  const rows = (await replica.db.getAll('channels')).filter(({ channel }) => gone.includes(channel));
  await writing(replica.db, (tx) => leaveSnapshots(tx, rows));
  await replica.reload();
}

export class Newcomer {
  #offers = new Map<string, Offer>();
  #gone = 0;

  constructor(
    readonly replica: Replica,
    readonly send: Send,
  ) {}

  /** What the hub offers now; it says all of it each time. */
  heed(offers: Record<string, Offer>): void {
    this.#offers = new Map(Object.entries(offers));
  }

  /**
   * Read what is offered: of every channel the newest months, and with `all` the older ones too. Answers whether
   * anything came.
   */
  async read(token: string, all: boolean, show: (progress: Progress) => void): Promise<boolean> {
    const channels = [...this.#offers.keys()].sort(compareChannels);
    const total = channels.reduce((sum, one) => sum + this.#offers.get(one)!.segments, 0);
    let done = 0;
    for (const channel of channels) {
      const offer = this.#offers.get(channel)!;
      const to = all ? offer.segments : offer.recent;
      const came = await this.#readChannel(token, channel, offer, to, () => {
        done += 1;
        show({ done, total });
      });
      if (came === null) {
        this.#offers.delete(channel);
        // Ask what there is instead; but not for ever, should the hub go on offering what it doesn't give.
        return done > 0 || (this.#gone += 1) < MOST_GONE;
      }
      if (to === offer.segments) this.#offers.delete(channel);
    }
    return done > 0;
  }

  /** Null when the hub has it no longer. */
  async #readChannel(
    token: string,
    channel: string,
    offer: Offer,
    to: number,
    came: () => void,
  ): Promise<true | null> {
    const begun = (await this.replica.db.get('channels', channel))?.snapshot;
    let at = begun?.id === offer.id ? begun.taken : 0;
    let next = at < to ? this.#fetch(token, offer, at) : undefined;
    while (next) {
      const piece: Piece | null = await next;
      if (!piece) return null;
      if (piece.channel !== channel || piece.seq !== offer.seq || piece.segment !== at)
        throw new HubError('cut');
      at += 1;
      next = at < to ? this.#fetch(token, offer, at) : undefined;
      // What goes wrong with it is told when it is awaited, or never, when this piece isn't whole.
      next?.catch(() => undefined);
      const settled = await this.#take(offer, piece);
      if (!settled) return null;
      await this.replica.follow(settled);
      came();
    }
    return true;
  }

  async #take(offer: Offer, piece: Piece) {
    try {
      return await takePiece(this.replica.db, offer, piece);
    } catch (error) {
      throw error instanceof BadColumns ? new HubError('cut') : error;
    }
  }

  async #fetch(token: string, { id }: Offer, segment: number): Promise<Piece | null> {
    try {
      return await this.send<Piece>(`snapshots/${id}/${segment}`, { token });
    } catch (error) {
      if (error instanceof HubError && NO_LONGER.includes(error.code)) return null;
      throw error;
    }
  }
}
