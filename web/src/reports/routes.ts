/** Sheets and pictures for others to look at. */
import type { Routes } from '../design/router.svelte';

export const routes: Routes = {
  '/wall/:measure?/:facility?': () => import('./wall/Wall.svelte'),
};
