/** The words of the field, explained; and as a collaborative says them. */
import type { Routes } from '../design/router.svelte';

export const routes: Routes = {
  '/words': () => import('./glossary/Words.svelte'),
  '/words/own': () => import('./glossary/OwnWords.svelte'),
};
