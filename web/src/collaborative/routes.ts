/** The screens of setting up a collaborative and of its charter. */
import type { Routes } from '../design/router.svelte';

export const routes: Routes = {
  '/setup/:code?': () => import('./SetUpPage.svelte'),
  '/together': () => import('./Together.svelte'),
  '/collaborative': () => import('./OurPage.svelte'),
  '/collaborative/calendar': () => import('./CalendarPage.svelte'),
  '/collaborative/facilities': () => import('./FacilitiesPage.svelte'),
  '/collaborative/next': () => import('./NextPage.svelte'),
  '/sessions/:id': () => import('./sessions/SessionPage.svelte'),
  '/charter': () => import('./CharterPage.svelte'),
};
