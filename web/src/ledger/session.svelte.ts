/** Who is using the phone now: joining, unlocking with a PIN, locking by itself, and what the person may do. */
import { codeOf, LedgerError } from './errors';
import { exchange as ourExchange, type Exchange } from './exchange.svelte';
import type { Welcome } from './joining';
import { afterWrong, waitSeconds } from './pin';
import { replica as ours, type Replica } from './replica.svelte';
import { mayRead, mayWrite } from './rights';
import type { RecordTypes, Words } from './schema';
import { isOver, passed } from './lease';
import { credentials, setRing } from './sealed/rows';
import type { Ring } from './sealed/ring';
import { getMeta, putMeta, type Grant, type PersonRow } from './store';
import type { Vanished } from './vanished';
import type { Send } from './wire';

/** Somebody who has joined on this phone. `place` in up to three languages; `role` a key of the roles' list. */
export interface PersonHere {
  person: string;
  name: string;
  place: Words;
  role: string;
}

/** Whom a code lets in. */
export interface Look extends PersonHere {
  has_pin: boolean;
}

export interface Founding {
  code: string;
  name: string;
  pin: string;
  collaborative: string;
  woreda: string;
}

export interface Invitation {
  code: string;
  expires: string;
  url: string;
  /** The address as a QR, in SVG. */
  qr: string;
}

export interface AboutHub {
  name: string;
  version: string;
  empty: boolean;
  demo: boolean;
  epoch: string;
  time: number;
}

export type Unlocked =
  | { ok: true }
  | { ok?: false; wrong: true; waitSeconds: number }
  /** The PIN was right, but the phone hasn't spoken with the hub for 30 days (lease.ts). */
  | { ok?: false; wrong?: false; leaseOver: true };

/** A phone that lies about unlocked for longer is locked. */
const LOCKED_AFTER_MS = 600_000;
const KEPT = 'debo.person';

/** What speaks to the hub is a chunk of its own: unlocking and counting don't need it. */
const askLater: Send = async (path, asked) => (await import('./wire')).ask(path, asked);

export class Session {
  /** The person at work, or null while locked. */
  person = $state<string | null>(null);
  people = $state.raw<PersonHere[]>([]);
  /** What the browser had cleared before the last joining, and how many entries of it the hub has (if it knows). */
  former = $state.raw<(Vanished & { atHub: number | null }) | null>(null);
  /** Comes when what the last unlock had to put in order lies in order. */
  tended: Promise<unknown> = Promise.resolve();
  /** False on an address where browsers give no keys: nobody can join, and the app says what to do. */
  readonly secure = Boolean(globalThis.crypto?.subtle);
  readonly #replica: Replica;
  readonly #exchange: Exchange;
  readonly #send: Send;
  #hiddenSince = 0;
  #hiding: ReturnType<typeof setTimeout> | undefined;
  #kept: Kept | null = null;

  constructor(replica: Replica, exchange: Exchange, send: Send = askLater) {
    this.#replica = replica;
    this.#exchange = exchange;
    this.#send = send;
    replica.whenOpened(() => this.#restore());
    replica.whenReloaded(() => this.#meet());
    if (typeof document !== 'undefined') {
      document.addEventListener('visibilitychange', () => this.seen(document.visibilityState === 'visible'));
    }
  }

  /** What the person at work may do, as the hub last said. */
  get grants(): Grant | null {
    return (this.person && this.#replica.grants?.people[this.person]) || null;
  }

  /** Whether the person at work may; screens offer only what will be taken. The hub decides all the same. */
  can(
    verb: 'read' | 'write',
    type: keyof RecordTypes,
    channel: string,
    fields?: Readonly<Record<string, unknown>>,
  ): boolean {
    const grant = this.grants;
    if (!grant) return false;
    return verb === 'read' ? mayRead(grant, channel) : mayWrite(grant, type, channel, fields);
  }

  /** Try a PIN, with or without a network. After five wrong ones each try waits; nothing is ever deleted. */
  async unlock(person: string, pin: string, now = Date.now()): Promise<Unlocked> {
    const { db } = this.#replica;
    const row = await db.get('people', person);
    if (!row || row.away) return { wrong: true, waitSeconds: 0 };
    const wait = waitSeconds(row, now);
    if (wait) return { wrong: true, waitSeconds: wait };
    const { unlockWith } = await import('./sealed/person');
    const ring = await unlockWith(db, row, pin);
    if (ring) {
      if ((await this.#isLeaseOver(now)) && !(await this.#renewLease(ring))) return { leaseOver: true };
      await this.#enter(ring);
      return { ok: true };
    }
    const after = { ...row, ...afterWrong(row, now) };
    await db.put('people', after);
    return { wrong: true, waitSeconds: waitSeconds(after, now) };
  }

  /** Fetch what an unlock needs while the PIN is being typed. */
  expect(): void {
    void Promise.all([import('./sealed/person'), import('./sealed/entering')]).catch(() => undefined);
  }

  /** The keys go out of this tab's memory; other tabs have keys, and turns, of their own. */
  lock(): void {
    this.person = null;
    this.#kept = null;
    this.#replica.leave();
    keep(null);
    clearTimeout(this.#hiding);
  }

  /** Whom does this code let in? Throws HubError. */
  look(code: string): Promise<Look> {
    return this.#send('join/look', { body: { code } });
  }

  /** Join on this phone with a code; the PIN is new, or the one chosen before. Throws HubError or LedgerError. */
  join(code: string, pin: string, look: PersonHere): Promise<void> {
    return this.#join('join', { code, pin }, pin, () => look);
  }

  /** Found the first collaborative on an empty hub. */
  setup(founding: Founding): Promise<void> {
    const language = globalThis.document?.documentElement.lang || 'en';
    const place = { [language]: founding.woreda };
    return this.#join('setup', founding, founding.pin, ({ person, name }) => ({
      ...{ person, name, place },
      role: 'steward',
    }));
  }

  /** A join code for somebody; needs the hub. */
  invite(person: string, { days = 14, reset = false } = {}): Promise<Invitation> {
    return this.ask('invitations', { person, days, reset });
  }

  /** The address that opens the administration for the hub's steward. */
  async administration(): Promise<string> {
    return (await this.ask<{ url: string }>('admin-session', {})).url;
  }

  /** Which hub is this; needs no joining. */
  about(): Promise<AboutHub> {
    return this.#send('hub');
  }

  /** Ask the hub something in the name of the person at work. */
  async ask<T>(path: string, body?: unknown): Promise<T> {
    const token = await credentials(this.#replica.db);
    return this.#send<T>(path, { body, token, person: this.person ?? undefined });
  }

  /** The app came into sight or left it. */
  seen(isVisible: boolean, now = Date.now()): void {
    clearTimeout(this.#hiding);
    if (!isVisible) {
      this.#hiddenSince = now;
      if (!this.person) return;
      keep(this.#kept && { ...this.#kept, at: now });
      // Not only when it comes back into sight: what opens the storage is not to lie about for longer.
      this.#hiding = setTimeout(() => this.lock(), LOCKED_AFTER_MS);
    } else if (this.#hiddenSince && now - this.#hiddenSince > LOCKED_AFTER_MS) this.lock();
  }

  async #join(door: string, body: object, pin: string, who: (welcome: Welcome) => PersonHere): Promise<void> {
    if (!this.secure) throw new LedgerError('insecure');
    const { db } = this.#replica;
    const { enrol, remember } = await import('./joining');
    const lost = this.#replica.vanished;
    const welcome = await enrol(db, this.#send, door, lost ? { ...body, former: lost.device } : body);
    const ring = await remember(db, welcome, pin, who(welcome));
    this.former = lost && { ...lost, atHub: welcome.former?.entries ?? null };
    this.#replica.vanished = null;
    this.#replica.shutOut = false;
    await this.#enter(ring);
    await this.#replica.reload();
    void this.#replica.askToKeep();
    void this.#exchange.now();
  }

  async #isLeaseOver(now = Date.now()): Promise<boolean> {
    const { db } = this.#replica;
    const lease = passed(await getMeta(db, 'lease'), now);
    await putMeta(db, 'lease', lease);
    return isOver(lease);
  }

  async #enter(ring: Ring): Promise<void> {
    const { db } = this.#replica;
    const [{ forAbsence }, { enterWith }] = await Promise.all([
      import('./sealed/person'),
      import('./sealed/entering'),
    ]);
    await enterWith(db, ring);
    await this.#replica.enter(ring);
    this.person = ring.person;
    this.#kept = { person: ring.person, at: Date.now(), key: await forAbsence(db, ring.own) };
    keep(this.#kept);
    // What is sealed for colleagues, and what lies unsealed from before, no screen waits for.
    this.tended = import('./sealed/entering').then(({ tend }) => tend(db, ring)).catch(codeOf);
    this.#exchange.after();
  }

  /** The lease has run out: with the PIN the phone may speak with the hub, and opens when that went well. */
  async #renewLease(ring: Ring): Promise<boolean> {
    const { db } = this.#replica;
    const { enterWith } = await import('./sealed/entering');
    await enterWith(db, ring);
    setRing(db, ring);
    await this.#exchange.now();
    const isOver = await this.#isLeaseOver();
    if (isOver) setRing(db, undefined);
    return !isOver;
  }

  /** Who has joined here; and who was at work a moment ago, should the phone have closed the app by itself. */
  async #restore(): Promise<void> {
    await this.#meet();
    const last = kept();
    const isRecent = last && Math.abs(Date.now() - last.at) < LOCKED_AFTER_MS;
    const row = isRecent && (await this.#replica.db.get('people', last.person));
    const ring = row && !row.away && (await this.#ringAfter(row, last.key));
    if (ring && !(await this.#isLeaseOver())) await this.#enter(ring);
    else keep(null);
  }

  async #ringAfter(row: PersonRow, key: string | undefined): Promise<Ring | undefined> {
    const { afterAbsence } = await import('./sealed/person');
    return key && row.privateKey ? afterAbsence(this.#replica.db, row, key) : undefined;
  }

  async #meet(): Promise<void> {
    const rows = (await this.#replica.db.getAll('people')).filter(({ away }) => !away);
    this.people = rows.map(({ person, name, place, role }) => ({ person, name, place, role }));
    // Whoever is no longer named on this phone has no turn on it either.
    if (this.person && !this.people.some(({ person }) => person === this.person)) this.lock();
  }
}

/** In the tab's own memory, which ends with it; not in the storage, where it would outlive the person's turn. */
interface Kept {
  person: string;
  at: number;
  /** Opens with this phone's guard (sealed/person.ts); missing where an older version kept it. */
  key?: string;
}

function keep(last: Kept | null): void {
  try {
    if (last) sessionStorage.setItem(KEPT, JSON.stringify(last));
    else sessionStorage.removeItem(KEPT);
  } catch {
    // Without it the PIN is asked for again; nothing else depends on it.
  }
}

function kept(): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as Kept | null;
  } catch {
    return null;
  }
}

export const session = new Session(ours, ourExchange);
