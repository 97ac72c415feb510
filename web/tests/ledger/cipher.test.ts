/** The seal itself, against another program's. */
import { describe, expect, test } from 'vitest';
import { open, seal, Unopened } from '../../src/ledger/sealed/cipher';
import { opened, sealed } from './openssl.mjs';

describe('the seal', () => {
  test('is ChaCha20-Poly1305 as RFC 8439 computes it (2.8.2, without its additional data) and as OpenSSL does', () => {
    const key = Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i);
    const plain = new TextEncoder().encode(
      'Ladies and Gentlemen of the class of ’99: If I could offer you only one tip for the future, sunscreen would be it.',
    );
    const nonce = Uint8Array.from([7, 0, 0, 0, 0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47]);
    expect(open(key, sealed(key, nonce, plain, 'about'), 'about')).toEqual(plain);
    expect(opened(key, seal(key, plain, 'about'), 'about')).toEqual(plain);
  });

  test('opens under its own key, about the same, and unchanged; nothing else', () => {
    const [key, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    const bytes = seal(key, new TextEncoder().encode('17'), 'record|a');
    expect(() => open(other, bytes, 'record|a')).toThrow(Unopened);
    expect(() => open(key, bytes, 'record|b')).toThrow(Unopened);
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at]! ^= 1;
      expect(() => open(key, changed, 'record|a')).toThrow(Unopened);
    }
    expect(() => open(key, bytes.slice(0, -1), 'record|a')).toThrow(Unopened);
  });
});
