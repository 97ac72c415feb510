/** "Something changed": what screens watch instead of the records themselves. */
export class Signal {
  #version = $state(0);

  /** Whoever reads now reads again after the next change. */
  watch(): void {
    void this.#version;
  }

  raise(): void {
    this.#version += 1;
  }
}
