/** Where the app begins: the words first, so that nothing is drawn twice, then the screen. */
import { mount } from 'svelte';
import './design/tokens.css';
import './design/base.css';
import './fonts/ethiopic.css';
import App from './App.svelte';
import { language } from './languages/index.svelte';

// A catalogue that can't be had offline must not keep anybody out: `restore` then stays with English.
void language.restore().finally(() => {
  mount(App, { target: document.getElementById('app') ?? document.body });
});
