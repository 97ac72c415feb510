/** Where an entry is: the five truthful words that stand beside everything a person wrote. */
import { words } from '../languages/index.svelte';
import type { IconName } from './icons';

export type Place = 'phone' | 'carried' | 'way' | 'hub' | 'attention';

export const WHERE: Record<Place, { text: string; icon: IconName }> = words({
  phone: { text: 'On this phone', icon: 'phone' },
  carried: { text: 'Carried', icon: 'carried' },
  way: { text: 'On its way', icon: 'way' },
  hub: { text: 'At the hub', icon: 'hub' },
  attention: { text: 'Needs your attention', icon: 'attention' },
});
