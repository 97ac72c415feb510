/** What stands on the sheet, from records on the real ledger in a browser's store made for the test. */
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Replica } from '../../src/ledger/replica.svelte';

const held = vi.hoisted(() => ({ replica: null as unknown }));
vi.mock('../../src/ledger', () => ({
  get replica() {
    return held.replica;
  },
  session: { grants: null, can: () => true },
}));

import { atWork } from '../ledger/at-work';
import type { Counts, Facility } from '../../src/measures/reader.svelte';
import { ownWords } from '../../src/languages/own-words.svelte';
import { sheetOf } from '../../src/reports/wall/content';
import { SHARE } from '../measures/counts';

const MEASURE = '11111111-1111-7111-8111-111111111111';
const FACILITY = '22222222-2222-7222-8222-222222222222';
const TEAM_ID = '33333333-3333-7333-8333-333333333333';
const TEAM = `team:${TEAM_ID}`;
const SHARED = 'collaborative:44444444-4444-7444-8444-444444444444';
const HOUSE = `facility:${FACILITY}`;
const AT = { team: TEAM_ID, facility: FACILITY };

let phone: Replica;
let count = 0;
beforeEach(async () => {
  phone = new Replica(`wall-${(count += 1)}`);
  held.replica = phone;
  await phone.open();
  await phone.enter(await atWork(phone.db, '55555555-5555-7555-8555-555555555555'));
  ownWords.take([]);
});

const sheet = (drafts: boolean) =>
  sheetOf({
    measure: { id: MEASURE, fields: { ...SHARE, name: { en: 'Tested' } } } as unknown as Counts,
    facility: { id: FACILITY, fields: { name: { en: 'Haro Gudina' } } } as unknown as Facility,
    drafts,
    code: 'en',
    words: {},
    calendar: 'ethiopian',
  });
const AIM = { ...AT, what: 'Every mother is tested', whom: 'at her first visit', measure: MEASURE };

describe('what others may see', () => {
  test('holds nothing of the team’s own, and says so in the corner when it does', async () => {
    await phone.write({
      type: 'aim',
      channel: TEAM,
      set: { ...AIM, start: 42, target: 90, by: '2026-07-07' },
    });
    await phone.write({
      type: 'task',
      channel: TEAM,
      set: { ...AT, text: 'Ask for a shelf', role: 'midwife' },
    });
    await phone.write({
      type: 'observation',
      channel: TEAM,
      set: { measure: MEASURE, facility: FACILITY, period: 'e2018-01', numerator: 9, denominator: 20 },
    });
    const shown = sheet(false);
    expect(shown).toMatchObject({ aim: '', corner: '', chart: null, next: [], tried: [] });
    const own = sheet(true);
    expect(own.aim).toBe(
      'Every mother is tested – at her first visit: from 42\u202f% to 90\u202f% by 30 Sene 2018',
    );
    expect(own.corner).toBe('Draft, for our own wall');
    expect(own.next).toEqual([{ text: 'Ask for a shelf', aside: 'Midwife' }]);
    expect(own.chart).not.toBeNull();
  });

  test('holds what was shown, by day and in order; what is done or taken back is left out', async () => {
    const aim = await phone.write({ type: 'aim', channel: SHARED, set: { ...AIM, target: 90 } });
    for (const [text, position, parent] of [
      ['Somebody asks', '2', null],
      ['Tests at hand', '1', null],
      ['A shelf', '1', 'a'],
    ] as const) {
      const at = { ...AT, aim, text, position };
      await phone.write({ type: 'driver', channel: SHARED, set: parent ? { ...at, parent: aim } : at });
    }
    for (const task of [
      { text: 'Later', due: '2025-12-20' },
      { text: 'Some day' },
      { text: 'Soon', due: '2025-12-01', role: 'nurse' },
      { text: 'Done', due: '2025-11-01', done_on: '2025-11-01' },
      { text: 'Not any more', withdrawn: true },
    ])
      await phone.write({ type: 'task', channel: HOUSE, set: { ...AT, role: 'midwife', ...task } });
    const { aim: words, drivers, next, corner } = sheet(false);
    expect(words).toBe('Every mother is tested – at her first visit: 90\u202f%');
    expect(drivers).toBe('What drives it: Tests at hand · Somebody asks');
    expect(next.map(({ text }) => text)).toEqual(['Soon', 'Later', 'Some day']);
    expect(next[0]!.aside).toBe('Nurse, 22 Hidar 2018');
    expect(corner).toBe('');
  });

  test('numbers what was tried as on the chart, the newest first', async () => {
    for (const [index, numerator] of [8, 9, 12, 14].entries())
      await phone.write({
        type: 'observation',
        channel: SHARED,
        set: {
          measure: MEASURE,
          facility: FACILITY,
          period: `e2018-0${index + 1}`,
          numerator,
          denominator: 20,
        },
      });
    const about = { ...AT, measure: MEASURE };
    await phone.write({
      type: 'cycle',
      channel: SHARED,
      set: {
        ...about,
        question: 'Does a card help?',
        starts: '2025-10-20',
        ends: '2025-10-27',
        decision: 'adopt',
      },
    });
    await phone.write({
      type: 'event',
      channel: SHARED,
      set: { facility: FACILITY, day: '2025-12-15', text: 'No tests for a week' },
    });
    const { tried, chart } = sheet(false);
    expect(tried).toEqual([
      { number: 2, text: 'No tests for a week', state: '' },
      { number: 1, text: 'Does a card help?', state: 'Adopted' },
    ]);
    expect(chart!(400, 150).marks.map((mark) => mark.number)).toEqual([1, 2]);
  });

  test('without an aim the goal of the charter stands there; roles are called as here', async () => {
    ownWords.take([{ fields: { word: 'role.midwife', said: { en: 'Birth companion' } } }]);
    await phone.write({
      type: 'goal',
      channel: SHARED,
      set: { measure: MEASURE, facility: FACILITY, value: 80 },
    });
    await phone.write({ type: 'task', channel: HOUSE, set: { ...AT, text: 'Ask', role: 'midwife' } });
    const { aim, next } = sheet(false);
    expect(aim).toBe('Tested: 80\u202f%');
    expect(next[0]!.aside).toBe('Birth companion');
  });
});
