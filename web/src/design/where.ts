/** Where an entry is: the truthful words that stand beside everything a person wrote. */
import { words } from '../languages/index.svelte';
import type { IconName } from './icons';

export type Place = 'phone' | 'carried' | 'way' | 'hub' | 'attention' | 'waits';

export const WHERE: Record<Place, { text: string; icon: IconName }> = words({
  phone: { text: 'On this phone', icon: 'phone' },
  carried: { text: 'Carried', icon: 'carried' },
  way: { text: 'On its way', icon: 'way' },
  hub: { text: 'At the hub', icon: 'hub' },
  waits: { text: 'Kept, and waits', icon: 'calendar' },
  attention: { text: 'Needs your attention', icon: 'attention' },
});
