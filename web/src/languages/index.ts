/** What a screen imports to speak: `import { t, tn } from '../languages'`. */
export * from './index.svelte';
