/** Where the app begins: the words first, so that nothing is drawn twice, then the screen. */
import { mount } from 'svelte';
import './design/tokens.css';
import './design/base.css';
import './fonts/ethiopic.css';
import App from './App.svelte';
// The first screen of every day comes in one piece with the frame: a thin line is slower in asking than in carrying.
import './measures/Home.svelte';
import { language } from './languages/index.svelte';
import { replica } from './ledger';

// Reading the phone's own records takes longest, so it begins before anything is drawn; the frame says what fails.
replica.open().catch(() => undefined);

// A catalogue that can't be had offline must not keep anybody out: `restore` then stays with English.
void language.restore().finally(() => {
  mount(App, { target: document.getElementById('app') ?? document.body });
  document.getElementById('rescue')?.remove();
});
