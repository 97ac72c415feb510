/** The ledger as the rest of the app sees it. Opening the replica restores the session and starts the exchange. */
import { exchange } from './exchange.svelte';
import { keepOffline } from './offline.svelte';
import { replica } from './replica.svelte';

replica.whenOpened(() => exchange.start());
keepOffline();

export { exchange, type ExchangeState } from './exchange.svelte';
export { newVersion, lookForNewVersion } from './offline.svelte';
export { replica, type Attention } from './replica.svelte';
export type { Write } from './append';
export {
  session,
  type AboutHub,
  type Founding,
  type Invitation,
  type Look,
  type PersonHere,
} from './session.svelte';
export { HubError, LedgerError, type HubCode, type LedgerCode, type Problem } from './errors';
export { recordId, uuid7 } from './ids';
export { SCHEMA } from './schema';
export type { Conflict } from './merge';
export type { Progress } from './rounds';
export type { Rec } from './memory';
export type { Grant } from './store';
export type { Counts, Where } from './whereabouts';
export type * from './schema';
