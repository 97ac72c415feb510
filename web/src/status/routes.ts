import type { Routes } from '../design/router.svelte';

export const routes: Routes = {
  '/status': () => import('./Status.svelte'),
};
