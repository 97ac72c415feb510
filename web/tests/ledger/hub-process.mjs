/** Starts a real, empty hub on a free port of this machine, with a folder of its own that is removed at the end. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const OWN = join(HERE, '../../../.venv/bin/debo');
const PATIENCE_MS = 60_000;

export async function startHub() {
  const folder = mkdtempSync(join(tmpdir(), 'debo-hub-'));
  const port = await freePort();
  const args = ['serve', '--port', String(port), '--workers', '1'];
  const hub = spawn(existsSync(OWN) ? OWN : 'debo', args, { env: { ...process.env, DEBO_DATA: folder } });
  let said = '';
  for (const stream of [hub.stdout, hub.stderr]) stream.on('data', (text) => (said += text));
  const ended = new Promise((resolve) => hub.on('exit', resolve));
  const stop = async () => {
    hub.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const address = `http://127.0.0.1:${port}/`;
  const end = Date.now() + PATIENCE_MS;
  while (!(await answers(`${address}healthz`))) {
    if (hub.exitCode !== null || Date.now() > end) {
      await stop();
      throw new Error(`The hub did not start: ${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const setupCode = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(said)?.[0] ?? '';
  return { address, setupCode, stop };
}

const answers = (address) =>
  fetch(address).then(
    ({ ok }) => ok,
    () => false,
  );

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** At a release: keep what went over the wire in the file that DEBO_RECORD_WIRE names, one request a line. */
export function keepWire(wire) {
  const file = process.env.DEBO_RECORD_WIRE;
  if (file) writeFileSync(file, `[\n${wire.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`);
}
