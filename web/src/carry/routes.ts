import type { Routes } from '../design/router.svelte';

export const routes: Routes = {
  '/carry': () => import('./Carry.svelte'),
  '/carry/receipt/:code': () => import('./Receipt.svelte'),
};
