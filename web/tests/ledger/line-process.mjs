/** Starts a line to a hub (tests/faults/line.py): as slow and as torn as the words say. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(fileURLToPath(new URL('.', import.meta.url)), '../../..');
const OWN = join(ROOT, '.venv/bin/python');

export async function startLine(hub, ...words) {
  const python = existsSync(OWN) ? OWN : 'python3';
  const args = ['-m', 'tests.faults.line', new URL(hub).port, '--2g', ...words];
  const line = spawn(python, args, { cwd: ROOT });
  let wrong = '';
  line.stderr.on('data', (text) => (wrong += text));
  const port = await new Promise((resolve, reject) => {
    line.stdout.once('data', (text) => resolve(Number(text)));
    line.once('exit', () => reject(new Error(`The line did not start: ${wrong}`)));
  });
  const ended = new Promise((resolve) => line.once('exit', resolve));
  const stop = async () => {
    line.kill('SIGTERM');
    await ended;
  };
  return { address: `http://127.0.0.1:${port}/`, stop };
}
