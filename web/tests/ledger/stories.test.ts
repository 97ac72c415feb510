import { describe, expect, test } from 'vitest';
import { joined, SHARED, TEAM, world } from './phones';

describe('Almaz counts without a network', () => {
  test('the count is on this phone, then at the hub, then on the phone of Tolosa', async () => {
    const hub = world('almaz', 'tolosa');
    const [almaz, tolosa] = [await joined('almaz', hub), await joined('tolosa', hub)];
    const record = await almaz.count('e2018-01', 17);
    expect(almaz.replica.get('observation', record)).toMatchObject({
      where: 'phone',
      fields: { numerator: 17 },
    });
    expect(almaz.replica.counts).toEqual({ phone: 1, carried: 0, way: 0, hub: 0, attention: 0 });

    await almaz.exchange.now();
    expect(almaz.replica.get('observation', record)?.where).toBe('hub');
    expect(almaz.replica.counts).toEqual({ phone: 0, carried: 0, way: 0, hub: 1, attention: 0 });

    await tolosa.exchange.now();
    expect(tolosa.shown(record)).toBe(17);
    expect(await tolosa.digest(SHARED)).toBe(hub.digest(SHARED));
    expect(await almaz.digest(SHARED)).toBe(hub.digest(SHARED));
  });

  test('it is there after a restart, and the next stamp is larger', async () => {
    const hub = world('almaz');
    const almaz = await joined('almaz', hub);
    const record = await almaz.count('e2018-01', 17);
    await almaz.restart();
    expect(almaz.shown(record)).toBe(17);
    expect(almaz.replica.counts.phone).toBe(1);
    await almaz.count('e2018-01', 18);
    await almaz.exchange.now();
    const stamps = hub.accepted(SHARED).map((entry) => entry.stamp);
    expect(stamps).toEqual([...stamps].sort((a, b) => a - b));
    expect(hub.accepted(SHARED)[1]!.base).toEqual({ numerator: [`${stamps[0]}@${hub.devices[0]!.id}`] });
  });

  test('while the request is under way the count is on its way, and not sooner', async () => {
    const hub = world('almaz');
    const almaz = await joined('almaz', hub);
    const record = await almaz.count('e2018-01', 17);
    const seen: (string | undefined)[] = [];
    const sync = hub.sync.bind(hub);
    hub.sync = async (device, asked) => {
      seen.push(almaz.replica.get('observation', record)?.where);
      return sync(device, asked);
    };
    almaz.faults.push('none');
    await almaz.exchange.now();
    expect(seen[0]).toBe('way');
  });

  test('an answer lost on the way costs nothing: the same entries again change nothing', async () => {
    const hub = world('almaz');
    const almaz = await joined('almaz', hub);
    const record = await almaz.count('e2018-01', 17);
    almaz.faults.push('answer lost');
    await almaz.exchange.now();
    expect(almaz.exchange.state.lastError).toBe('unreachable');
    expect(almaz.replica.get('observation', record)?.where).toBe('phone');
    await almaz.exchange.now();
    expect(almaz.exchange.state.lastError).toBe(null);
    expect(almaz.replica.get('observation', record)?.where).toBe('hub');
    expect(hub.accepted(SHARED).length).toBe(1);
  });

  test('an answer that is not whole changes nothing', async () => {
    const hub = world('almaz', 'tolosa');
    const [almaz, tolosa] = [await joined('almaz', hub), await joined('tolosa', hub)];
    const record = await almaz.count('e2018-01', 17);
    await almaz.exchange.now();
    tolosa.faults.push('answer cut');
    await tolosa.exchange.now();
    expect(tolosa.exchange.state.lastError).toBe('cut');
    expect(await tolosa.rows()).toEqual([]);
    await tolosa.exchange.now();
    expect(tolosa.shown(record)).toBe(17);
  });

  test('the same count twice is one entry', async () => {
    const hub = world('almaz');
    const almaz = await joined('almaz', hub);
    expect(await almaz.count('e2018-01', 17)).toBe(await almaz.count('e2018-01', 17));
    expect(almaz.replica.counts.phone).toBe(1);
  });
});

describe('two people write the same field', () => {
  test('both values are kept until a person chooses', async () => {
    const hub = world('almaz', 'tolosa');
    const [almaz, tolosa] = [await joined('almaz', hub), await joined('tolosa', hub)];
    const record = await almaz.count('e2018-01', 17);
    await tolosa.count('e2018-01', 19);
    for (const phone of [almaz, tolosa, almaz]) await phone.exchange.now();
    const conflict = almaz.replica.get('observation', record)!.conflicts.numerator!;
    expect([almaz.shown(record), conflict[0]!.value].sort()).toEqual([17, 19]);
    // The measure, the facility and the period agree, so they are no conflict.
    expect(Object.keys(almaz.replica.get('observation', record)!.conflicts)).toEqual(['numerator']);

    await almaz.count('e2018-01', almaz.shown(record)!);
    for (const phone of [almaz, tolosa]) await phone.exchange.now();
    expect(tolosa.replica.get('observation', record)!.conflicts).toEqual({});
    expect(await tolosa.rows()).toEqual(await almaz.rows());
  });

  test('who has read a value replaces it, whatever the clocks say', async () => {
    const hub = world('almaz', 'tolosa');
    const [almaz, tolosa] = [await joined('almaz', hub), await joined('tolosa', hub)];
    const record = await almaz.count('e2018-01', 17);
    for (const phone of [almaz, tolosa]) await phone.exchange.now();
    await tolosa.count('e2018-01', 18);
    for (const phone of [tolosa, almaz]) await phone.exchange.now();
    expect(almaz.shown(record)).toBe(18);
    expect(almaz.replica.get('observation', record)!.conflicts).toEqual({});
  });
});

describe('what the hub does not take', () => {
  test('needs attention, says why, and is settled by writing anew', async () => {
    const hub = world('almaz', 'tolosa');
    hub.judge = (entry) => ((entry.set.numerator as number) > 100 ? 'impossible' : '');
    const [almaz, tolosa] = [await joined('almaz', hub), await joined('tolosa', hub)];
    const record = await almaz.count('e2018-01', 1700);
    await almaz.exchange.now();
    expect(almaz.replica.get('observation', record)).toMatchObject({
      where: 'attention',
      fields: { numerator: 1700 },
    });
    expect(almaz.replica.attention).toMatchObject([{ n: 1, reason: 'impossible', record }]);
    expect(almaz.replica.counts).toEqual({ phone: 0, carried: 0, way: 0, hub: 0, attention: 1 });
    await almaz.restart();
    expect(almaz.replica.attention.length).toBe(1);

    await almaz.count('e2018-01', 17);
    expect(almaz.replica.attention).toEqual([]);
    for (const phone of [almaz, tolosa]) await phone.exchange.now();
    expect(tolosa.shown(record)).toBe(17);
    expect(almaz.replica.get('observation', record)?.where).toBe('hub');
    expect(await almaz.digest(SHARED)).toBe(hub.digest(SHARED));
  });

  test('is told until the phone says that it knows', async () => {
    const hub = world('almaz');
    hub.judge = () => 'impossible';
    const almaz = await joined('almaz', hub);
    await almaz.count('e2018-01', 17);
    almaz.faults.push('answer lost');
    await almaz.exchange.now();
    await almaz.exchange.now();
    expect(almaz.replica.attention.length).toBe(1);
    await almaz.exchange.now();
    expect(hub.kept[0]!.told).toBe(true);
  });

  test('and takes later is at the hub then, and in the digest', async () => {
    const hub = world('almaz', 'tolosa');
    hub.judge = () => 'unknown_type';
    const [almaz, tolosa] = [await joined('almaz', hub), await joined('tolosa', hub)];
    const record = await almaz.count('e2018-01', 17);
    await almaz.exchange.now();
    hub.judge = () => '';
    await almaz.count('e2018-02', 18);
    await almaz.exchange.now();
    hub.retry();
    for (const phone of [almaz, tolosa]) await phone.exchange.now();
    expect(almaz.replica.attention).toEqual([]);
    expect(almaz.replica.get('observation', record)?.where).toBe('hub');
    expect(tolosa.shown(record)).toBe(17);
    expect(await almaz.digest(SHARED)).toBe(hub.digest(SHARED));
    expect(await tolosa.digest(SHARED)).toBe(hub.digest(SHARED));
  });

  test('does not hold up what comes after it', async () => {
    const hub = world('almaz');
    hub.judge = (entry) => (entry.n === 1 ? 'impossible' : '');
    const almaz = await joined('almaz', hub);
    await almaz.count('e2018-01', 17);
    await almaz.count('e2018-02', 18);
    await almaz.exchange.now();
    expect(almaz.replica.counts).toEqual({ phone: 0, carried: 0, way: 0, hub: 1, attention: 1 });
  });
});

describe('a draft', () => {
  test('stays in the team until a person releases it', async () => {
    const hub = world('almaz', 'hanna');
    hub.people.hanna!.channels = { [SHARED]: ['mentor'] };
    const [almaz, hanna] = [await joined('almaz', hub), await joined('hanna', hub)];
    const record = await almaz.count('e2018-01', 17, TEAM);
    for (const phone of [almaz, hanna]) await phone.exchange.now();
    expect(hanna.replica.get('observation', record)).toBeUndefined();

    await almaz.replica.release('observation', record, TEAM, SHARED);
    for (const phone of [almaz, hanna]) await phone.exchange.now();
    expect(hanna.shown(record)).toBe(17);
    expect(almaz.replica.all('observation').map((one) => one.channel)).toEqual([TEAM, SHARED]);
    // Without a channel the team's own copy is read.
    expect(almaz.replica.get('observation', record)?.channel).toBe(TEAM);
  });
});

describe('a right that ends', () => {
  test('is obeyed after handing in, and the phone forgets', async () => {
    const hub = world('almaz', 'tolosa');
    const [almaz, tolosa] = [await joined('almaz', hub), await joined('tolosa', hub)];
    const record = await almaz.count('e2018-01', 17, TEAM);
    for (const phone of [almaz, tolosa]) await phone.exchange.now();
    expect(tolosa.shown(record, TEAM)).toBe(17);

    await tolosa.count('e2018-02', 18, TEAM);
    hub.people.tolosa!.channels = { [SHARED]: ['member'] };
    hub.judge = (entry) => (entry.author === 'tolosa' && entry.channel === TEAM ? 'forbidden_channel' : '');
    await tolosa.exchange.now();
    expect(hub.kept.map(({ reason }) => reason)).toContain('forbidden_channel');
    expect(tolosa.replica.attention.map(({ reason }) => reason)).toEqual(['forbidden_channel']);
    expect((await tolosa.rows()).filter(({ channel }) => channel === TEAM)).toEqual([]);
    expect(tolosa.replica.all('observation', TEAM)).toEqual([]);
  });

  test('and comes back brings everything back, own entries too', async () => {
    const hub = world('almaz', 'tolosa');
    const [almaz, tolosa] = [await joined('almaz', hub), await joined('tolosa', hub)];
    await almaz.count('e2018-01', 17, TEAM);
    const own = await tolosa.count('e2018-02', 18, TEAM);
    for (const phone of [almaz, tolosa, almaz]) await phone.exchange.now();
    const before = hub.people.tolosa!.channels;
    hub.people.tolosa!.channels = { [SHARED]: ['member'] };
    await tolosa.exchange.now();
    expect(tolosa.shown(own, TEAM)).toBeUndefined();
    hub.people.tolosa!.channels = before;
    for (let i = 0; i < 2; i++) await tolosa.exchange.now();
    expect(await tolosa.rows()).toEqual(await almaz.rows());
    expect(await tolosa.digest(TEAM)).toBe(hub.digest(TEAM));
    await tolosa.count('e2018-03', 19, TEAM);
    for (const phone of [tolosa, almaz]) await phone.exchange.now();
    expect(await tolosa.rows()).toEqual(await almaz.rows());
  });
});

describe('a hub restored from a backup', () => {
  test('gets again what it lost, and everybody ends alike', async () => {
    const hub = world('almaz', 'tolosa');
    const [almaz, tolosa] = [await joined('almaz', hub), await joined('tolosa', hub)];
    await almaz.count('e2018-01', 17);
    for (const phone of [almaz, tolosa]) await phone.exchange.now();
    const restore = hub.backup();
    await almaz.count('e2018-02', 18);
    await tolosa.count('e2018-03', 19);
    for (const phone of [almaz, tolosa, almaz]) await phone.exchange.now();
    restore();
    expect(hub.accepted(SHARED).length).toBe(1);

    for (const phone of [tolosa, almaz, tolosa]) await phone.exchange.now();
    expect(hub.accepted(SHARED).length).toBe(3);
    expect(await almaz.rows()).toEqual(await tolosa.rows());
    for (const phone of [almaz, tolosa]) {
      expect(await phone.digest(SHARED)).toBe(hub.digest(SHARED));
      expect(phone.replica.counts).toMatchObject({ phone: 0, attention: 0 });
    }
  });

  test('what it lost is on this phone again until it is handed in', async () => {
    const hub = world('almaz');
    const almaz = await joined('almaz', hub);
    const restore = hub.backup();
    const record = await almaz.count('e2018-01', 17);
    await almaz.exchange.now();
    restore();
    almaz.faults.push('none', 'request lost');
    await almaz.exchange.now();
    expect(almaz.replica.get('observation', record)?.where).toBe('phone');
    await almaz.restart();
    expect(almaz.replica.get('observation', record)?.where).toBe('phone');
    await almaz.exchange.now();
    expect(almaz.replica.get('observation', record)?.where).toBe('hub');
  });
});

describe('a phone that must become another one', () => {
  test('keeps what was not handed in, for each person until they have joined again', async () => {
    const hub = world('almaz', 'tolosa', 'hanna');
    const almaz = await joined('almaz', hub);
    await almaz.session.join('tolosa', '1470', {
      person: 'tolosa',
      name: 'tolosa',
      place: {},
      role: 'nurse',
    });
    const hanna = await joined('hanna', hub);
    await almaz.unlock('almaz');
    const sent = await almaz.count('e2018-01', 1);
    await almaz.exchange.now();
    const first = await almaz.count('e2018-02', 2);
    await almaz.unlock('tolosa', '1470');
    const second = await almaz.count('e2018-03', 3);
    hub.devices.splice(0, 1);

    await almaz.exchange.now();
    expect(almaz.exchange.state.lastError).toBe('unknown_device');
    await almaz.session.join('almaz', '2580', { person: 'almaz', name: 'almaz', place: {}, role: 'midwife' });
    await almaz.exchange.now();
    expect(almaz.session.people.map(({ person }) => person)).toEqual(['almaz']);
    expect(almaz.replica.get('observation', first)?.where).toBe('hub');
    expect(almaz.replica.get('observation', second)?.where).toBe('phone');
    await almaz.restart('almaz');
    expect(almaz.replica.counts.phone).toBe(1);

    await almaz.session.join('tolosa', '1470', {
      person: 'tolosa',
      name: 'tolosa',
      place: {},
      role: 'nurse',
    });
    await almaz.exchange.now();
    await hanna.exchange.now();
    expect([sent, first, second].map((record) => hanna.shown(record))).toEqual([1, 2, 3]);
    expect(await almaz.digest(SHARED)).toBe(hub.digest(SHARED));
    expect(await almaz.rows()).toEqual(await hanna.rows());
  });
});

describe('more than one request', () => {
  test('takes over large batches in both directions, with progress', async () => {
    const hub = world('almaz', 'tolosa');
    hub.mostEntries = 60;
    const [almaz, tolosa] = [await joined('almaz', hub), await joined('tolosa', hub)];
    for (let i = 0; i < 130; i++) await almaz.count(`e${2000 + i}-01`, i);
    hub.requests.length = 0;
    await almaz.exchange.now();
    expect(hub.requests.map(({ batch }) => batch?.n.length ?? 0)).toEqual([100, 30]);
    expect(almaz.replica.counts).toMatchObject({ phone: 0, hub: 130 });
    const seen: (number | undefined)[] = [];
    const sync = hub.sync.bind(hub);
    hub.sync = async (device, asked) => {
      seen.push(tolosa.exchange.state.progress?.done);
      return sync(device, asked);
    };
    await tolosa.exchange.now();
    expect(seen).toEqual([undefined, 60, 120]);
    expect(await tolosa.rows()).toEqual(await almaz.rows());
    expect(tolosa.exchange.state.progress).toBe(null);
  }, 20_000);
});

describe('a newer version of Debo', () => {
  test('writes types and fields this one does not know: kept, merged, and told as unreadable', async () => {
    const hub = world('almaz', 'tolosa');
    const [almaz, tolosa] = [await joined('almaz', hub), await joined('tolosa', hub)];
    const set = { who: 'Chaltu', what: 'teaches' };
    await almaz.replica.write({
      type: 'from_tomorrow' as never,
      channel: SHARED,
      record: MADE_ID,
      set: set as never,
    });
    for (const phone of [almaz, tolosa]) await phone.exchange.now();
    expect(tolosa.replica.unreadable.map(({ type, fields }) => [type, fields])).toEqual([
      ['from_tomorrow', set],
    ]);
    expect(await tolosa.rows()).toEqual(await almaz.rows());
    await tolosa.restart();
    expect(tolosa.replica.unreadable.length).toBe(1);
  });
});

const MADE_ID = '01890000-0000-7000-8000-0000000000ff';
