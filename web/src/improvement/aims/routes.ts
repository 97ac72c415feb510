/** What a team wants to reach. */
import type { Routes } from '../../design/router.svelte';

export const routes: Routes = {
  '/aims': () => import('./Aims.svelte'),
  '/aim/new': () => import('./EditAim.svelte'),
  '/aim/:id': () => import('./Aim.svelte'),
  '/aim/:id/change': () => import('./EditAim.svelte'),
};
