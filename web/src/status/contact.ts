/** What stands between this phone and the hub, in words; empty when nothing does. */
import { t } from '../languages/index.svelte';

export interface Contact {
  online: boolean;
  running: boolean;
  lastError: string | null;
}

export function sayContact({ online, running, lastError }: Contact): string {
  if (running) return '';
  if (!online) return t('No network just now. Go on working; it is sent by itself when there is one.');
  if (!lastError) return '';
  if (lastError === 'storage_full')
    return t('This phone has no room left to take in more. What is here is safe. Please make some room.');
  return t('The hub could not be reached. What is on this phone is safe, and it is tried again by itself.');
}
