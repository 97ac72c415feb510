/**
 * The phone against the real hub, over HTTP: set up, invited, joined, exchanged. The same story is then told to the
 * hub in memory that the other tests use, and both must make the phones say the same.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { uuid7 } from '../../src/ledger/ids';
import type { RecordTypes } from '../../src/ledger/schema';
import { HubError } from '../../src/ledger/errors';
import { ask, type Answer, type Asked, type Send } from '../../src/ledger/wire';
import { keepWire, startHub } from './hub-process.mjs';
import { grantOf, Phone, world } from './phones';

const credentialsOf = async ({ replica }: Phone) => ({ device: await replica.db.get('meta', 'device') });

let hub: Awaited<ReturnType<typeof startHub>>;
/** Bytes of the last answer's JSON, and what was asked. */
const asked: { path: string; answer: Answer }[] = [];
/** All that went over the wire: at a release it is kept, so that later hubs are held to it (old_phones/README.md). */
const wire: { path: string; asked: Asked; status: number; answer: unknown }[] = [];
/** What a later hub must answer alike, or what the requests after it repeat. */
const KEPT = ['token', 'person', 'code', 'type', 'acks', 'attention', 'epoch'];
const inShort = (answer: Record<string, unknown>): unknown =>
  JSON.parse(JSON.stringify(Object.fromEntries(KEPT.map((name) => [name, answer[name]]))));
const send: Send = async (path, what) => {
  const request = JSON.parse(JSON.stringify(what ?? {})) as Asked;
  try {
    const answer = await ask(path, what);
    asked.push({ path, answer: answer as Answer });
    wire.push({ path, asked: request, status: 200, answer: inShort(answer as Record<string, unknown>) });
    return answer as never;
  } catch (error) {
    const { problem } = error as HubError;
    wire.push({ path, asked: request, status: problem.status ?? 0, answer: inShort({ ...problem }) });
    throw error;
  }
};

const ids = {
  centre: uuid7(),
  almaz: uuid7(),
  tolosa: uuid7(),
  team: uuid7(),
  measure: uuid7(),
};
const DAY = '2026-01-01';
let shared = '';

beforeAll(async () => {
  world();
  hub = await startHub();
  Object.assign(globalThis, { location: { href: hub.address } });
}, 90_000);

afterAll(async () => {
  await hub.stop();
  keepWire(wire);
});

describe('the real hub', () => {
  let mulu: Phone;
  let almaz: Phone;
  let tolosa: Phone;

  test('is set up by its steward, who reads the charter that was founded', async () => {
    mulu = new Phone('mulu', send);
    await mulu.replica.open();
    expect(await mulu.session.about()).toMatchObject({ empty: true });
    const founding = { name: 'Mulu Regassa', pin: '1111', collaborative: 'Safe births', woreda: 'Gara' };
    mulu.faults.push('answer lost');
    await expect(mulu.session.setup({ code: hub.setupCode, ...founding })).rejects.toThrow(HubError);
    await mulu.session.setup({ code: hub.setupCode, ...founding });
    await mulu.exchange.now();
    expect(mulu.exchange.state.lastError).toBe(null);
    const charter = mulu.replica.all('collaborative')[0]!;
    expect(charter.fields.name).toEqual({ en: 'Safe births' });
    shared = charter.channel;
    expect(mulu.session.can('write', 'place', shared)).toBe(true);
  });

  test('takes what the steward writes: a health centre, its people, a team, a measure', async () => {
    const woreda = mulu.replica.all('place')[0]!.id;
    const facility = `facility:${ids.centre}`;
    const write = <T extends keyof RecordTypes>(
      type: T,
      channel: string,
      record: string,
      set: RecordTypes[T],
    ) => mulu.replica.write({ type, channel, record, set });
    await write('place', shared, ids.centre, { name: { en: 'Haro' }, kind: 'health_centre', parent: woreda });
    for (const name of ['almaz', 'tolosa'] as const) {
      await write('person', facility, ids[name], { name });
      const role = { person: ids[name], role: 'midwife', place: ids.centre, since: DAY };
      await write('role_held', facility, uuid7(), role);
    }
    await write('team', shared, ids.team, { name: { en: 'Haro team' }, place: ids.centre });
    for (const name of ['almaz', 'tolosa'] as const) {
      const member = { team: ids.team, person: ids[name], part: 'member', since: DAY };
      await mulu.replica.write({ type: 'team_member', channel: facility, set: member });
    }
    await write('measure', shared, ids.measure, {
      ...{ name: { en: 'Born' }, numerator: { en: 'Births' }, kind: 'process', direction: 'neither' },
      ...{ unit: 'count', period_kind: 'ethiopian_month', denominator_kind: 'none' },
    });
    await mulu.exchange.now();
    expect(mulu.replica.attention).toEqual([]);
    expect(mulu.replica.counts).toEqual({ phone: 0, carried: 0, way: 0, hub: 9, attention: 0 });
  });

  test('lets two midwives in by code and PIN', async () => {
    for (const name of ['almaz', 'tolosa'] as const) {
      const invitation = await mulu.session.invite(ids[name]);
      expect(invitation.qr).toContain('<svg');
      const phone = new Phone(name, send);
      await phone.replica.open();
      const look = await phone.session.look(invitation.code);
      expect(look).toMatchObject({ name, role: 'midwife', place: { en: 'Haro' }, has_pin: false });
      phone.faults.push('answer lost');
      await expect(phone.session.join(invitation.code, '2580', look)).rejects.toThrow(HubError);
      expect(phone.session.person).toBe(null);
      const { device } = await credentialsOf(phone);
      await phone.session.join(invitation.code, '2580', look);
      expect((await credentialsOf(phone)).device).toBe(device);
      await phone.exchange.now();
      expect(phone.session.grants?.channels[`team:${ids.team}`]).toEqual(['member']);
      expect(phone.replica.get('measure', ids.measure)?.fields.unit).toBe('count');
      const other = new Phone(`${name} elsewhere`, send);
      await other.replica.open();
      await expect(other.session.join(invitation.code, '2580', look)).rejects.toThrow(HubError);
      if (name === 'almaz') almaz = phone;
      else tolosa = phone;
    }
  });

  test('tells the same story as the hub in memory', async () => {
    const real = await story(almaz, tolosa, `team:${ids.team}`);
    const memory = world();
    for (const person of [ids.almaz, ids.tolosa]) {
      memory.people[person] = grantOf(person, { [`team:${ids.team}`]: ['member'], [shared]: ['member'] });
    }
    memory.judge = ({ type, set }) =>
      type === 'place'
        ? 'forbidden_write'
        : type === 'from_tomorrow'
          ? 'unknown_type'
          : typeof set.numerator === 'string'
            ? 'wrong_type'
            : '';
    const phones = [];
    for (const name of ['almaz', 'tolosa'] as const) {
      const phone = new Phone(name, memory);
      await phone.replica.open();
      await phone.session.join(ids[name], '2580', { person: ids[name], name, place: {}, role: '' });
      await phone.exchange.now();
      phones.push(phone);
    }
    expect(await story(phones[0]!, phones[1]!, `team:${ids.team}`)).toEqual(real);
  }, 20_000);

  test('agrees on every digest: it asks for no repair, and a quiet exchange is one small request', async () => {
    for (const phone of [mulu, almaz, tolosa]) await phone.exchange.now();
    asked.length = 0;
    for (const phone of [mulu, almaz, tolosa]) await phone.exchange.now();
    expect(asked.map(({ answer }) => [answer.repair, answer.entries, answer.more])).toEqual(
      Array(3).fill([undefined, undefined, undefined]),
    );
  });

  test('lets a second person join on the same phone, and keeps them apart', async () => {
    const invitation = await mulu.session.invite(ids.tolosa);
    const look = await almaz.session.look(invitation.code);
    expect(look.has_pin).toBe(true);
    await expect(almaz.session.join(invitation.code, '9999', look)).rejects.toMatchObject({
      problem: { type: 'wrong_pin' },
    });
    await almaz.session.join(invitation.code, '2580', look);
    expect(almaz.session.people.map(({ name }) => name).sort()).toEqual(['almaz', 'tolosa']);
    expect(almaz.session.person).toBe(ids.tolosa);
    const record = await count(almaz, shared, 'e2018-09', 9);
    await almaz.exchange.now();
    expect(almaz.replica.get('observation', record)?.where).toBe('hub');
    expect(almaz.replica.attention.map(({ reason }) => reason)).not.toContain('forged_author');
  });

  test('does not know a phone with another token, which joins again and loses nothing', async () => {
    await almaz.replica.db.put('meta', 'another', 'token');
    const record = await count(almaz, shared, 'e2018-10', 10);
    await almaz.exchange.now();
    expect(almaz.exchange.state.lastError).toBe('unknown_device');
    const invitation = await mulu.session.invite(ids.tolosa);
    await almaz.session.join(invitation.code, '2580', await almaz.session.look(invitation.code));
    await almaz.exchange.now();
    expect(almaz.exchange.state.lastError).toBe(null);
    expect(almaz.replica.get('observation', record)?.where).toBe('hub');
    await tolosa.exchange.now();
    expect(tolosa.replica.get('observation', record)?.fields.numerator).toBe(10);
  });

  test('shuts a phone out, which hands in what it holds and forgets then', async () => {
    await count(almaz, shared, 'e2018-11', 11);
    const { device } = await credentialsOf(almaz);
    await mulu.session.ask('revocations', { device, why: 'left' });
    await almaz.exchange.now();
    expect(almaz.exchange.state.lastError).toBe('revoked_device');
    expect(almaz.replica.shutOut).toBe(true);
    expect(almaz.session.people).toEqual([]);
    expect(await almaz.rows()).toEqual([]);
    await tolosa.exchange.now();
    const counts = tolosa.replica.all('observation').map(({ fields }) => fields.numerator);
    expect(counts).toContain(11);
  });
});

const count = (phone: Phone, channel: string, period: string, numerator: number): Promise<string> =>
  phone.replica.write({
    type: 'observation',
    channel,
    set: { measure: ids.measure, facility: ids.centre, period, numerator },
  });

/** What the two phones say while a draft is written, released, quarrelled about, refused, lost and sent again. */
async function story(almaz: Phone, tolosa: Phone, team: string): Promise<unknown[]> {
  const said: unknown[] = [];
  const before = almaz.replica.counts.hub;
  const say = (what: string, record: string, channel = shared): void => {
    said.push([
      what,
      ...[almaz, tolosa].map((phone) => {
        const found = phone.replica.get('observation', record, channel);
        const { numerator, ...fields } = found?.fields ?? {};
        const conflicts = (found?.conflicts.numerator ?? []).map(({ value }) => value);
        // Which of two that wrote at the same time is shown hangs on the devices' names, which are chance.
        const numbers = [numerator, ...conflicts].sort();
        return [fields, numbers, found?.where, phone.exchange.state.lastError];
      }),
    ]);
  };
  const exchange = async (...phones: Phone[]): Promise<void> => {
    for (const phone of phones) await phone.exchange.now();
  };

  const draft = await count(almaz, team, 'e2018-01', 1);
  say('written', draft, team);
  await exchange(almaz, tolosa);
  say('a draft', draft, team);
  await almaz.replica.release('observation', draft, team, shared);
  almaz.faults.push('answer lost');
  await exchange(almaz);
  say('released, answer lost', draft);
  almaz.faults.push('sent twice');
  await exchange(almaz, tolosa);
  say('released', draft);

  await count(almaz, shared, 'e2018-01', 2);
  await exchange(almaz);
  await count(tolosa, shared, 'e2018-01', 3);
  await exchange(tolosa, almaz);
  say('quarrelled', draft);
  await count(tolosa, shared, 'e2018-01', 3);
  await exchange(tolosa, almaz);
  say('settled', draft);

  const set = { name: { en: 'Mine' }, kind: 'hospital' };
  await almaz.replica.write({ type: 'place', channel: shared, record: ids.almaz, set });
  await almaz.replica.write({
    type: 'from_tomorrow' as never,
    channel: shared,
    record: ids.almaz,
    set: { who: 'x' } as never,
  });
  const odd = await count(almaz, shared, 'e2018-02', 'many' as never);
  await count(almaz, shared, 'e2018-03', 3);
  almaz.faults.push('answer lost');
  await exchange(almaz, almaz, almaz, tolosa);
  say('refused', odd);
  said.push(almaz.replica.attention.map(({ n, type, reason }) => [n, type, reason]));
  await count(almaz, shared, 'e2018-02', 2);
  await exchange(almaz, tolosa);
  say('corrected', odd);
  said.push({ ...almaz.replica.counts, hub: almaz.replica.counts.hub - before });
  said.push((await almaz.digest(shared)) === (await tolosa.digest(shared)));
  return said;
}
