/** PBKDF2 as OpenSSL computes it: a second answer beside the browser's own. */
import { pbkdf2Sync } from 'node:crypto';

export const pbkdf2 = (pin, salt, rounds) => new Uint8Array(pbkdf2Sync(pin, salt, rounds, 32, 'sha256'));
