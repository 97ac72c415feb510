import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// The built app lands inside the Python package, so that a wheel carries it and a hub needs no Node.
export default defineConfig({
  plugins: [svelte()],
  base: './',
  // Chromium 92 is the oldest browser in which starting offline was seen to work (STACK).
  build: { target: ['chrome92', 'safari15'], outDir: '../debo/app', emptyOutDir: true },
  test: { environment: 'node', include: ['tests/**/*.test.ts'] },
});
