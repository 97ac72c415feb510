/** The screens of setting up a collaborative and of its charter. */
import type { Routes } from '../design/router.svelte';

export const routes: Routes = {
  '/setup/:code?': () => import('./SetUpPage.svelte'),
  '/charter': () => import('./CharterPage.svelte'),
};
