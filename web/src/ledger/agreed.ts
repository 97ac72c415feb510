/**
 * Digests the hub has found to be its own since the app was opened. They are not told again while nothing changes,
 * which makes half of a request that has nothing else to say; a start of the app compares all of them anew.
 */
import type { Settled } from './settle';
import type { Answer, Request } from './wire';

export class Agreed {
  #epoch = '';
  #digests = new Map<string, string>();

  has(channel: string, digest: string): boolean {
    return this.#digests.get(channel) === digest;
  }

  /** Learn from an answer: what was told and not objected to, and what we found to be the same ourselves. */
  note(request: Request, answer: Answer, { channels, astray }: Settled): void {
    if (this.#epoch !== answer.epoch) this.#digests.clear();
    this.#epoch = answer.epoch;
    for (const [channel, digest] of Object.entries(request.digests)) this.#digests.set(channel, digest);
    for (const { channel, digest } of channels)
      if (answer.digests?.[channel] === digest) this.#digests.set(channel, digest);
    for (const channel of astray) this.#digests.delete(channel);
  }
}
