/** How sure the numbers are: a register recounted, twelve elements compared, and what is worth asking about. */
import type { Routes } from '../../design/router.svelte';

export const routes: Routes = {
  '/recount/:measure/:facility/:period?': () => import('./Recount.svelte'),
  '/quality/:facility': () => import('./Quality.svelte'),
  '/accuracy/:facility/:period?': () => import('./Accuracy.svelte'),
};
