/** A storyboard and a month's report made from records; numbers and orders here were worked out by hand. */
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
import type { Facility } from '../../src/measures/reader.svelte';
import { parse } from '../../src/periods';
import { chartXml, seriesOf, type ChartData } from '../../src/reports/office/chart';
import { crc32, zipOf } from '../../src/reports/office/zip';
import { prefilled, waiting, type Answer, type Report } from '../../src/reports/monthly/report';
import { arrange, SLIDE } from '../../src/reports/storyboard/arrange';
import { ramp, storyOf, type Deck, type Slide } from '../../src/reports/storyboard/story';

const FACILITY = '22222222-2222-7222-8222-222222222222';
const TEAM_ID = '33333333-3333-7333-8333-333333333333';
const TEAM = `team:${TEAM_ID}`;
const SHARED = 'collaborative:44444444-4444-7444-8444-444444444444';
const AT = { team: TEAM_ID, facility: FACILITY };

let phone: Replica;
let count = 0;
beforeEach(async () => {
  phone = new Replica(`story-${(count += 1)}`);
  held.replica = phone;
  await phone.open();
  await phone.enter(await atWork(phone.db, '55555555-5555-7555-8555-555555555555'));
});

const story = (drafts: boolean, which: string[] | null = null): Deck =>
  storyOf({
    facility: { id: FACILITY, fields: { name: { en: 'Haro Gudina' } } } as unknown as Facility,
    drafts,
    names: false,
    parts: which,
    called: {},
    code: 'en',
    words: {},
    calendar: 'ethiopian',
  });
const parts = (deck: Deck): string[] => deck.slides.map(({ part }) => part);

describe('a storyboard', () => {
  beforeEach(async () => {
    const cycle = (channel: string, set: object): Promise<string> =>
      phone.write({ type: 'cycle', channel, set: { ...AT, ...set } });
    const first = await cycle(SHARED, {
      question: 'A card?',
      starts: '2025-10-01',
      decision: 'adapt',
      learned: 'It was lost at night',
    });
    await cycle(SHARED, {
      question: 'A card on a string?',
      starts: '2025-11-01',
      previous: first,
      decision: 'adopt',
    });
    await cycle(SHARED, {
      question: 'A bell?',
      starts: '2025-10-15',
      decision: 'abandon',
      reason: 'It wakes the babies',
    });
    await cycle(TEAM, { question: 'A lamp?', starts: '2025-12-01' });
  });

  test('tells the cycles as a ladder: what goes on from a test stands a step further right', () => {
    const [ladder] = story(false).slides.filter(({ part }) => part === 'ladder');
    expect(ladder!.lists[0]!.items.map(({ text, indent }) => [text, indent])).toEqual([
      ['A card?', 0],
      ['A card on a string?', 1],
      ['A bell?', 0],
    ]);
  });

  test('tells what was left as something learned', () => {
    const learned = story(false).slides.find(({ part }) => part === 'learned')!;
    expect(learned.lists).toEqual([
      { title: 'What worked, and we keep', items: [{ text: 'A card on a string?', aside: '' }] },
      {
        title: 'What did not, and what it taught us',
        items: [{ text: 'A bell?', aside: 'It wakes the babies' }],
      },
    ]);
  });

  test('keeps drafts in the team until it wants them, and leaves out what it leaves out', () => {
    expect(JSON.stringify(story(false))).not.toContain('A lamp?');
    expect(JSON.stringify(story(true))).toContain('A lamp?');
    expect(story(true).corner).toBe('With our drafts');
    expect(parts(story(false))).toEqual(['cover', 'ladder', 'learned']);
    expect(parts(story(false, ['cover', 'learned']))).toEqual(['cover', 'learned']);
  });

  test('asks and offers what stands on the board, and no more what was settled', async () => {
    const notice = (set: object): Promise<string> =>
      phone.write({
        type: 'notice',
        channel: SHARED,
        set: { facility: FACILITY, day: '2025-11-01', ...set },
      });
    await notice({ kind: 'ask', text: 'Test kits' });
    await notice({ kind: 'offer', text: 'Our card' });
    await notice({ kind: 'ask', text: 'A chair', closed_on: '2025-11-02' });
    const next = story(false).slides.find(({ part }) => part === 'next')!;
    expect(next.lists.map(({ items }) => items.map(({ text }) => text))).toEqual([
      ['Test kits'],
      ['Our card'],
    ]);
  });
});

test('cycles that name each other are still told, once each', () => {
  const two = [
    { id: 'a', fields: { previous: 'b' } },
    { id: 'b', fields: { previous: 'a' } },
  ];
  expect(ramp(two).map(({ id }) => id)).toEqual(['a', 'b']);
});

describe('a month’s report', () => {
  test('is written from what ended in the month, problems, open cycles', async () => {
    const write = (type: 'cycle' | 'problem', set: object): Promise<string> =>
      phone.write({ type, channel: TEAM, set: { ...AT, ...set } });
    // Meskerem 2018 is 11 September to 10 October 2025.
    await write('cycle', {
      question: 'In it',
      starts: '2025-09-12',
      ends: '2025-10-10',
      learned: 'Small is quick',
    });
    await write('cycle', {
      question: 'After it',
      starts: '2025-09-12',
      ends: '2025-10-11',
      learned: 'Later',
      decision: 'adopt',
    });
    await write('cycle', { question: 'Not begun', starts: '2025-11-01' });
    await write('problem', { text: 'Kits run out', on: '2025-09-20' });
    await write('problem', { text: 'Taken back', on: '2025-09-20', withdrawn: true });
    expect(prefilled(FACILITY, parse('e2018-01'))).toEqual({
      lessons: 'Small is quick',
      barriers: 'Kits run out',
      next_tests: 'In it',
      help_wanted: null,
    });
  });

  test('waits in the order in which it was handed in, until it is answered', () => {
    const report = (id: string, submitted_on: string | null, channel = SHARED): Report =>
      ({ id, channel, fields: { submitted_on } }) as Report;
    const reports = [
      report('c', '2025-10-03'),
      report('a', '2025-10-01'),
      report('b', '2025-10-02'),
      report('d', null),
      report('e', '2025-09-01', TEAM),
    ];
    const answer = (of: string, withdrawn = false): Answer =>
      ({ id: of, channel: SHARED, fields: { report: of, withdrawn } }) as Answer;
    expect(waiting(reports, [answer('b')]).map(({ id }) => id)).toEqual(['a', 'c']);
    expect(waiting(reports, [answer('b', true)]).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });
});

describe('the files', () => {
  const data: ChartData = {
    name: 'Tested & told',
    unit: 'percent',
    labels: ['Mes', 'Tik', 'Hid'],
    values: [50, null, 66.66666],
    hollow: [true, false, false],
    centre: [50, 50, 60],
    cuts: [2],
    goal: 90,
    notes: [{ at: 2, text: '1' }],
    heads: { period: 'Period', median: 'Median', goal: 'Goal' },
  };

  test('hold a missing month as nothing, not as zero, and median and goal apart', () => {
    expect(seriesOf(data).map(({ name, numbers }) => [name, numbers])).toEqual([
      ['Tested & told', [50, null, 66.6667]],
      ['Median', [50, 50, null]],
      ['Median 2', [null, null, 60]],
      ['Goal', [90, 90, 90]],
    ]);
    const xml = chartXml(data, 'am-ET', 'Ebrima');
    expect(xml).toContain('Tested &amp; told');
    expect(xml.match(/<c:dPt>/g)).toHaveLength(1);
    expect(xml.match(/<c:dLbl>/g)).toHaveLength(1);
  });

  test('are ZIP archives with the checksum of ISO 3309', async () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
    const bytes = await zipOf([{ name: 'a.txt', content: 'አ'.repeat(400) }]);
    expect([...bytes.slice(0, 4)]).toEqual([0x50, 0x4b, 3, 4]);
    expect(bytes.length).toBeLessThan(300);
  });
});

describe('a slide', () => {
  const wide = (text: string, size: number): number => text.length * size * 0.5;
  const slideOf = (items: number): Slide => ({
    part: 'ladder',
    title: 'T',
    lead: '',
    charts: [],
    lists: [{ title: 'L', items: Array.from({ length: items }, (_, at) => ({ text: `Item ${at}` })) }],
  });
  const deck = {
    title: 'S',
    facility: 'F',
    corner: '',
    foot: '',
    more: (n: number) => `and more: ${n}`,
  } as Deck;

  test('sets its list as large as fits, and counts what fits at no size', () => {
    expect(arrange(slideOf(3), deck, SLIDE, wide).lists[0]!.lines[0]!.size).toBe(21);
    const full = arrange(slideOf(80), deck, SLIDE, wide).lists[0]!;
    const last = full.lines.at(-1)!.text;
    const shown = full.lines.length - 2;
    expect(last).toBe(`• and more: ${80 - shown}`);
    expect(
      full.lines.reduce((sum, { size, before = 0 }) => sum + before + size * 1.28, 0),
    ).toBeLessThanOrEqual(full.box.height);
  });
});
