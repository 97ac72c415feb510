/** What offices see from above: their places, one place with its measures, and one measure with the places below. */
import type { Routes } from '../design/router.svelte';

export const routes: Routes = {
  '/insights': () => import('./Offices.svelte'),
  '/insights/:place': () => import('./Overview.svelte'),
  '/insights/:place/reporting': () => import('./Reporting.svelte'),
  '/insights/:place/:measure': () => import('./Measure.svelte'),
};
