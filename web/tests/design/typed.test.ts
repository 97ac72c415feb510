/**
 * What is typed stays out of the browser's own files. Chromium keeps the contents of fields in a session file, to bring
 * them back after a crash, unless they say autocomplete="off"; beside a sealed storage that file lies in plain.
 */
import { expect, test } from 'vitest';

const files: Record<string, string> = import.meta.glob('../../src/**/*.svelte', {
  query: '?raw',
  import: 'default',
  eager: true,
});

test('every field says so', () => {
  const fields = Object.entries(files).flatMap(([file, text]) =>
    [...text.matchAll(/<(?:input|textarea|select)\b(?:=>|[^>])*>/g)].map(([field]) => `${file}: ${field}`),
  );
  const open = fields.filter((one) => !/type="file"/.test(one) && !/autocomplete(="off"|\})/.test(one));
  expect(fields.length).toBeGreaterThan(5);
  expect(open).toEqual([]);
});
