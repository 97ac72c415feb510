/**
 * A hub in memory, after docs/protocol.md 4, for stories with several phones and every fault a line can have.
 * tests/ledger/real-hub.test.ts holds it to the real one: both are told the same story and must answer alike.
 */
import { decode, encode } from '../../src/ledger/columns';
import { compareChannels, type Entry } from '../../src/ledger/entry';
import { EMPTY_DIGEST, entryHash, toggle } from '../../src/ledger/hash';
import { hex } from '../../src/ledger/sha1';
import { SCHEMA } from '../../src/ledger/schema';
import { openLetter } from '../../src/ledger/sealed/letters';
import { base64url, batchBytes, publicKeyText } from '../../src/ledger/signing';
import type { Grant } from '../../src/ledger/store';
import { HubError } from '../../src/ledger/errors';
import { withKnown, type Ranges } from '../../src/ledger/known';
import type { Piece } from '../../src/ledger/snapshot';
import type { Answer, Asked, Offer, Request } from '../../src/ledger/wire';
import { standing } from './standing';

type Locks = { channel: string; sealed: string }[];

interface Kept {
  entry: Entry;
  seq: number | null;
  reason: string;
  told: boolean;
}

interface Device {
  id: string;
  token: string;
  key: string;
  people: string[];
  /** It has exchanged, so it has its token. */
  heard: boolean;
}

export const keyOf = (type: string): readonly string[] => SCHEMA[type as keyof typeof SCHEMA]?.key ?? [];

export class Hub {
  /** Devices that were shut out: they may hand in, and are then told to forget. */
  revoked: string[] = [];
  epoch = 'e1';
  /** Seconds since 1970. */
  time = 1_770_000_000;
  mostEntries = 1000;
  devices: Device[] = [];
  /** What a person may do; nothing for those it doesn't name. */
  people: Record<string, Grant> = {};
  /** Why an entry is set aside; empty: it is taken. */
  judge: (entry: Entry) => string = () => '';
  kept: Kept[] = [];
  /** Rows of a snapshot's piece; 0: this hub is of a version that has none. */
  perPiece = 0;
  /** Of how many pieces the newest months are. */
  recent = 1;
  snapshots = new Map<string, { offer: Offer; pieces: Piece[] }>();
  requests: Request[] = [];
  /** With it the hub opens copies of phones' keys. */
  carry: CryptoKeyPair | undefined;

  /** Answers as the real doors do, but from memory. */
  async answer<T>(path: string, { body, token, person }: Asked): Promise<T> {
    if (path === 'join') return (await this.join(body as Parameters<Hub['join']>[0])) as T;
    const device = this.devices.find((one) => `${one.id}:${one.token}` === token);
    if (!device) throw new HubError('unknown_device', { type: 'unknown_device', status: 401 });
    if (path.startsWith('snapshots/')) return this.piece(device, path) as T;
    if (path === 'locks') {
      const { locks } = body as { locks: Locks };
      return { keys: await this.opened(person!, locks) } as T;
    }
    if (path === 'sync') {
      const answer = await this.sync(device, body as Request);
      if (!this.revoked.includes(device.id)) return answer as T;
      const { acks, gaps } = answer;
      throw new HubError('revoked_device', {
        ...{ type: 'revoked_device', status: 401 },
        ...({ acks, gaps, forget: 'all' } as object),
      });
    }
    throw new Error(path);
  }

  /** The code is the person's id. */
  async join({
    code,
    device,
    public_key,
    token,
    former = '',
    proof,
    locks = [],
  }: {
    code: string;
    former?: string;
    device: string;
    public_key: string;
    token?: string;
    proof?: string;
    locks?: Locks;
  }) {
    let found = this.devices.find((one) => one.id === device);
    const isProven = this.carry && found && proof && (await this.isBy(found, device, code, proof));
    const keys = this.carry ? await this.opened(code, locks) : undefined;
    if (isProven) token = 'phone' in keys! ? found!.token : (found!.token += "'");
    else if (found && token === undefined && !found.heard && found.key === public_key) found.token += "'";
    else if (token !== found?.token)
      throw new HubError('unknown_device', { type: proof ? 'bad_key' : 'unknown_device' });
    if (!found)
      this.devices.push(
        (found = { id: device, token: `t${this.devices.length}`, key: public_key, people: [], heard: false }),
      );
    if (!found.people.includes(code)) found.people.push(code);
    return {
      device,
      token: isProven && 'phone' in keys! ? '' : found.token,
      ...(this.carry ? { hub: await this.told(), keys } : {}),
      person: code,
      name: code,
      grants: this.grants(found),
      epoch: this.epoch,
      former: this.devices.find(({ id, people }) => id === former && people.includes(code)) && {
        entries: this.kept.filter(({ entry }) => entry.device === former).length,
        seen: this.time,
      },
    };
  }

  /** A hub of today can open what is sealed to it; without this it is one from before there were locks. */
  async withKeys(): Promise<this> {
    const curve = { name: 'ECDH', namedCurve: 'P-256' };
    this.carry = await crypto.subtle.generateKey(curve, true, ['deriveBits']);
    return this;
  }

  /** What it opens of copies of keys: for who may read the channel now. */
  private async opened(person: string, locks: Locks): Promise<Record<string, string>> {
    const mine = this.people[person]?.channels ?? {};
    const keys: Record<string, string> = {};
    for (const { channel, sealed } of this.carry ? locks : []) {
      if (!(channel in mine) && !['phone', 'public', 'hub'].includes(channel)) continue;
      const key = await openLetter(this.carry!, base64(sealed), channel, 'hub');
      if (key) keys[channel] = base64url(key);
    }
    return keys;
  }

  private async told() {
    const carry_key = await publicKeyText(this.carry!);
    return { device: '00000000000000ff', public_key: carry_key, carry_key };
  }

  private async isBy(found: Device, device: string, code: string, proof: string): Promise<boolean> {
    const curve = { name: 'ECDSA', namedCurve: 'P-256' };
    const key = await crypto.subtle.importKey('raw', base64(found.key), curve, true, ['verify']);
    const said = new TextEncoder().encode(`debo-join-1\n${device}\n${code}`);
    return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, base64(proof), said);
  }

  async sync(device: Device, asked: Request): Promise<Answer> {
    this.requests.push(asked);
    device.heard = true;
    const acks: Record<string, number> = {};
    const gaps: Record<string, number> = {};
    if (asked.batch) {
      const entries = decode(asked.batch, keyOf);
      if (!(await verifies(device.key, entries, asked.signature!))) {
        throw new HubError('refused', { type: 'broken_batch' });
      }
      for (const entry of entries) this.take(device, entry, gaps);
      for (const { channel } of entries) acks[channel] = this.lastN(device.id, channel);
    }
    for (const [channel, n, what] of asked.told ?? []) {
      const kept = this.kept.find((one) => isOf(one.entry, device.id, channel) && one.entry.n === n);
      if (kept && (kept.seq === null) === (what === undefined)) kept.told = true;
    }
    const all = this.readable(device);
    const channels = asked.only ? all.filter((channel) => channel in asked.cursors) : all;
    const answer = this.read(device, asked, channels);
    for (const channel of [...Object.keys(asked.vectors ?? {}), ...answer.repair!])
      acks[channel] = this.lastN(device.id, channel);
    const own = this.kept.filter(({ entry, told }) => entry.device === device.id && !told);
    const grants = this.grants(device);
    const said = {
      ...answer,
      acks,
      gaps,
      attention: own
        .filter(({ seq }) => seq === null)
        .map(({ entry: { channel, n }, reason }) => ({ channel, n, reason, words: { code: reason } })),
      accepted: own
        .filter(({ seq }) => seq !== null)
        .map(({ entry: { channel, n } }) => [channel, n, 'accepted']),
      grants: grants.hash === asked.grants ? null : grants,
      hub: this.carry && asked.carry_key ? await this.told() : undefined,
      forget: Object.keys(asked.cursors).filter((channel) => !all.includes(channel)),
    };
    return withoutEmpty(JSON.parse(JSON.stringify(said)) as Answer);
  }

  /** Try again what was set aside. */
  retry(): void {
    for (const one of this.kept) {
      if (one.seq !== null || this.judge(one.entry)) continue;
      Object.assign(one, { seq: this.head(one.entry.channel) + 1, reason: '', told: false });
    }
  }

  /** Everything it holds now, to be brought back later. */
  backup(): () => void {
    const [kept, devices] = [this.kept.map((one) => ({ ...one })), [...this.devices]];
    return () => {
      // What waits set aside is told anew.
      this.kept = kept.map((one) => ({ ...one, told: one.told && one.seq !== null }));
      this.devices = devices;
      this.epoch = `${this.epoch}'`;
    };
  }

  /** The accepted entries of a channel, in their order. */
  accepted(channel: string): Entry[] {
    const found = this.kept.filter(({ entry, seq }) => entry.channel === channel && seq !== null);
    return found.sort((a, b) => a.seq! - b.seq!).map(({ entry }) => entry);
  }

  digest(channel: string): string {
    return this.accepted(channel).map(entryHash).reduce(toggle, EMPTY_DIGEST);
  }

  private read(device: Device, asked: Request, channels: string[]): Answer {
    const answer: Answer = {
      ...{ v: 1, epoch: this.epoch, time: this.time, stamp: this.stamp(), cursors: {} },
      ...{ entries: null, more: false, digests: {}, repair: [] },
    };
    if (asked.epoch !== null && asked.epoch !== this.epoch) {
      Object.assign(answer, { repair: channels, more: channels.length > 0 });
      for (const channel of channels) answer.digests![channel] = this.digest(channel);
      return answer;
    }
    const page: Entry[] = [];
    answer.snapshots = this.offers(asked, channels);
    for (const channel of channels) {
      if (channel in answer.snapshots) continue;
      const cursor = asked.cursors[channel] ?? 0;
      const vector = asked.vectors?.[channel];
      if (vector) this.fill(page, answer, channel, (one) => one.entry.n > (vector[one.entry.device] ?? 0));
      else if (cursor < this.head(channel))
        this.fill(page, answer, channel, (one) => one.seq! > cursor && one.entry.device !== device.id);
      else if ((asked.digests[channel] ?? this.digest(channel)) !== this.digest(channel)) {
        answer.repair!.push(channel);
      }
    }
    for (const channel of [...Object.keys(answer.cursors), ...answer.repair!])
      if ((answer.cursors[channel] ?? this.head(channel)) === this.head(channel))
        answer.digests![channel] = this.digest(channel);
    answer.entries = page.length ? encode(page, keyOf) : null;
    return answer;
  }

  /** As the real one: what of the channel stands, for whoever knows nothing of it, or is reading it. */
  private offers(asked: Request, channels: string[]): Record<string, Offer> {
    const offers: Record<string, Offer> = {};
    for (const channel of this.perPiece && asked.snapshots ? channels : []) {
      const begun = this.snapshots.get(asked.snapshots[channel] ?? '');
      const isKnown = channel in asked.cursors || channel in (asked.vectors ?? {});
      if (begun) offers[channel] = begun.offer;
      else if (this.head(channel) && (channel in asked.snapshots || !isKnown))
        offers[channel] = this.snapshot(channel);
    }
    return offers;
  }

  private snapshot(channel: string): Offer {
    const log = this.accepted(channel);
    const rows = standing(log).reverse();
    const known: Record<string, Ranges> = {};
    for (const { device, n } of log) known[device] = withKnown(known[device] ?? [], n);
    const segments = Math.max(1, Math.ceil(rows.length / this.perPiece));
    const id = `${this.epoch} ${channel} ${log.length} ${this.perPiece}`;
    const pieces = Array.from({ length: segments }, (_, segment): Piece => {
      const entries = encode(rows.slice(segment * this.perPiece, (segment + 1) * this.perPiece), keyOf);
      return { v: 1, channel, seq: log.length, segment, ...(segment ? {} : { known }), entries };
    });
    const recent = Math.min(this.recent, segments);
    const offer = {
      id,
      seq: log.length,
      digest: this.digest(channel),
      segments,
      recent,
      since: '2026-08-25',
    };
    this.snapshots.set(id, { offer, pieces });
    return offer;
  }

  private piece(device: Device, path: string): Piece {
    const [, id = '', segment] = /^snapshots\/(.*)\/(\d+)$/.exec(path) ?? [];
    const found = this.snapshots.get(id)?.pieces[Number(segment)];
    if (!found || !this.readable(device).includes(found.channel))
      throw new HubError('refused', { type: 'no_such_segment', status: 404 });
    return JSON.parse(JSON.stringify(found)) as Piece;
  }

  private fill(page: Entry[], answer: Answer, channel: string, isWanted: (one: Kept) => boolean): void {
    if (answer.more) return;
    const all = this.kept.filter((one) => one.entry.channel === channel && one.seq !== null);
    const wanted = all.sort((a, b) => a.seq! - b.seq!).filter(isWanted);
    const fitting = wanted.slice(0, this.mostEntries - page.length);
    page.push(...fitting.map(({ entry }) => entry));
    answer.more = fitting.length < wanted.length;
    if (!answer.more) answer.cursors[channel] = this.head(channel);
    else if (fitting.length) answer.cursors[channel] = fitting[fitting.length - 1]!.seq!;
  }

  private take(device: Device, entry: Entry, gaps: Record<string, number>): void {
    const last = this.lastN(device.id, entry.channel);
    if (entry.n <= last) return this.compare(device, entry);
    if (entry.n > last + 1) {
      gaps[entry.channel] ??= last + 1;
      return;
    }
    const reason = device.people.includes(entry.author) ? this.judge(entry) : 'forged_author';
    const seq = reason ? null : this.head(entry.channel) + 1;
    this.kept.push({ entry, seq, reason, told: !reason });
  }

  private compare(device: Device, entry: Entry): void {
    const known = this.kept.find(
      (one) => isOf(one.entry, device.id, entry.channel) && one.entry.n === entry.n,
    )!;
    if (hex(entryHash(known.entry)) !== hex(entryHash(entry)))
      throw new HubError('unknown_device', { type: 'forked_device', status: 409 });
  }

  private lastN(device: string, channel: string): number {
    return this.kept.filter(({ entry }) => isOf(entry, device, channel)).length;
  }

  private head(channel: string): number {
    return this.accepted(channel).length;
  }

  private stamp(): number {
    return this.kept.reduce((most, { entry, seq }) => (seq === null ? most : Math.max(most, entry.stamp)), 0);
  }

  private readable(device: Device): string[] {
    const found = device.people.flatMap((person) => Object.keys(this.people[person]?.channels ?? {}));
    return [...new Set(found)].sort(compareChannels);
  }

  private grants(device: Device) {
    const people = Object.fromEntries(
      device.people.map((person) => [
        person,
        this.people[person] ?? { name: person, channels: {}, places: [], teams: [], roles: [] },
      ]),
    );
    return { hash: JSON.stringify(people), people };
  }
}

/** What there is nothing to say of is left out. */
function withoutEmpty({ v, epoch, time, stamp, cursors, ...parts }: Answer): Answer {
  const isEmpty = (part: unknown): boolean =>
    !part || (typeof part === 'object' && Object.keys(part as object).length === 0);
  const told = Object.entries(parts).filter(([, part]) => !isEmpty(part));
  return { v, epoch, time, stamp, cursors, ...Object.fromEntries(told) };
}

const isOf = (entry: Entry, device: string, channel: string): boolean =>
  entry.device === device && entry.channel === channel;

async function verifies(key: string, entries: Entry[], signature: string): Promise<boolean> {
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const publicKey = await crypto.subtle.importKey('raw', base64(key), curve, true, ['verify']);
  const signed = batchBytes(entries.map(entryHash));
  return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, publicKey, base64(signature), signed);
}

export function base64(text: string): Uint8Array<ArrayBuffer> {
  const standard = text.replace(/-/g, '+').replace(/_/g, '/');
  return Uint8Array.from(atob(standard), (letter) => letter.charCodeAt(0));
}
