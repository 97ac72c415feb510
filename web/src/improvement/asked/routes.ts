/** What teams asked of the woreda and of others, and what was answered. */
import type { Routes } from '../../design/router.svelte';

export const routes: Routes = {
  '/asked': () => import('./Asked.svelte'),
  '/asking/:id': () => import('./Asking.svelte'),
};
