/** What goes over the line: the request, the answer, and the sending of one (docs/protocol.md 4 and 5). */
import type { Columns } from './columns';
import { HubError, type HubCode, type Problem } from './errors';
import { textBytes } from './sha1';
import type { Grant, HubKeys } from './store';

/** News about an own entry: [channel, n], and a third word where the hub tells it with one. */
export type Told = [channel: string, n: number, what?: string];

export interface Request {
  v: 1;
  epoch: string | null;
  stamp: number;
  batch: Columns | null;
  signature: string | null;
  /** Where a batch holds several channels: one more for each that may go on to another hub. */
  signatures?: Record<string, string>;
  cursors: Record<string, number>;
  digests: Record<string, string>;
  grants: string | null;
  told?: Told[];
  vectors?: Record<string, Record<string, number>>;
  /** Says that this app knows snapshots, and which it is reading. */
  snapshots: Record<string, string>;
  /** What this device believes the time is, in seconds since 1970: so that people can read `at` rightly. */
  time: number;
  /** The key that files for this device are sealed to; as long as it doesn't know the hub's. */
  carry_key?: string;
  /** Send nothing of channels that `cursors` doesn't name: their keys aren't at hand on this phone. */
  only?: true;
}

/** A channel's snapshot, to be fetched in pieces (docs/protocol.md 4b). */
export interface Offer {
  id: string;
  /** The cursor once all of it is read. */
  seq: number;
  /** The channel's at that number. */
  digest: string;
  segments: number;
  recent: number;
  since: string;
}

/** An answer that came in a file (docs/protocol.md 7). `from`: after which number of each channel it begins. */
export type CarriedAnswer = Answer & { byHand: true; for?: string; from?: Record<string, number> };

export interface Answer {
  v: 1;
  epoch: string;
  /** Seconds since 1970. */
  time: number;
  stamp: number;
  acks?: Record<string, number>;
  gaps?: Record<string, number>;
  attention?: { channel: string; n: number; reason: string; words?: Record<string, string> }[];
  accepted?: Told[];
  entries?: Columns | null;
  cursors: Record<string, number>;
  more?: boolean;
  snapshots?: Record<string, Offer>;
  digests?: Record<string, string>;
  repair?: string[];
  grants?: { hash: string; people: Record<string, Grant> } | null;
  forget?: string[];
  /** Only to a request with `carry_key`. */
  hub?: HubKeys;
}

export interface Asked {
  body?: unknown;
  token?: string | undefined;
  person?: string | undefined;
}

export type Send = <T>(path: string, asked?: Asked) => Promise<T>;

// A 40 kbit/s line carries 5,000 bytes a second and may pause while a mast hands over. The first byte may take
// as long as the hub needs for a large batch; after it, only silence counts.
const FIRST_BYTE_MS = 60_000;
const SILENCE_MS = 45_000;
const SLOWEST_BYTES_PER_MS = 1;
/** The one door that takes zipped bodies (docs/protocol.md 4); the others read plain JSON. */
const ZIPPED_DOOR = 'sync';

/** Ask the hub. Answers what it said, or throws a HubError; never gives up while bytes flow. */
export async function ask<T>(path: string, { body, token, person }: Asked = {}): Promise<T> {
  const packed = body === undefined ? undefined : await pack(JSON.stringify(body), path === ZIPPED_DOOR);
  const patience = new Patience(FIRST_BYTE_MS + (packed?.bytes.length ?? 0) / SLOWEST_BYTES_PER_MS);
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (packed) headers['Content-Type'] = 'application/json';
  if (packed?.zipped) headers['Content-Encoding'] = 'gzip';
  if (token) headers.Authorization = `Debo ${token}`;
  if (person) headers['Debo-Person'] = person;
  if (typeof document !== 'undefined') headers['Accept-Language'] = document.documentElement.lang;
  try {
    const method = packed ? 'POST' : 'GET';
    const response = await fetch(`${hubAddress()}api/${path}`, {
      method,
      headers,
      body: packed?.bytes ?? null,
      cache: 'no-store',
      credentials: 'same-origin',
      signal: patience.signal,
    });
    const text = await read(response, patience);
    if (!response.ok) throw refusal(response, text);
    return parsed<T>(text);
  } catch (error) {
    if (error instanceof HubError) throw error;
    throw new HubError(patience.signal.aborted ? 'slow' : 'unreachable');
  } finally {
    patience.end();
  }
}

/** Where the hub is: where the app came from. */
const hubAddress = (): string =>
  new URL('./', globalThis.location?.href ?? 'http://localhost/').href.split('#')[0]!;

/** The body, zipped where the browser can and it pays. */
async function pack(
  text: string,
  mayZip: boolean,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; zipped: boolean }> {
  const bytes = textBytes(text);
  if (!mayZip || bytes.length < 200 || typeof CompressionStream === 'undefined')
    return { bytes, zipped: false };
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return { bytes: new Uint8Array(await new Response(stream).arrayBuffer()), zipped: true };
}

/** Read the answer piece by piece, so that a slow line is told from a dead one. */
async function read(response: Response, patience: Patience): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    patience.again(SILENCE_MS);
    let piece;
    try {
      piece = await reader.read();
    } catch {
      throw new HubError(patience.signal.aborted ? 'slow' : 'cut');
    }
    if (piece.done) return text + decoder.decode();
    text += decoder.decode(piece.value, { stream: true });
  }
}

function parsed<T>(text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new HubError('cut');
  }
}

function refusal(response: Response, text: string): HubError {
  let problem: Problem = { status: response.status };
  try {
    problem = { ...problem, ...(JSON.parse(text) as Problem) };
  } catch {
    // A proxy on the way answers in its own words; the status says enough.
  }
  const wait = Number(response.headers.get('Retry-After')) || 0;
  return new HubError(codeOf(response.status, problem.type), problem, wait);
}

function codeOf(status: number, type = ''): HubCode {
  // A body cut on its way up is refused by the hub; it is the line that failed.
  if (type === 'broken_body') return 'cut';
  if (type === 'revoked_device') return 'revoked_device';
  if (status === 401 || type === 'forked_device') return 'unknown_device';
  if (status === 429) return 'wait';
  return status >= 500 ? 'hub_trouble' : 'refused';
}

/** A timer that ends the request when nothing has happened for too long. */
class Patience {
  readonly #control = new AbortController();
  #timer: ReturnType<typeof setTimeout>;

  constructor(ms: number) {
    this.#timer = setTimeout(() => this.#control.abort(), ms);
  }

  get signal(): AbortSignal {
    return this.#control.signal;
  }

  again(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#control.abort(), ms);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
