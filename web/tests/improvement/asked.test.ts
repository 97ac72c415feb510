/** Asking, asking again and settling on the real ledger, in a browser's store made for the test. */
import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { Replica } from '../../src/ledger/replica.svelte';

const held = vi.hoisted(() => ({ replica: null as unknown }));
vi.mock('../../src/ledger', () => ({
  get replica() {
    return held.replica;
  },
}));

import { atWork } from '../ledger/at-work';
import { send, settle } from '../../src/improvement/asked/acts';
import { standOf } from '../../src/improvement/asked/clock';
import { answers, askingsOf, causesOf, ideasOf, problemsOf } from '../../src/improvement/problems/records';
import { changeWord, keepStock } from '../../src/supplies/acts';
import { stocksAt, wordsAt } from '../../src/supplies/records';

const TEAM = '33333333-3333-7333-8333-333333333333';
const DRAFTS = `team:${TEAM}`;
const SHARED = 'collaborative:44444444-4444-7444-8444-444444444444';
const FACILITY = '22222222-2222-7222-8222-222222222222';
const WOREDA = '66666666-6666-7666-8666-666666666666';
const ABOUT = { team: TEAM, facility: FACILITY };

let phone: Replica;
let count = 0;
beforeEach(async () => {
  phone = new Replica(`asked-${(count += 1)}`);
  held.replica = phone;
  await phone.open();
  await phone.enter(await atWork(phone.db, '55555555-5555-7555-8555-555555555555'));
});

const draft = (text = 'A second thermometer') =>
  phone.write({
    type: 'escalation',
    channel: DRAFTS,
    set: { ...ABOUT, to: WOREDA, text, asked_on: '2026-11-01' },
  });
const shown = (id: string) => phone.get('escalation', id, SHARED)?.fields;
const own = (id: string) => phone.get('escalation', id, DRAFTS)?.fields;

test('the clock begins on the day it is sent, not on the day it was written', async () => {
  const id = await draft();
  expect(askingsOf(TEAM).map(({ draft }) => draft)).toEqual([true]);
  await send({ id, channel: DRAFTS }, SHARED, '2026-11-10');
  expect(shown(id)).toMatchObject({ text: 'A second thermometer', asked_on: '2026-11-10' });
  expect(askingsOf(TEAM).map(({ draft }) => draft)).toEqual([false]);
  expect(standOf(askingsOf(TEAM)[0]!, answers(), '2026-11-23')).toEqual({
    kind: 'waits',
    days: 13,
    late: false,
  });
});

test('what is changed and sent once more doesn’t turn the clock back', async () => {
  const id = await draft();
  await send({ id, channel: DRAFTS }, SHARED, '2026-11-10');
  await phone.write({ type: 'escalation', channel: DRAFTS, record: id, set: { text: 'Two thermometers' } });
  await send({ id, channel: DRAFTS }, SHARED, '2026-11-20');
  expect(shown(id)).toMatchObject({ text: 'Two thermometers', asked_on: '2026-11-10' });
});

test('undo hides it again; sent later, the clock begins anew', async () => {
  const id = await draft();
  const undo = await send({ id, channel: DRAFTS }, SHARED, '2026-11-10');
  await undo();
  expect(shown(id)?.withdrawn).toBe(true);
  expect(askingsOf(TEAM).map(({ draft }) => draft)).toEqual([true]);
  await send({ id, channel: DRAFTS }, SHARED, '2026-11-12');
  expect(shown(id)).toMatchObject({ asked_on: '2026-11-12', withdrawn: false });
});

test('it is settled wherever it lies, and that can be taken back', async () => {
  const id = await draft();
  await send({ id, channel: DRAFTS }, SHARED, '2026-11-10');
  const both = phone.all('escalation').filter((one) => one.id === id);
  const undo = await settle(both, '2026-11-15');
  expect([own(id)?.settled_on, shown(id)?.settled_on]).toEqual(['2026-11-15', '2026-11-15']);
  await undo();
  expect([own(id)?.settled_on, shown(id)?.settled_on]).toEqual([null, null]);
});

test('a problem’s records leave out what was taken back and what belongs to others', async () => {
  const channel = DRAFTS;
  const problem = await phone.write({ type: 'problem', channel, set: { ...ABOUT, text: 'No forms' } });
  await phone.write({ type: 'problem', channel, set: { ...ABOUT, text: 'Gone', withdrawn: true } });
  const cause = await phone.write({ type: 'cause', channel, set: { ...ABOUT, problem, text: 'Locked' } });
  await phone.write({ type: 'cause', channel, set: { ...ABOUT, problem, text: 'Gone', withdrawn: true } });
  await phone.write({ type: 'cause', channel, set: { ...ABOUT, problem: cause, text: 'Elsewhere' } });
  await phone.write({ type: 'idea', channel, set: { ...ABOUT, cause, text: 'A second key' } });
  await phone.write({ type: 'idea', channel, set: { ...ABOUT, text: 'Of another cause' } });
  expect(problemsOf(TEAM).map(({ fields }) => fields.text)).toEqual(['No forms']);
  expect(causesOf(problem).map(({ fields }) => fields.text)).toEqual(['Locked']);
  expect(ideasOf(causesOf(problem)).map(({ fields }) => fields.text)).toEqual(['A second key']);
});

test('a second count of a day corrects the first, and undo brings that back', async () => {
  const item = '77777777-7777-7777-8777-777777777777';
  const first = await keepStock(item, FACILITY, '2026-11-10', { left: 20, weekly: 7 });
  const second = await keepStock(item, FACILITY, '2026-11-10', { left: 18, weekly: 7 });
  const counts = () => stocksAt(FACILITY).map(({ fields }) => [fields.left, fields.weekly]);
  expect(counts()).toEqual([[18, 7]]);
  await second();
  expect(counts()).toEqual([[20, 7]]);
  await first();
  // Nothing was counted: unknown, which is not zero.
  expect(counts()).toEqual([[null, null]]);
});

test('an answer to a word is taken back without a trace of it', async () => {
  const id = await phone.write({
    type: 'early_word',
    channel: `facility:${FACILITY}`,
    set: { item: WOREDA, facility: FACILITY, day: '2026-11-10', days_left: 5 },
  });
  const undo = await changeWord(wordsAt(FACILITY)[0]!, FACILITY, {
    reply: 'coming',
    replied_on: '2026-11-11',
  });
  expect(wordsAt(FACILITY)[0]!.fields).toMatchObject({ reply: 'coming', days_left: 5 });
  await undo();
  expect(wordsAt(FACILITY)[0]).toMatchObject({ id, fields: { reply: null, replied_on: null, days_left: 5 } });
});
