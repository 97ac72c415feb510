/** The screens in which measures and clinical bundles are written down. */
import type { Routes } from '../../design/router.svelte';

export const routes: Routes = {
  '/measures': () => import('./MeasuresPage.svelte'),
  '/measures/new': () => import('./MeasurePage.svelte'),
  '/measures/:measure': () => import('./MeasurePage.svelte'),
  '/bundles/new': () => import('./BundlePage.svelte'),
  '/bundles/:bundle': () => import('./BundlePage.svelte'),
};
