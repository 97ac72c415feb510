export function pbkdf2(pin: string, salt: Uint8Array, rounds: number): Uint8Array<ArrayBuffer>;
