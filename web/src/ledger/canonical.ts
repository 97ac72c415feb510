/**
 * Canonical JSON (RFC 8785), so that a phone and a hub hash the same bytes.
 *
 * JSON.stringify already writes numbers and strings as the RFC asks, because the RFC took them from it;
 * what is left is the order of the keys, by UTF-16 code units, which is how JavaScript sorts text.
 */
import type { Json } from './entry';

export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key]!)}`).join(',')}}`;
}

/**
 * A value fit for an entry: a copy without `undefined`, infinities, NUL or halves of characters.
 * A half character comes from a text cut in the middle of a rare letter; UTF-8, and so the hub, can't hold it.
 */
export function plain(value: unknown): Json {
  const text = JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' ? part.replace(/\0/g, '').replace(/\p{Surrogate}/gu, '\uFFFD') : part,
  ) as string | undefined;
  return text === undefined ? null : (JSON.parse(text) as Json);
}
