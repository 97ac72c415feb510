/** What holds a team back: questions, the whys below them, and the elements of a bundle that are missed most. */
import type { Routes } from '../../design/router.svelte';

export const routes: Routes = {
  '/problems/:facility?': () => import('./Problems.svelte'),
  '/problem/:id': () => import('./Problem.svelte'),
  '/pareto/:measure/:facility': () => import('./Pareto.svelte'),
};
