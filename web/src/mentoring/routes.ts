/** Mentors who make themselves unneeded: visits, what a team does by itself, how far it is, and handing everything over. */
import type { Routes } from '../design/router.svelte';

export const routes: Routes = {
  '/mentoring': () => import('./Mentoring.svelte'),
  '/mentoring/:facility': () => import('./visits/Facility.svelte'),
  '/visit/:id': () => import('./visits/Visit.svelte'),
  '/independence/:facility': () => import('./team/Independence.svelte'),
  '/progress/:facility': () => import('./progress/Progress.svelte'),
  '/transition': () => import('./transition/Transition.svelte'),
  '/transition/:function/:named?': () => import('./transition/Function.svelte'),
};
