/** Almaz counts on her phone; the ledger beneath is the real one, in a browser's store made for the test. */
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Replica } from '../../src/ledger/replica.svelte';
import { pointsOf } from '../../src/measures/series';
import { SHARE } from './counts';

const held = vi.hoisted(() => ({ replica: null as unknown }));
vi.mock('../../src/ledger', () => ({
  get replica() {
    return held.replica;
  },
}));

import { atWork } from '../ledger/at-work';
import { release, saveCount, takeBack } from '../../src/measures/acts';
import { beginPhase, markEvent, setBaseline, setGoal, withdraw } from '../../src/charts/acts';
import { markedOn } from '../../src/charts/marked';

const MEASURE = '11111111-1111-7111-8111-111111111111';
const FACILITY = '22222222-2222-7222-8222-222222222222';
const TEAM = 'team:33333333-3333-7333-8333-333333333333';
const SHARED = 'collaborative:44444444-4444-7444-8444-444444444444';
const AT = { measure: MEASURE, facility: FACILITY, period: 'e2019-01', channel: TEAM };

let phone: Replica;
let count = 0;
beforeEach(async () => {
  phone = new Replica(`acts-${(count += 1)}`);
  held.replica = phone;
  await phone.open();
  await phone.enter(await atWork(phone.db, '55555555-5555-7555-8555-555555555555'));
});

const points = () => pointsOf(SHARE, phone.all('observation'));
const shown = () => points().map(({ value, draft }) => [value, draft]);

describe('a count', () => {
  test('is saved as the team’s draft, and undone is missing, not zero', async () => {
    const undo = await saveCount(AT, { numerator: 17, denominator: 20 });
    expect(shown()).toEqual([[85, true]]);
    await undo();
    expect(shown()).toEqual([[null, true]]);
  });

  test('changed and undone stands as before; only what changed is written', async () => {
    await saveCount(AT, { numerator: 17, denominator: 20, note: 'night shift too' });
    const undo = await saveCount(AT, { numerator: 18, denominator: 20, note: 'night shift too' });
    expect(shown()).toEqual([[90, true]]);
    const { stamps } = phone.all('observation', TEAM)[0]!;
    expect(parseInt(stamps['numerator']!, 10)).toBeGreaterThan(parseInt(stamps['denominator']!, 10));
    await undo();
    expect(shown()).toEqual([[85, true]]);
  });

  test('saved again as it was writes nothing', async () => {
    await saveCount(AT, { numerator: 17, denominator: 20 });
    const { stamps } = phone.all('observation', TEAM)[0]!;
    await saveCount(AT, { numerator: 17, denominator: 20 });
    expect(phone.all('observation', TEAM)[0]!.stamps).toEqual(stamps);
  });

  test('counted anew after an undo is there again', async () => {
    await (
      await saveCount(AT, { numerator: 17, denominator: 20 })
    )();
    await saveCount(AT, { numerator: 16, denominator: 20 });
    expect(shown()).toEqual([[80, true]]);
  });

  test('taken back is a gap, and can be put back', async () => {
    await saveCount(AT, { numerator: 17, denominator: 20 });
    const { id, channel } = points()[0]!.counted!;
    const undo = await takeBack({ id, channel });
    expect(shown()).toEqual([[null, true]]);
    await undo();
    expect(shown()).toEqual([[85, true]]);
  });
});

describe('showing to the collaborative', () => {
  const show = async () => {
    const { id, channel } = points()[0]!.counted!;
    return release([{ type: 'observation', id, channel }], SHARED);
  };

  test('makes the draft a released count', async () => {
    await saveCount(AT, { numerator: 17, denominator: 20 });
    await show();
    expect(shown()).toEqual([[85, false]]);
    expect(phone.all('observation', SHARED)[0]!.fields).toMatchObject({ numerator: 17, denominator: 20 });
  });

  test('undone, the draft stands, and it can be shown again', async () => {
    await saveCount(AT, { numerator: 17, denominator: 20 });
    await (
      await show()
    )();
    expect(shown()).toEqual([[85, true]]);
    await show();
    expect(shown()).toEqual([[85, false]]);
  });

  test('a second showing undone leaves what was shown first', async () => {
    await saveCount(AT, { numerator: 17, denominator: 20 });
    await show();
    await saveCount(AT, { numerator: 18, denominator: 20 });
    await (
      await show()
    )();
    expect(phone.all('observation', SHARED)[0]!.fields.numerator).toBe(17);
  });
});

describe('what a person marks on a chart', () => {
  const at = { measure: MEASURE, facility: FACILITY, channel: TEAM };
  const marked = () => markedOn(MEASURE, FACILITY, 90);

  test('a baseline is frozen, changed, and undone step by step', async () => {
    const first = await setBaseline(at, 'e2018-06', 'before the first session');
    const second = await setBaseline(at, 'e2018-08', null);
    expect(marked().baseline?.fields.last).toBe('e2018-08');
    await second();
    expect(marked().baseline?.fields).toMatchObject({ last: 'e2018-06', reason: 'before the first session' });
    await first();
    expect(marked().baseline?.fields.last ?? null).toBeNull();
  });

  test('a phase begins with its reason and can be taken back', async () => {
    const undo = await beginPhase(at, 'e2018-08', 'The kit is checked at each handover');
    expect(marked().phases[0]).toMatchObject({ draft: true, fields: { starts: 'e2018-08' } });
    await undo();
    expect(marked().phases).toEqual([]);
    await beginPhase(at, 'e2018-08', 'again');
    expect(marked().phases).toHaveLength(1);
  });

  test('an event stands on this chart, or on all of the facility’s', async () => {
    await markEvent(at, { day: '2026-03-01', text: 'No oxytocin for a week', everywhere: true });
    await markEvent(at, { day: '2026-04-01', text: 'New midwife', everywhere: false });
    expect(marked().events).toHaveLength(2);
    const other = markedOn('66666666-6666-7666-8666-666666666666', FACILITY, null);
    expect(other.events.map(({ fields }) => fields.text)).toEqual(['No oxytocin for a week']);
    const undo = await withdraw('event', other.events[0]!);
    expect(marked().events).toHaveLength(1);
    await undo();
    expect(marked().events).toHaveLength(2);
  });

  test('a facility’s own goal stands before the charter’s', async () => {
    expect(marked().goal).toBe(90);
    await phone.write({
      type: 'goal',
      channel: TEAM,
      set: { measure: MEASURE, facility: FACILITY, value: 95 },
    });
    expect(marked().goal).toBe(95);
  });
});

describe('a facility’s own goal', () => {
  const CHART = { measure: MEASURE, facility: FACILITY, channel: TEAM };
  const drawn = () => {
    const { goal, by, own } = markedOn(MEASURE, FACILITY, 90);
    return [goal, by, own?.draft ?? null];
  };

  test('stands in place of the charter’s, as a draft, and undone gives way to it', async () => {
    expect(drawn()).toEqual([90, null, null]);
    const undo = await setGoal(CHART, 80, '2027-07-07');
    expect(drawn()).toEqual([80, '2027-07-07', true]);
    const back = await setGoal(CHART, 85, null);
    expect(drawn()).toEqual([85, null, true]);
    await back();
    expect(drawn()).toEqual([80, '2027-07-07', true]);
    await undo();
    expect(drawn().slice(0, 2)).toEqual([90, null]);
  });

  test('is shown to the collaborative and hidden again', async () => {
    await setGoal(CHART, 0, null);
    const { id, channel } = markedOn(MEASURE, FACILITY, 90).own!;
    const hide = await release([{ type: 'goal', id, channel }], SHARED);
    expect(drawn()).toEqual([0, null, false]);
    await hide();
    expect(phone.get('goal', id, SHARED)?.fields.withdrawn).toBe(true);
    expect(drawn()).toEqual([0, null, true]);
    await release([{ type: 'goal', id, channel }], SHARED);
    expect(drawn()).toEqual([0, null, false]);
  });
});
