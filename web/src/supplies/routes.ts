/** What must not run out, and the words that are sent early. */
import type { Routes } from '../design/router.svelte';

export const routes: Routes = {
  '/supplies/:facility?': () => import('./Supplies.svelte'),
  '/supplies/:facility/:item': () => import('./Item.svelte'),
};
