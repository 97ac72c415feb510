/** Compiles runes as for a browser, so that tests can watch what a screen would see. */
import type { Environment } from 'vitest/runtime';

export default {
  name: 'browser-like',
  viteEnvironment: 'client',
  setup: () => ({ teardown: () => undefined }),
} satisfies Environment;
