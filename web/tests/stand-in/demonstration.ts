/** A woreda made up with a fixed seed: one hospital, seven health centres, thirty posts, fifteen months. */
import { period, next, type Period } from '../../src/periods';

interface Plain {
  id: string;
  channel: string;
  type: string;
  fields: Record<string, unknown>;
  where?: 'phone' | 'way' | 'hub' | 'attention';
  conflicts?: Record<string, { value: unknown; stamp: string }[]>;
}
export interface Made {
  records: Plain[];
  person: string;
  people: { person: string; name: string; place: { en: string }; role: string }[];
  grants: { channels: Record<string, string[]>; places: string[]; teams: string[]; roles: string[] };
  attention: { channel: string; n: number; type: string; record: string; reason: string; words: object }[];
}

const SHARED = 'collaborative:c1';
const TEAM = 'team:t-hc1';
const CENTRES = ['Goljota', 'Bekoji', 'Lemu', 'Meraro', 'Sirbo', 'Tamela', 'Ashebeka'];
const MEASURES: [string, string, string, string, object][] = [
  [
    'admission',
    'On admission bundle',
    'Births with every element done',
    'Charts of live births reviewed',
    {
      goal: 90,
      bundle: 'b1',
      reported_by: ['hospital', 'health_centre'],
      denominator_kind: 'facility_births',
    },
  ],
  [
    'pushing',
    'Before pushing bundle',
    'Births with every element done',
    'Charts of live births reviewed',
    { goal: 90, reported_by: ['hospital', 'health_centre'], denominator_kind: 'facility_births' },
  ],
  [
    'after',
    'Soon after birth bundle',
    'Births with every element done',
    'Charts of live births reviewed',
    { goal: 90, reported_by: ['hospital', 'health_centre'], denominator_kind: 'facility_births' },
  ],
  [
    'anc4',
    'Four antenatal visits',
    'Women with a fourth visit',
    'Expected pregnancies',
    { denominator_kind: 'population', reported_by: ['health_centre', 'health_post'], over_hundred: true },
  ],
  [
    'syphilis',
    'Syphilis test in antenatal care',
    'Women tested',
    'Women at their first visit',
    { goal: 80, denominator_kind: 'register', reported_by: ['hospital', 'health_centre'] },
  ],
  [
    'pnc',
    'Postnatal visit within 48 hours',
    'Mothers seen within 48 hours',
    'Births',
    { denominator_kind: 'register', reported_by: ['health_centre', 'health_post', 'hospital'] },
  ],
  [
    'stillbirth',
    'Fresh stillbirths',
    'Fresh stillbirths',
    '',
    {
      unit: 'count',
      kind: 'outcome',
      direction: 'down',
      denominator_kind: 'none',
      reported_by: ['hospital', 'health_centre'],
    },
  ],
];

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

/** `months` periods up to Tikimt 2019. */
function months(count: number): Period[] {
  const last = period('ethiopian_month', 2019, 2);
  const list = [period('ethiopian_month', 2016, 12)];
  while (list.at(-1)!.id !== last.id) list.push(next(list.at(-1)!));
  return list.slice(-count);
}

export function demonstration(): Made {
  const records: Plain[] = [];
  const add = (
    type: string,
    id: string,
    fields: Record<string, unknown>,
    more: Partial<Plain> = {},
  ): void => {
    records.push({ id, type, channel: SHARED, fields, ...more });
  };
  add('collaborative', 'c1', {
    name: { en: 'Lemu Bilbilo' },
    woreda: 'w1',
    month_starts_on: 1,
    closes_after_days: 60,
  });
  add('place', 'w1', { name: { en: 'Lemu Bilbilo', am: 'ለሙ ቢልቢሎ' }, kind: 'woreda' });
  add('place', 'h1', { name: { en: 'Bekoji Hospital', am: 'በቆጂ ሆስፒታል' }, kind: 'hospital', parent: 'w1' });
  const places: { id: string; kind: string }[] = [{ id: 'h1', kind: 'hospital' }];
  let posts = 0;
  CENTRES.forEach((name, index) => {
    const id = `hc${index + 1}`;
    add('place', id, {
      name: { en: `${name} Health Centre` },
      kind: 'health_centre',
      parent: 'w1',
      position: `${index}`,
    });
    places.push({ id, kind: 'health_centre' });
    for (let n = 1; n <= (index < 2 ? 5 : 4); n += 1) {
      posts += 1;
      add('place', `hp${posts}`, {
        name: { en: `${name} ${n} Health Post` },
        kind: 'health_post',
        parent: id,
      });
      places.push({ id: `hp${posts}`, kind: 'health_post' });
    }
  });
  MEASURES.forEach(([id, name, numerator, denominator, more], position) => {
    const fields = {
      name: {
        en: name,
        ...(id === 'admission' && { am: 'በቅበላ ጊዜ የሚሰጥ የጥራት እንክብካቤ', om: 'Kunuunsa yeroo simannaa' }),
      },
      numerator: { en: numerator },
      denominator: { en: denominator },
      kind: 'process',
      direction: 'up',
      unit: 'percent',
      period_kind: 'ethiopian_month',
      position: `${position}`,
      ...more,
    };
    add('measure', id, fields);
  });
  add('bundle', 'b1', {
    name: { en: 'On admission' },
    version: 1,
    example: true,
    elements: [
      { key: 'bp', label: { en: 'Blood pressure and danger signs checked' } },
      { key: 'partograph', label: { en: 'Partograph begun at 4 cm' } },
      { key: 'companion', label: { en: 'Birth companion welcomed' } },
      { key: 'hands', label: { en: 'Hand hygiene ready' } },
    ],
  });
  const chance = random(7);
  for (const place of places) {
    for (const [id, , , , more] of MEASURES) {
      const kinds = (more as { reported_by: string[] }).reported_by;
      if (!kinds.includes(place.kind)) continue;
      const base = 0.35 + 0.3 * chance();
      const lift = id === 'admission' ? 0.33 : 0.25 * chance();
      months(place.id === 'hc1' ? 24 : 15).forEach((when, month, all) => {
        const isDue = month === all.length - 1 && place.id.startsWith('hc1') && id !== 'pnc';
        if (chance() < 0.06 || isDue) return;
        const births = Math.round(
          (place.kind === 'health_post' ? 5 : place.kind === 'hospital' ? 70 : 26) * (0.7 + 0.6 * chance()),
        );
        const share = Math.min(0.97, base + (month > all.length * 0.55 ? lift : 0) + 0.16 * (chance() - 0.5));
        const isCount = id === 'stillbirth';
        const fields = {
          measure: id,
          facility: place.id,
          period: when.id,
          numerator: isCount ? Math.floor(3 * chance() * chance()) : Math.round(births * share),
          denominator: isCount ? null : births,
        };
        const record = `observation~${id}~${place.id}~${when.id}`;
        const isDraft = place.id === 'hc1' && id === 'pnc' && month === all.length - 1;
        if (place.id === 'hc1' || isDraft)
          records.push({
            id: record,
            type: 'observation',
            channel: TEAM,
            fields,
            where: isDraft ? 'phone' : 'hub',
          });
        if (!isDraft) add('observation', record, fields);
      });
    }
  }
  add('team', 't-hc1', { name: { en: 'Goljota QI team' }, place: 'hc1' });
  const cycle = { team: 't-hc1', facility: 'hc1', measure: 'admission' };
  add('cycle', 'cy1', {
    ...cycle,
    question: 'Does a partograph on every bed make it start at 4 cm?',
    prediction: 'At least 7 of 10 births will have one started in time.',
    who: 'Midwife on duty',
    what: 'Put a partograph and a pen on each bed',
    when: 'Next Monday to Friday',
    where: 'Delivery room',
    data: 'Partographs started by 4 cm',
    starts: '2026-03-10',
    ends: '2026-03-28',
    happened: '6 of 9 births had one.',
    compared: 'partly',
    learned: 'The night shift had no pens.',
    decision: 'adapt',
    reason: 'Pens first.',
  });
  add('cycle', 'cy2', {
    ...cycle,
    previous: 'cy1',
    question: 'Do pens tied to the board keep it going at night?',
    prediction: '9 of 10 at night too.',
    who: 'Midwife on duty',
    what: 'Tie a pen to each board',
    when: 'Two weeks',
    where: 'Delivery room',
    starts: '2026-04-14',
    ends: '2026-05-02',
    happened: '11 of 12 births.',
    compared: 'as_predicted',
    learned: 'Small things.',
    decision: 'adopt',
    reason: 'It holds.',
  });
  add(
    'cycle',
    'cy3',
    {
      ...cycle,
      question: 'Will welcoming a companion at admission raise the bundle?',
      prediction: 'Half of the mothers will bring one.',
      who: 'Midwife and health extension worker',
      what: 'Ask at the door',
      when: 'This week',
      where: 'Admission',
      starts: '2026-11-03',
    },
    {
      channel: TEAM,
      where: 'phone',
      conflicts: {
        when: [
          { value: 'This week', stamp: '2@a' },
          { value: 'From Thursday', stamp: '2@b' },
        ],
      },
    },
  );
  add('cycle', 'cy4', {
    team: 't2',
    facility: 'hc2',
    measure: 'admission',
    question: 'Does a delivery-room tour bring companions?',
    prediction: 'Two in three.',
    happened: 'One in ten.',
    compared: 'otherwise',
    learned: 'The tour came too late in the pregnancy.',
    decision: 'abandon',
    reason: 'Ask at the second visit instead.',
    starts: '2026-06-02',
    ends: '2026-06-20',
  });
  add('event', 'ev1', { facility: 'hc1', day: '2025-12-02', text: 'No partograph forms for three weeks' });
  add('baseline', 'baseline~admission~hc1', {
    measure: 'admission',
    facility: 'hc1',
    last: 'e2018-03',
    reason: 'Before the first learning session',
  });
  return {
    records,
    person: 'p1',
    people: [
      { person: 'p1', name: 'Almaz Tadesse', place: { en: 'Goljota Health Centre' }, role: 'midwife' },
      { person: 'p2', name: 'Tolosa Bekele', place: { en: 'Goljota Health Centre' }, role: 'health_officer' },
    ],
    grants: {
      channels: { [SHARED]: ['staff', 'member'], [TEAM]: ['member'] },
      places: ['hc1', 'hp1', 'hp2', 'hp3', 'hp4', 'hp5'],
      teams: ['t-hc1'],
      roles: ['midwife'],
    },
    attention: [],
  };
}
