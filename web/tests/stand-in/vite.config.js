/** `npx vite --config tests/stand-in/vite.config.ts`: the screens over records in memory, for looking at them. */
import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [svelte()],
  base: './',
  resolve: {
    alias: [{ find: /^(\.\.?\/)+ledger$/, replacement: resolve(import.meta.dirname, 'ledger.svelte.ts') }],
  },
  server: { host: '127.0.0.1', port: 5342, strictPort: true, fs: { allow: ['../..'] } },
  build: { outDir: '/tmp/debo-stand-in', emptyOutDir: true, target: ['chrome92', 'safari15'] },
});
