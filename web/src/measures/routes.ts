/** The everyday screens: what is due, and entering a count. */
import type { Routes } from '../design/router.svelte';
import Home from './Home.svelte';

export const routes: Routes = {
  // At hand at once: it is what a person opens the app for.
  '/': async () => ({ default: Home }),
  '/enter/:measure/:facility/:period?': () => import('./Enter.svelte'),
};
