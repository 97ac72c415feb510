/** What a handover file says, that it opens with its key alone, and how large it is. */
import { describe, expect, test } from 'vitest';
import { readPoints } from '../../src/charts/reading';
import { inEach, language, t } from '../../src/languages';
import type { Measure } from '../../src/ledger/schema';
import { pointsOf } from '../../src/measures/series';
import { textIn, together } from '../../src/spread/handover/blocks';
import { pageOf } from '../../src/spread/handover/file';
import { keyBytes, KEY_LETTERS, keyLetters, newKey, shownKey } from '../../src/spread/handover/key';
import type { Sources } from '../../src/spread/handover/lines';
import { makeFile, MOST_BYTES } from '../../src/spread/handover/make';
import { aimSentence, nextHolder, packOf } from '../../src/spread/handover/pack';
import { openContent, sealContent } from '../../src/spread/handover/sealing';
import { clockOf } from '../../src/spread/handover/voice';

const kept = <Fields>(id: string, fields: Fields) => ({ id, channel: 'team:t', fields });
const MEASURE: Measure = {
  name: { en: 'Syphilis test', om: 'Qorannoo cabxoo' },
  unit: 'percent',
  period_kind: 'ethiopian_month',
  direction: 'up',
  denominator: { en: 'women' },
  denominator_kind: 'register',
};

function series(id: string, months: number): Sources['series'][number] {
  const counts = Array.from({ length: months }, (_, at) => ({
    ...kept(`${id}-${at}`, {
      measure: id,
      facility: 'hc',
      period: `e${2017 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`,
      numerator: 20 + (at % 7),
      denominator: 40,
    }),
    where: 'hub' as const,
  }));
  const points = pointsOf(MEASURE, counts);
  return { measure: kept(id, MEASURE), points, reading: readPoints(points, MEASURE) };
}

const base: Sources = {
  role: 'midwife',
  person: 'almaz',
  lastDay: '2026-11-30',
  today: '2026-11-27',
  calendar: 'gregorian',
  facility: kept('hc', { name: { en: 'Haro Gudina' }, kind: 'health_centre', parent: 'w' }),
  team: kept('t', { name: { en: 'QI team' } }),
  charter: null,
  own: null,
  aims: [],
  cycles: [],
  tasks: [],
  meetings: [],
  escalations: [],
  answers: [],
  askings: [],
  words: [],
  items: [],
  duties: [],
  skills: [],
  people: [kept('almaz', { name: 'Almaz' }), kept('aster', { name: 'Aster' })],
  roster: {
    held: [
      { person: 'almaz', role: 'midwife', place: 'hc', since: '2025-01-01' },
      { person: 'bekele', role: 'facility_head', place: 'hc', since: '2025-01-01' },
    ],
    members: [],
    places: new Map([
      ['hc', { name: { en: 'Haro Gudina' }, kind: 'health_centre', parent: 'w' }],
      ['w', { name: { en: 'Gara Abbaya' }, kind: 'woreda' }],
    ]),
  },
  series: [],
};
const pack = (more: Partial<Sources>): string[] => packOf({ ...base, ...more }).map(({ text }) => text);
/** The lines of the part with this heading. */
function under(heading: string, more: Partial<Sources>): string[] {
  const blocks = packOf({ ...base, ...more });
  const from = blocks.findIndex(({ kind, text }) => kind === 'part' && text === heading) + 1;
  const to = blocks.findIndex(({ kind }, at) => at >= from && kind === 'part');
  return blocks.slice(from, to < 0 ? undefined : to).map(({ text }) => text);
}

describe('the pack', () => {
  test('says of an empty log what there is not, and invents nothing', () => {
    expect(pack({})).toEqual(
      expect.arrayContaining([
        'Handover: Midwife',
        'The team has not written an aim yet.',
        'No day is fixed yet.',
        'No cycle is going on.',
        'No cycle has ended yet.',
        'Nobody owes anything now.',
        'Nothing is counted here yet.',
      ]),
    );
  });

  test('says the aim in one sentence, as far as it is written', () => {
    const from = { ...base, series: [series('m', 3)] };
    const aim = {
      what: 'More tests',
      whom: 'every woman',
      measure: 'm',
      start: 52,
      target: 95,
      by: '2027-03-01',
    };
    expect(aimSentence(from, aim)).toBe(
      'More tests, for every woman, from 52\u202f% to 95\u202f%, by 1 March 2027',
    );
    expect(aimSentence(from, { what: 'More tests', target: 95 })).toBe('More tests, to 95');
    expect(aimSentence(from, { what: 'More tests' })).toBe('More tests');
    expect(
      under('What we want to reach', { aims: [kept('a', { what: 'Old', ended: '2026-01-01' })] }),
    ).toEqual(['The team has not written an aim yet.']);
  });

  test('puts what is next in the order of its days, what has none last', () => {
    const lines = under('What is next', {
      tasks: [
        kept('1', { text: 'no day', role: 'nurse' }),
        kept('2', { text: 'shelf', role: 'midwife', due: '2026-12-02' }),
        kept('3', { text: 'done', due: '2026-12-01', done_on: '2026-11-26' }),
      ],
      meetings: [kept('m', { day: '2026-11-13', ended: true, next_day: '2026-11-29' })],
      escalations: [kept('e', { text: 'a cuff', to: 'w', asked_on: '2026-11-01' })],
      answers: [
        kept('a', {
          escalation: 'e',
          place: 'w',
          outcome: 'will',
          text: 'yes',
          by: '2026-12-01',
          answered_on: '2026-11-20',
        }),
      ],
    });
    expect(lines).toEqual([
      '29 November 2026: The team meets',
      '1 December 2026: Promised to us: a cuff',
      'Gara Abbaya',
      '2 December 2026: shelf',
      'Midwife',
      'no day',
      'Nurse',
    ]);
  });

  test('tells what was stopped and why before what was kept', () => {
    const lines = under('What we tried, and why we stopped', {
      cycles: [
        kept('1', { question: 'tray?', decision: 'adopt', reason: 'it holds' }),
        kept('2', {
          question: 'poster?',
          decision: 'abandon',
          reason: 'nobody looked',
          learned: 'ask at home',
        }),
        kept('3', { question: 'going on?' }),
      ],
    });
    expect(lines).toEqual([
      'poster?',
      'We stopped because: nobody looked\nWe learned: ask at home',
      'tray?',
      'Adopted: it holds',
    ]);
  });

  test('tells what others owe, and what we do', () => {
    const lines = under('What is owed', {
      escalations: [
        kept('e', { text: 'a cuff', to: 'w', asked_on: '2026-11-09' }),
        kept('f', { text: 'settled', to: 'w', asked_on: '2026-11-09', settled_on: '2026-11-10' }),
      ],
      askings: [kept('q', { role: 'nurse', question: 'Would it suit you?' })],
      tasks: [kept('t', { text: 'shelf', role: 'midwife', due: '2026-11-20' })],
    });
    expect(lines).toEqual([
      'a cuff',
      'Asked of Gara Abbaya on 9 November 2026; no answer yet',
      'Nurse has not answered yet',
      'Would it suit you?',
      'shelf',
      'We said we would by 20 November 2026\nMidwife',
    ]);
  });

  test('names who can do what, and until when whoever leaves', () => {
    const skills = [
      { person: 'almaz', skill: 'chart', since: '2026-01-01' },
      { person: 'aster', skill: 'chart', since: '2026-01-01' },
    ];
    const lines = under('Who can do what', { skills });
    expect(lines[lines.indexOf('Read a run chart') + 1]).toBe('Almaz (until 30 November 2026), Aster');
  });

  test('says who holds the role from the next day on', () => {
    const work = { role: 'midwife', facility: 'hc', team: 't' };
    expect(nextHolder(base, work)).toEqual({ step: 'head', place: 'hc', people: ['bekele'] });
    expect(pack({}).at(pack({}).indexOf('From the next day on it is with') + 1)).toBe('Head of the facility');
  });
});

describe('three languages', () => {
  const words = { en: {}, am: {}, om: {} };

  test('say the same lines; what a person wrote stands there once', async () => {
    const from = {
      ...base,
      series: [series('m', 3)],
      tasks: [kept('1', { text: 'shelf', role: 'midwife' })],
    };
    const said = await inEach(
      ['en', 'am', 'om'],
      () => packOf(from),
      async (code) => words[code],
    );
    const lines = together(['en', 'am', 'om'], said);
    const name = lines.find((one) => one.text[0] === 'Syphilis test')!;
    expect([0, 1, 2].map((at) => textIn(name, at))).toEqual([
      'Syphilis test',
      'Syphilis test',
      'Qorannoo cabxoo',
    ]);
    expect(lines.find((one) => one.text[0] === 'shelf')?.text).toEqual(['shelf', null, null]);
    expect(language.code).toBe('en');
  });

  test('and speaking them changes nothing on the screen, even when it fails', async () => {
    language.use('en', {});
    await expect(
      inEach(
        ['om'],
        () => {
          throw new Error(t('x'));
        },
        async () => ({}),
      ),
    ).rejects.toThrow();
    expect(language.code).toBe('en');
  });

  test('lines that differ are refused, not shifted', () => {
    expect(() => together(['en', 'am'], [[{ kind: 'line', text: 'a' }], []])).toThrow(RangeError);
  });
});

describe('the key', () => {
  test('has twenty letters of chance, and takes what a tired hand writes', () => {
    const key = newKey();
    expect(keyLetters(key)).toHaveLength(KEY_LETTERS);
    expect(newKey()).not.toBe(key);
    expect(shownKey('abcd efgh-jkmn pqrs tvwo')).toBe('ABCD-EFGH-JKMN-PQRS-TVW0');
    expect(keyBytes(key.toLowerCase().replaceAll('-', ' '))).toEqual(keyBytes(key));
    expect([keyBytes(''), keyBytes(`${key}A`)]).toEqual([null, null]);
  });

  test('opens its own file alone, and none that was changed', () => {
    const content = {
      v: 1 as const,
      languages: ['en'],
      blocks: [{ kind: 'line' as const, text: ['ሰላም'] as [string] }],
    };
    const [key, other] = [newKey(), newKey()];
    const sealed = sealContent(content, key);
    expect(openContent(sealed, key)).toEqual(content);
    expect(openContent(sealed, other)).toBeNull();
    expect(openContent(`${sealed.slice(0, 40)}AAAA${sealed.slice(44)}`, key)).toBeNull();
    expect(() => sealContent(content, 'short')).toThrow(RangeError);
  });
});

test('a name that looks like markup stays text in the page', () => {
  const shell = {
    language: 'en',
    title: 'A</title><b>',
    lead: '</script><i>',
    key: '',
    open: '',
    wrong: '',
    listen: '',
  };
  const page = pageOf([shell], 'AAAA', 'const a = "</script>";');
  expect(page.match(/<\/script>/g)).toHaveLength(2);
  expect(page).toContain("default-src 'none'");
  expect(page).not.toContain('<b>');
});

test('fifteen months of a busy team stay below 300 kB, in three languages', async () => {
  const long =
    'We looked at ten charts each Friday, by shift, and asked the colleagues of the night. '.repeat(3);
  const many = <Fields>(n: number, one: (at: number) => Fields) =>
    Array.from({ length: n }, (_, at) => kept(`id-${at}`, one(at)));
  const from: Sources = {
    ...base,
    cycles: many(40, (at) => ({
      team: 't',
      question: `Question ${at}: ${long.slice(0, 120)}`,
      prediction: `${at} ${long}`,
      what: `${at} ${long}`,
      happened: `${at} ${long}`,
      learned: `${at} ${long}`,
      reason: `${at} ${long}`,
      decision: ['adopt', 'adapt', 'abandon'][at % 3]!,
    })),
    tasks: many(60, (at) => ({
      text: `Task ${at}: ${long.slice(0, 90)}`,
      role: 'midwife',
      due: '2026-12-02',
    })),
    escalations: many(10, (at) => ({ text: `Request ${at}`, to: 'w', asked_on: '2026-11-01' })),
    series: Array.from({ length: 20 }, (_, at) => series(`m${at}`, 15)),
  };
  const made = await makeFile(from, null, async () => 'x'.repeat(14_000));
  expect(made.file.size).toBeGreaterThan(60_000);
  expect(made.file.size).toBeLessThan(MOST_BYTES);
});

test('a voice note’s time', () => {
  expect([0, 65, 600].map(clockOf)).toEqual(['0:00', '1:05', '10:00']);
});
