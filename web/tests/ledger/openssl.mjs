/** What OpenSSL computes: a second answer beside the browser's own and beside the app's cipher. */
import { createCipheriv, createDecipheriv, pbkdf2Sync } from 'node:crypto';

export const pbkdf2 = (pin, salt, rounds) => new Uint8Array(pbkdf2Sync(pin, salt, rounds, 32, 'sha256'));

const HOW = { authTagLength: 16 };

/** ChaCha20-Poly1305: nonce (12), what is sealed, tag (16). */
export function opened(key, sealed, about) {
  const cipher = createDecipheriv('chacha20-poly1305', key, sealed.subarray(0, 12), HOW);
  cipher.setAAD(Buffer.from(about), { plaintextLength: sealed.length - 28 });
  cipher.setAuthTag(sealed.subarray(-16));
  return new Uint8Array(Buffer.concat([cipher.update(sealed.subarray(12, -16)), cipher.final()]));
}

export function sealed(key, nonce, plain, about) {
  const cipher = createCipheriv('chacha20-poly1305', key, nonce, HOW);
  cipher.setAAD(Buffer.from(about), { plaintextLength: plain.length });
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return new Uint8Array(Buffer.concat([nonce, text, cipher.getAuthTag()]));
}
