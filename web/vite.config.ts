import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { alone } from './build/alone.ts';
import { precache } from './build/precache.ts';

const WORKER = 'service-worker.js';
const PUBLIC = ['manifest.webmanifest', 'icon.svg', 'icon-192.png', 'rescue.html', 'rescue.css'];
const TARGET = ['chrome98', 'safari16'];

// The built app lands inside the Python package, so that a wheel carries it and a hub needs no Node.
export default defineConfig({
  plugins: [
    svelte(),
    alone('src/rescue/rescue.ts', 'rescue.js', TARGET),
    alone('src/spread/handover/page.ts', 'handover.js', TARGET),
    precache(WORKER, PUBLIC),
  ],
  base: './',
  build: {
    // Chromium 92 is the oldest browser in which starting offline was seen to work (STACK). Code is written for 98:
    // all that 98 has more is a mended bug of static class fields, which Debo has none of, and to go around it
    // every private field would cost a WeakMap (2 kB, and slower).
    target: TARGET,
    cssTarget: ['chrome92', 'safari15'],
    outDir: '../debo/app',
    emptyOutDir: true,
    // The hub's rules refuse data: addresses, so nothing is put inline.
    assetsInlineLimit: 0,
    // All browsers from the target on preload modules by themselves.
    modulePreload: { polyfill: false },
    rollupOptions: {
      // Rooms name their screens as screens to be fetched; that the first of them is here already is meant.
      checks: { ineffectiveDynamicImport: false },
      input: { index: 'index.html', 'service-worker': 'src/service-worker.ts' },
      output: {
        // The worker's name must stay: browsers look for a newer one under the same address.
        entryFileNames: ({ name }) => (name === 'service-worker' ? WORKER : 'assets/[name]-[hash].js'),
        // What the first screen needs is one file: it compresses better than thirty, and is asked for once.
        codeSplitting: {
          groups: [{ name: 'start', tags: ['$initial'], test: (id) => !id.endsWith('service-worker.ts') }],
        },
      },
    },
  },
  // While developing, the app comes from Vite and the data from a hub: `npx vite` beside `debo serve`.
  server: { proxy: { '/api': 'http://127.0.0.1:8000' } },
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'plain', include: ['tests/**/*.test.ts'], exclude: ['**/*.reactive.test.ts'] },
      },
      {
        // Runes compiled as for a browser: what a screen would see of a change.
        extends: true,
        test: {
          name: 'reactive',
          include: ['tests/**/*.reactive.test.ts'],
          environment: './tests/ledger/browser-like.ts',
        },
      },
    ],
  },
});
