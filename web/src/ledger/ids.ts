/** Ids: random ones in order of time, and ones that follow from what a record is about. */
import { hex, sha1, textBytes } from './sha1';
import { SCHEMA, type RecordTypes } from './schema';

// uuid5's namespace of every derived id; a constant of the protocol, never to change.
const NAMESPACE = '6f1d4c0e-5b0a-5b57-9a53-6465626f2e31';

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** A random id that sorts by the time this device believes it is (RFC 9562 5.7). */
export function uuid7(now = Date.now()): string {
  const bytes = random(16);
  // A clock before 1970 would be negative; the random part alone keeps such ids apart.
  const time = Math.max(0, Math.floor(now));
  new DataView(bytes.buffer).setUint16(0, Math.floor(time / 0x100000000) & 0xffff);
  new DataView(bytes.buffer).setUint32(2, time % 0x100000000);
  return format(bytes, 7);
}

/** A name-based id (RFC 9562 5.5) in Debo's namespace. */
export function uuid5(name: string): string {
  const namespace = Uint8Array.from(NAMESPACE.replace(/-/g, '').match(/../g)!, (pair) => parseInt(pair, 16));
  const text = textBytes(name);
  const bytes = new Uint8Array(16 + text.length);
  bytes.set(namespace);
  bytes.set(text, 16);
  return format(sha1(bytes).slice(0, 16), 5);
}

/** The id of a record from the values of its natural key, in the key's order. */
export const derivedId = (type: string, key: readonly string[]): string => uuid5([type, ...key].join('|'));

/**
 * The id of a record from what is known about it: two phones that record the same thing make one record.
 * Undefined when the type has no natural key, or part of it is missing.
 */
export function recordId(
  type: keyof RecordTypes,
  values: Readonly<Record<string, unknown>>,
): string | undefined {
  return keyedId(type, SCHEMA[type].key, values);
}

/** The same, where the key is named by the caller: a newer hub may know types that this version doesn't. */
export function keyedId(
  type: string,
  key: readonly string[],
  values: Readonly<Record<string, unknown>>,
): string | undefined {
  const parts = key.map((field) => values[field]);
  const whole = parts.length > 0 && parts.every((part): part is string => typeof part === 'string');
  return whole ? derivedId(type, parts) : undefined;
}

/** A name for a freshly initialised storage: 16 hex digits. */
export const newDeviceId = (): string => hex(random(8));

function format(bytes: Uint8Array, version: number): string {
  bytes[6] = (bytes[6]! & 0x0f) | (version << 4);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
