export function pbkdf2(pin: string, salt: Uint8Array, rounds: number): Uint8Array<ArrayBuffer>;
export function opened(key: Uint8Array, sealed: Uint8Array, about: string): Uint8Array<ArrayBuffer>;
export function sealed(
  key: Uint8Array,
  nonce: Uint8Array,
  plain: Uint8Array,
  about: string,
): Uint8Array<ArrayBuffer>;
