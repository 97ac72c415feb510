/** The change package: what every team tried, and what came of it. */
import type { Routes } from '../../design/router.svelte';

export const routes: Routes = {
  '/package': () => import('./Package.svelte'),
  '/idea/:id': () => import('./Idea.svelte'),
};
