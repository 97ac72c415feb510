/** The ledger as the screens see it, in memory: for drawing and looking at screens without a hub. Never shipped. */
import { SvelteMap } from 'svelte/reactivity';
import type { RecordTypes } from '../../src/ledger/schema';
import { demonstration, type Made } from './demonstration';

export type Where = 'phone' | 'way' | 'hub' | 'attention';
export interface Rec<T> {
  id: string;
  channel: string;
  type: string;
  fields: T;
  where: Where;
  conflicts: Record<string, { value: unknown; stamp: string }[]>;
  stamps: Record<string, string>;
}

const made: Made = demonstration();
const records = new SvelteMap<string, Rec<object>>();
for (const one of made.records) {
  records.set(`${one.channel}|${one.id}`, { where: 'hub', conflicts: {}, stamps: {}, ...one });
}
let fresh = 0;
const derived = (type: string, set: Record<string, unknown>): string => {
  const key = { observation: ['measure', 'facility', 'period'], baseline: ['measure', 'facility'] }[type];
  const phase = type === 'phase' ? ['measure', 'facility', 'starts'] : key;
  return phase ? [type, ...phase.map((name) => set[name])].join('~') : `new-${++fresh}`;
};

export const replica = {
  open: async (): Promise<void> => undefined,
  all<T extends keyof RecordTypes>(type: T, channel?: string): Rec<RecordTypes[T]>[] {
    return [...records.values()].filter(
      (one) => one.type === type && (!channel || one.channel === channel),
    ) as Rec<RecordTypes[T]>[];
  },
  get<T extends keyof RecordTypes>(type: T, id: string, channel?: string): Rec<RecordTypes[T]> | undefined {
    return replica.all(type, channel).find((one) => one.id === id);
  },
  async write(entry: { type: string; channel: string; record?: string; set: object }): Promise<string> {
    const id = entry.record ?? derived(entry.type, entry.set as Record<string, unknown>);
    const before = records.get(`${entry.channel}|${id}`);
    const fields = { ...before?.fields, ...entry.set };
    records.set(`${entry.channel}|${id}`, {
      id,
      channel: entry.channel,
      type: entry.type,
      fields,
      where: 'phone',
      conflicts: {},
      stamps: {},
    });
    return id;
  },
  async release(type: string, id: string, from: string, to: string): Promise<void> {
    const record = records.get(`${from}|${id}`);
    if (record) await replica.write({ type, channel: to, record: id, set: record.fields });
  },
  get counts() {
    const counts = { phone: 0, carried: 0, way: 0, hub: 0, attention: 0 };
    for (const one of records.values()) counts[one.where] += 1;
    return counts;
  },
  attention: made.attention,
};

export const exchange = {
  state: { online: true, running: false, last: Date.now() - 26e5, lastError: null, progress: null },
  now: async (): Promise<void> => undefined,
};

class Session {
  person = $state<string | null>(new URLSearchParams(location.search).has('locked') ? null : made.person);
  secure = true;
  people = made.people;
  grants = made.grants;
  async unlock(person: string, pin: string): Promise<{ ok: true } | { wrong: true; waitSeconds: number }> {
    if (pin !== '2580') return { wrong: true, waitSeconds: 0 };
    this.person = person;
    return { ok: true };
  }
  lock(): void {
    this.person = null;
  }
  can(verb: string, _type: string, channel: string, fields: { facility?: string } = {}): boolean {
    if (verb === 'read') return true;
    if (channel.startsWith('team:')) return made.grants.teams.includes(channel.slice(5));
    return !fields.facility || made.grants.places.includes(fields.facility);
  }
}
export const session = new Session();

export class LedgerError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

export const newVersion = { ready: false, use: (): void => undefined };
