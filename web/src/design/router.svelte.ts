/**
 * Where the person is, kept in the part of the address after `#`, so that any screen opens offline from a link.
 *
 * A room names its screens in `<room>/routes.ts`: `export const routes: Routes = { '/people/:person?': () => import('./People.svelte') }`.
 * The named parts reach the screen as props; `route.query` holds what follows a `?`.
 */
import type { Component } from 'svelte';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each screen says its own props; the address is only text
export type Screen = Component<any>;
export type Routes = Record<string, () => Promise<{ default: Screen }>>;

class Route {
  path = $state('/');
  query = $state.raw(new URLSearchParams());
  params = $state.raw<Record<string, string>>({});

  /** Take over the address as it stands. */
  read(hash: string): void {
    const [path = '', query = ''] = hash.replace(/^#/, '').split('?');
    this.path = path || '/';
    this.query = new URLSearchParams(query);
  }
}

export const route = new Route();

/** Open another screen: `go('#/cycles')`. With `replace`, "back" skips the present one. */
export function go(hash: string, { replace = false } = {}): void {
  if (replace) {
    history.replaceState(history.state, '', hash);
    route.read(hash);
  } else location.hash = hash;
}

/** One screen back, or home when this was the first. */
export function back(otherwise = '#/'): void {
  if (history.length > 1) history.back();
  else go(otherwise, { replace: true });
}

/** An address from its parts, each written safely: `to('enter', measure, facility)`. */
export function to(...given: string[]): string {
  return `#/${given.map(encodeURIComponent).join('/')}`;
}

/** Follow the address from now on; answers how to stop. */
export function follow(): () => void {
  const take = (): void => route.read(location.hash);
  take();
  addEventListener('hashchange', take);
  return () => removeEventListener('hashchange', take);
}
