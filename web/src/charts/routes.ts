/** Reading: a measure at every facility, and one facility's chart. */
import type { Routes } from '../design/router.svelte';

export const routes: Routes = {
  '/charts': () => import('./Charts.svelte'),
  '/measure/:measure': () => import('./Measure.svelte'),
  '/chart/:measure/:facility': () => import('./Chart.svelte'),
};
