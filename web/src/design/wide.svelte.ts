/** Whether the screen has room for two panes. Svelte's own MediaQuery would bring 5 kB of maps and dates with it. */
class Wide {
  #query = typeof matchMedia === 'undefined' ? null : matchMedia('(min-width: 64rem)');
  /** The same width as in the styles of the screens. */
  current = $state(this.#query?.matches ?? false);

  constructor() {
    this.#query?.addEventListener('change', ({ matches }) => (this.current = matches));
  }
}

export const wide = new Wide();
