/** Meetings with equal voice: huddles and full meetings of a team, seen by the team alone. */
import type { Routes } from '../../design/router.svelte';

export const routes: Routes = {
  '/meetings': () => import('./Meetings.svelte'),
  '/meeting/new': () => import('./NewMeeting.svelte'),
  '/meeting/:id': () => import('./Meeting.svelte'),
};
