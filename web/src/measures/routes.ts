/** The everyday screens: what is due, and entering a count. */
import type { Routes } from '../design/router.svelte';

export const routes: Routes = {
  '/': () => import('./Home.svelte'),
  '/enter/:measure/:facility/:period?': () => import('./Enter.svelte'),
};
