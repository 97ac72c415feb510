/** PDSA cycles. */
import type { Routes } from '../design/router.svelte';

export const routes: Routes = {
  '/cycles': () => import('./Cycles.svelte'),
  '/cycle/new': () => import('./NewCycle.svelte'),
  '/cycle/:id': () => import('./Cycle.svelte'),
};
