/** Phones for stories: Almaz the midwife, Tolosa on the facility PC, Hanna the mentor. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';
import { Exchange } from '../../src/ledger/exchange.svelte';
import { Replica } from '../../src/ledger/replica.svelte';
import { Session } from '../../src/ledger/session.svelte';
import { digestOf, recordsIn } from '../../src/ledger/sealed/rows';
import { compareChannels } from '../../src/ledger/entry';
import type { RecordRow } from '../../src/ledger/store';
import type { Send } from '../../src/ledger/wire';
import { Hub } from './hub';
import { line, type Fault } from './line';

export const SHARED = 'collaborative:01890000-0000-7000-8000-00000000000c';
export const TEAM = 'team:01890000-0000-7000-8000-00000000000d';

export const MEASURE = '01890000-0000-7000-8000-000000000001';
export const FACILITY = '01890000-0000-7000-8000-000000000002';

/**
 * Phones of stories stretch their PINs only a little: hundreds of them join in these tests, and a PIN is made to
 * be slow. Tests of the PIN itself set `slow`.
 */
export const pins = { slow: false };
const deriveBits = crypto.subtle.deriveBits.bind(crypto.subtle);
vi.spyOn(crypto.subtle, 'deriveBits').mockImplementation((how, key, length) =>
  deriveBits(pins.slow ? how : { ...(how as Pbkdf2Params), iterations: 10 }, key, length),
);

/** A fresh world: no phone remembers anything, and the hub knows these people. */
export function world(...people: string[]): Hub {
  globalThis.indexedDB = new IDBFactory();
  const hub = new Hub();
  for (const person of people)
    hub.people[person] = grantOf(person, { [TEAM]: ['member'], [SHARED]: ['member'] });
  return hub;
}

export const grantOf = (name: string, channels: Record<string, string[]>) => ({
  ...{ name, channels, places: [FACILITY], teams: [TEAM.slice(5)], roles: [] },
});

export class Phone {
  replica: Replica;
  exchange: Exchange;
  session: Session;
  readonly faults: Fault[] = [];

  /** `to`: the hub in memory, or a way to speak to another one. */
  constructor(
    readonly name: string,
    readonly to: Hub | Send,
  ) {
    ({ replica: this.replica, exchange: this.exchange, session: this.session } = this.#start());
  }

  #start() {
    const send = line(this.to, this.faults);
    const replica = new Replica(this.name);
    const exchange = new Exchange(replica, send);
    const session = new Session(replica, exchange, send);
    return { replica, exchange, session };
  }

  /** The app is closed, by a person or by a battery, and opened again by nobody yet. */
  async reopen(): Promise<this> {
    this.replica.close();
    ({ replica: this.replica, exchange: this.exchange, session: this.session } = this.#start());
    await this.replica.open();
    return this;
  }

  /** As `reopen`, and unlocked by `person`. */
  async restart(person = this.name, pin = '2580'): Promise<this> {
    await this.reopen();
    await this.unlock(person, pin);
    return this;
  }

  /** By the PIN that everybody in these stories has; what the unlock puts in order is in order then. */
  async unlock(person: string, pin = '2580'): Promise<void> {
    if (!(await this.session.unlock(person, pin)).ok) throw new Error(`${person} can't unlock`);
    await this.session.tended;
  }

  async count(period: string, numerator: number | null, channel = SHARED): Promise<string> {
    const set = { measure: MEASURE, facility: FACILITY, period, numerator };
    return this.replica.write({ type: 'observation', channel, set });
  }

  shown(record: string, channel = SHARED): number | null | undefined {
    return this.replica.get('observation', record, channel)?.fields.numerator;
  }

  /** All records of the storage, in an order of their own. */
  async rows(): Promise<RecordRow[]> {
    return allRecords(this.replica);
  }

  async digest(channel: string): Promise<string | undefined> {
    const row = await this.replica.db.get('channels', channel);
    return row && digestOf(this.replica.db, row);
  }
}

/** All records that can be opened, in an order of their own. */
export async function allRecords({ db }: Pick<Replica, 'db'>): Promise<RecordRow[]> {
  const channels = (await db.getAllKeys('channels')).sort(compareChannels);
  const rows = (await Promise.all(channels.map((channel) => recordsIn(db, channel)))).flat();
  const keyOf = ({ channel, type, record }: RecordRow): string => `${channel}|${type}|${record}`;
  return rows.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** A phone on which its person has joined and heard from the hub once. */
export async function joined(name: string, hub: Hub): Promise<Phone> {
  const phone = new Phone(name, hub);
  await phone.replica.open();
  await phone.session.join(name, '2580', { person: name, name, place: {}, role: 'midwife' });
  await phone.session.tended;
  await phone.exchange.now();
  return phone;
}
