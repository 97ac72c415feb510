/** The driver diagram of an aim. */
import type { Routes } from '../../design/router.svelte';

export const routes: Routes = { '/drivers/:aim': () => import('./Drivers.svelte') };
