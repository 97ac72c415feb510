/** Handing the work of a role over. */
import type { Routes } from '../../design/router.svelte';

export const routes: Routes = {
  '/handover/:facility/:role?': () => import('./HandoverPage.svelte'),
};
