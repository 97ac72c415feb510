/**
 * What is typed stays out of the browser's own files. Chromium keeps the contents of fields in a session file, to bring
 * them back after a crash, unless they say autocomplete="off"; beside a sealed storage that file lies in plain.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const SRC = join(import.meta.dirname, '../../src');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((one) =>
  one.endsWith('.svelte'),
);

test('every field says so', () => {
  const fields = files.flatMap((file) =>
    [...readFileSync(join(SRC, file), 'utf8').matchAll(/<(?:input|textarea|select)\b(?:=>|[^>])*>/g)].map(
      ([field]) => `${file}: ${field}`,
    ),
  );
  const open = fields.filter((one) => !/type="file"/.test(one) && !/autocomplete(="off"|\})/.test(one));
  expect(fields.length).toBeGreaterThan(5);
  expect(open).toEqual([]);
});
