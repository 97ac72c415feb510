import type { Routes } from '../design/router.svelte';

export const routes: Routes = {
  '/settings': () => import('./Settings.svelte'),
  '/unlock': () => import('./Unlock.svelte'),
};
