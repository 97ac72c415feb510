/** A short word after something was done, with a way to take it back: instead of "are you sure?" before. */
export interface Said {
  text: string;
  undo?: (() => unknown) | undefined;
  /** What the button says; "Undo" unless told. */
  label?: string | undefined;
}

/** Long enough to read, look up and decide; it waits while a finger or the focus is on it. */
export const SHOWN_MS = 9000;

class Toast {
  current = $state.raw<Said | null>(null);
  /** How many sheets lie on the screen: what lies under one can't be touched, so the word is said on it. */
  sheets = $state(0);
  #timer: ReturnType<typeof setTimeout> | undefined;

  say(text: string, options: Omit<Said, 'text'> = {}): void {
    this.current = { text, ...options };
    this.resume();
  }

  pause(): void {
    clearTimeout(this.#timer);
  }

  resume(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.close(), SHOWN_MS);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.current = null;
  }

  async undo(): Promise<void> {
    const undo = this.current?.undo;
    this.close();
    await undo?.();
  }
}

export const toast = new Toast();
