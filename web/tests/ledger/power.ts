/** A phone's power, which goes before one of its writes. */
/** Counts the changes to IndexedDB; the power goes before number `at`, and everything fails from then on. */
export class Power {
  count = 0;
  gone = false;
  #tell: () => void = () => undefined;
  /** Comes when the power has gone, and never before. */
  readonly went = new Promise<void>((resolve) => (this.#tell = resolve));
  readonly #was: [object, string, unknown][] = [];

  constructor(readonly at: number) {
    for (const name of ['put', 'add', 'delete', 'clear']) this.#guard(IDBObjectStore.prototype, name, true);
    this.#guard(IDBDatabase.prototype, 'transaction', false);
    this.#guard(IDBObjectStore.prototype, 'get', false);
    this.#guard(IDBObjectStore.prototype, 'getAll', false);
  }

  #guard(owner: object, name: string, isChange: boolean): void {
    const own = owner as Record<string, (...words: unknown[]) => unknown>;
    const was = own[name]!;
    this.#was.push([owner, name, was]);
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the guarded method has a `this` of its own
    const power = this;
    own[name] = function (...words: unknown[]) {
      if (isChange && power.count++ === power.at) power.#go(this as unknown as IDBObjectStore);
      if (power.gone && name === 'transaction') throw new DOMException('the power is gone', 'AbortError');
      // Who waits for it waits for ever, as in a process that is no more.
      return power.gone ? new Promise(() => undefined) : was.apply(this, words);
    };
  }

  /** What was not committed is gone with it. */
  #go(store: IDBObjectStore): void {
    this.gone = true;
    queueMicrotask(() => store.transaction.abort());
    setTimeout(this.#tell, 5);
  }

  back(): void {
    this.gone = false;
    for (const [owner, name, was] of this.#was.splice(0)) (owner as Record<string, unknown>)[name] = was;
  }
}
