/** Where an entry is: the four truthful words that stand beside everything a person wrote. */
import { words } from '../languages/index.svelte';
import type { IconName } from './icons';

export type Place = 'phone' | 'way' | 'hub' | 'attention';

export const WHERE: Record<Place, { text: string; icon: IconName }> = words({
  phone: { text: 'On this phone', icon: 'phone' },
  way: { text: 'On its way', icon: 'way' },
  hub: { text: 'At the hub', icon: 'hub' },
  attention: { text: 'Needs your attention', icon: 'attention' },
});
