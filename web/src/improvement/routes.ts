/** PDSA cycles, tasks, who counts what, and the timeline. */
import type { Routes } from '../design/router.svelte';

export const routes: Routes = {
  '/cycles': () => import('./cycles/Cycles.svelte'),
  '/cycle/new': () => import('./cycles/NewCycle.svelte'),
  '/cycle/:id': () => import('./cycles/Cycle.svelte'),
  '/tasks': () => import('./tasks/Tasks.svelte'),
  '/duties/:facility?': () => import('./tasks/Duties.svelte'),
  '/timeline': () => import('./timeline/Timeline.svelte'),
};
