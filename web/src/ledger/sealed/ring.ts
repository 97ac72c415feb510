/** The keys in the hand of whoever has unlocked the phone: in this tab's memory, and gone with the lock. */
import { LedgerError } from '../errors';
import { textBytes } from '../sha1';
import type { Bytes } from '../store';
import { open, seal } from './cipher';

const decoder = new TextDecoder();

export class Ring {
  readonly #keys = new Map<string, Bytes>();

  /** `own`: the person's own key, under which theirs of the channels are sealed. */
  constructor(
    readonly person: string,
    readonly own: Bytes,
    /** Opens what colleagues sealed to this person. */
    readonly pair: CryptoKeyPair,
    /** Which of the person's keys this is. */
    readonly name: string,
  ) {}

  get channels(): string[] {
    return [...this.#keys.keys()];
  }

  has(channel: string): boolean {
    return this.#keys.has(channel);
  }

  /** The key itself: only to be sealed to somebody else. LedgerError `not_opened` when it isn't here. */
  key(channel: string): Bytes {
    const key = this.#keys.get(channel);
    if (!key) throw new LedgerError('not_opened');
    return key;
  }

  add(channel: string, key: Bytes): void {
    this.#keys.set(channel, key.slice());
  }

  drop(channel: string): void {
    this.#keys.delete(channel);
  }

  seal(channel: string, value: unknown, about: string): Bytes {
    return seal(this.key(channel), textBytes(JSON.stringify(value)), about);
  }

  open<T>(channel: string, sealed: Bytes, about: string): T {
    return JSON.parse(decoder.decode(open(this.key(channel), sealed, about))) as T;
  }

  /** Locked: whatever is under way finds no key any more and changes nothing. */
  forget(): void {
    for (const key of this.#keys.values()) key.fill(0);
    this.#keys.clear();
    this.own.fill(0);
  }
}
