/** Sheets and pictures for others to look at. */
import type { Routes } from '../design/router.svelte';

export const routes: Routes = {
  '/wall/:measure?/:facility?': () => import('./wall/Wall.svelte'),
  '/storyboard/:facility?': () => import('./storyboard/Storyboard.svelte'),
  '/reports': () => import('./monthly/Reports.svelte'),
  '/report/:facility/:period': () => import('./monthly/Report.svelte'),
};
