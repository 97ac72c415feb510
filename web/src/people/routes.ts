/** The screens of people and places. Joining is on the first path; the rest comes when it is asked for. */
import type { Routes } from '../design/router.svelte';

export const routes: Routes = {
  '/join/:code?': () => import('./join/JoinPage.svelte'),
  '/places': () => import('./places/PlacesPage.svelte'),
  '/places/paste': () => import('./places/PastePage.svelte'),
  '/places/:place': () => import('./places/PlacePage.svelte'),
  '/people': () => import('./roster/RostersPage.svelte'),
  '/people/at/:place': () => import('./roster/RosterPage.svelte'),
  '/people/:person': () => import('./roster/PersonPage.svelte'),
  '/teams': () => import('./teams/TeamsPage.svelte'),
  '/teams/:team': () => import('./teams/TeamPage.svelte'),
  '/skills/:facility?': () => import('./skills/SkillsPage.svelte'),
  '/phones/:person': () => import('./phones/PhonesPage.svelte'),
  '/invite/:person': () => import('./join/InvitePage.svelte'),
};
