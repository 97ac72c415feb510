/** What forms say of every field. Made by `debo schema --typescript fields`; not to be edited. */
import type { FieldSchema, RecordTypes } from './schema';

export const FIELDS: Record<keyof RecordTypes, Record<string, FieldSchema>> = {
  accuracy_check: {
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    period: {
      kind: 'period',
      label: 'Period',
      required: true,
    },
    pool: {
      kind: 'keys',
      label: 'Data elements to draw from',
      required: true,
      choices: [],
    },
    seed: {
      kind: 'text',
      label: 'Seed of the draw',
      required: true,
      max: 64,
    },
    drawn: {
      kind: 'keys',
      label: 'Data elements drawn',
      required: true,
      choices: [],
    },
    matching: {
      kind: 'keys',
      label: 'Register and report agree',
      required: false,
      choices: [],
    },
    differing: {
      kind: 'keys',
      label: 'Register and report differ',
      required: false,
      choices: [],
    },
    note: {
      kind: 'long_text',
      label: 'Note',
      required: false,
      max: 4000,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  baseline: {
    measure: {
      kind: 'ref',
      label: 'Measure',
      required: true,
      to: 'measure',
    },
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    last: {
      kind: 'period',
      label: 'Last period of the baseline',
      required: false,
    },
    reason: {
      kind: 'long_text',
      label: 'Why',
      required: false,
      max: 4000,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  bundle: {
    name: {
      kind: 'words',
      label: 'Name',
      required: true,
    },
    version: {
      kind: 'count',
      label: 'Version',
      required: true,
    },
    replaces: {
      kind: 'ref',
      label: 'Replaces',
      required: false,
      to: 'bundle',
    },
    elements: {
      kind: 'elements',
      label: 'Elements',
      required: true,
    },
    example: {
      kind: 'flag',
      label: 'An example to adapt',
      required: false,
    },
    source: {
      kind: 'text',
      label: 'Source',
      required: false,
      max: 400,
    },
  },
  closure: {
    collaborative: {
      kind: 'ref',
      label: 'Collaborative',
      required: true,
      to: 'collaborative',
    },
    period: {
      kind: 'period',
      label: 'Period',
      required: true,
    },
    open_again: {
      kind: 'flag',
      label: 'Open again',
      required: false,
    },
  },
  collaborative: {
    name: {
      kind: 'words',
      label: 'Name',
      required: true,
    },
    woreda: {
      kind: 'ref',
      label: 'Woreda',
      required: true,
      to: 'place',
    },
    topic: {
      kind: 'text',
      label: 'Topic',
      required: false,
      max: 300,
    },
    aim: {
      kind: 'long_text',
      label: 'Aim: what, how much, by when, for whom',
      required: false,
      max: 4000,
    },
    starts: {
      kind: 'day',
      label: 'Begins',
      required: false,
    },
    ends: {
      kind: 'day',
      label: 'Ends',
      required: false,
    },
    month_starts_on: {
      kind: 'count',
      label: 'The reporting month begins on day',
      help: '1 or 21 of the Ethiopian month.',
      required: false,
    },
    closes_after_days: {
      kind: 'count',
      label: 'A period closes after so many days',
      required: false,
    },
    report_due_after_days: {
      kind: 'count',
      label: 'A report is due after so many days',
      help: 'Days after the period’s end; 6 where nothing is written.',
      required: false,
    },
  },
  cycle: {
    team: {
      kind: 'ref',
      label: 'Team',
      required: true,
      to: 'team',
    },
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    measure: {
      kind: 'ref',
      label: 'Measure',
      required: false,
      to: 'measure',
    },
    previous: {
      kind: 'ref',
      label: 'Follows',
      required: false,
      to: 'cycle',
    },
    question: {
      kind: 'text',
      label: 'What do we want to find out?',
      required: true,
      max: 300,
    },
    prediction: {
      kind: 'long_text',
      label: 'What do we think will happen?',
      required: false,
      max: 4000,
    },
    who: {
      kind: 'text',
      label: 'Who',
      required: false,
      max: 300,
    },
    what: {
      kind: 'long_text',
      label: 'What',
      required: false,
      max: 4000,
    },
    when: {
      kind: 'text',
      label: 'When',
      required: false,
      max: 300,
    },
    where: {
      kind: 'text',
      label: 'Where',
      required: false,
      max: 300,
    },
    data: {
      kind: 'long_text',
      label: 'What will we count or watch?',
      required: false,
      max: 4000,
    },
    starts: {
      kind: 'day',
      label: 'Begins',
      required: false,
    },
    ends: {
      kind: 'day',
      label: 'Ends',
      required: false,
    },
    happened: {
      kind: 'long_text',
      label: 'What happened?',
      required: false,
      max: 4000,
    },
    compared: {
      kind: 'choice',
      label: 'Compared with the prediction',
      required: false,
      choices: [
        {
          value: 'as_predicted',
          label: 'As we predicted',
        },
        {
          value: 'partly',
          label: 'Partly as we predicted',
        },
        {
          value: 'otherwise',
          label: 'Otherwise than we predicted',
        },
      ],
    },
    learned: {
      kind: 'long_text',
      label: 'What did we learn?',
      required: false,
      max: 4000,
    },
    decision: {
      kind: 'choice',
      label: 'Adopt, adapt or abandon',
      required: false,
      choices: [
        {
          value: 'adopt',
          label: 'Adopt',
        },
        {
          value: 'adapt',
          label: 'Adapt',
        },
        {
          value: 'abandon',
          label: 'Abandon',
        },
      ],
    },
    reason: {
      kind: 'long_text',
      label: 'Why',
      required: false,
      max: 4000,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  department: {
    place: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    kind: {
      kind: 'choice',
      label: 'Kind',
      required: true,
      choices: [
        {
          value: 'delivery',
          label: 'Delivery room',
        },
        {
          value: 'anc',
          label: 'Antenatal and postnatal care',
        },
        {
          value: 'newborn',
          label: 'Newborn care',
        },
        {
          value: 'opd',
          label: 'Outpatients',
        },
        {
          value: 'laboratory',
          label: 'Laboratory',
        },
        {
          value: 'pharmacy',
          label: 'Pharmacy',
        },
        {
          value: 'health_information',
          label: 'Health information',
        },
        {
          value: 'operating',
          label: 'Operating room',
        },
        {
          value: 'administration',
          label: 'Administration',
        },
        {
          value: 'cleaning',
          label: 'Cleaning',
        },
        {
          value: 'community',
          label: 'Community',
        },
        {
          value: 'other',
          label: 'Other',
        },
      ],
    },
    name: {
      kind: 'words',
      label: 'Name, if it has one of its own',
      required: false,
    },
  },
  erasure: {
    of_type: {
      kind: 'text',
      label: 'Kind of record',
      required: true,
      max: 60,
    },
    of_record: {
      kind: 'text',
      label: 'Record',
      required: true,
      max: 36,
    },
    asked_by: {
      kind: 'choice',
      label: 'Asked for by',
      required: false,
      choices: [
        {
          value: 'person',
          label: 'The person',
        },
        {
          value: 'family',
          label: 'The family',
        },
        {
          value: 'authority',
          label: 'A court or an authority',
        },
        {
          value: 'steward',
          label: 'The steward, by the rules of the hub',
        },
      ],
    },
    day: {
      kind: 'day',
      label: 'Day',
      required: false,
    },
  },
  event: {
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    measure: {
      kind: 'ref',
      label: 'Only on the chart of',
      required: false,
      to: 'measure',
    },
    day: {
      kind: 'day',
      label: 'Day',
      required: true,
    },
    text: {
      kind: 'text',
      label: 'What happened',
      required: true,
      max: 200,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  goal: {
    measure: {
      kind: 'ref',
      label: 'Measure',
      required: true,
      to: 'measure',
    },
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    value: {
      kind: 'number',
      label: 'Goal',
      required: false,
    },
    by: {
      kind: 'day',
      label: 'By when',
      required: false,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  measure: {
    name: {
      kind: 'words',
      label: 'Name',
      required: true,
    },
    numerator: {
      kind: 'words',
      label: 'What is counted',
      required: true,
    },
    denominator: {
      kind: 'words',
      label: 'Out of what',
      required: false,
    },
    kind: {
      kind: 'choice',
      label: 'Type',
      required: true,
      choices: [
        {
          value: 'outcome',
          label: 'Outcome',
        },
        {
          value: 'process',
          label: 'Process',
        },
        {
          value: 'balancing',
          label: 'Balancing',
        },
      ],
    },
    direction: {
      kind: 'choice',
      label: 'Which way is better',
      required: true,
      choices: [
        {
          value: 'up',
          label: 'Up is better',
        },
        {
          value: 'down',
          label: 'Down is better',
        },
        {
          value: 'neither',
          label: 'Neither',
        },
      ],
    },
    unit: {
      kind: 'choice',
      label: 'Unit',
      required: true,
      choices: [
        {
          value: 'percent',
          label: 'Per cent',
        },
        {
          value: 'per_thousand',
          label: 'Per thousand',
        },
        {
          value: 'count',
          label: 'Count',
        },
        {
          value: 'minutes',
          label: 'Minutes',
        },
        {
          value: 'days',
          label: 'Days',
        },
        {
          value: 'rate',
          label: 'Ratio',
        },
      ],
    },
    period_kind: {
      kind: 'choice',
      label: 'How often',
      required: true,
      choices: [
        {
          value: 'week',
          label: 'Week',
        },
        {
          value: 'ethiopian_month',
          label: 'Ethiopian month',
        },
        {
          value: 'gregorian_month',
          label: 'Gregorian month',
        },
      ],
    },
    denominator_kind: {
      kind: 'choice',
      label: 'Where the denominator comes from',
      required: true,
      choices: [
        {
          value: 'none',
          label: 'No denominator',
        },
        {
          value: 'register',
          label: 'From the register',
        },
        {
          value: 'population',
          label: 'Expected from the population',
        },
        {
          value: 'facility_births',
          label: 'Births at the facility',
        },
      ],
    },
    source_form: {
      kind: 'text',
      label: 'Register or form',
      required: false,
      max: 200,
    },
    bundle: {
      kind: 'ref',
      label: 'Clinical bundle',
      required: false,
      to: 'bundle',
    },
    reported_by: {
      kind: 'keys',
      label: 'Counted at',
      required: false,
      choices: [
        {
          value: 'hospital',
          label: 'Hospital',
        },
        {
          value: 'health_centre',
          label: 'Health centre',
        },
        {
          value: 'health_post',
          label: 'Health post',
        },
      ],
    },
    optional: {
      kind: 'flag',
      label: 'Facilities may leave it out',
      required: false,
    },
    goal: {
      kind: 'number',
      label: 'Goal',
      required: false,
    },
    over_hundred: {
      kind: 'flag',
      label: 'May exceed 100 %',
      required: false,
    },
    team: {
      kind: 'ref',
      label: 'Belongs to the team',
      required: false,
      to: 'team',
    },
    position: {
      kind: 'text',
      label: 'Order in lists',
      required: false,
      max: 12,
    },
    definition: {
      kind: 'long_text',
      label: 'How to count it',
      required: false,
      max: 4000,
    },
    numerator_event: {
      kind: 'choice',
      label: 'The event that is counted',
      help: 'So that related measures can be compared. Leave it empty if none fits.',
      required: false,
      choices: [
        {
          value: 'first_visits',
          label: 'First antenatal visits',
        },
        {
          value: 'fourth_visits',
          label: 'Fourth antenatal visits',
        },
        {
          value: 'deliveries',
          label: 'Deliveries',
        },
        {
          value: 'live_births',
          label: 'Live births',
        },
        {
          value: 'stillbirths',
          label: 'Stillbirths',
        },
        {
          value: 'early_neonatal_deaths',
          label: 'Deaths in the first week of life',
        },
        {
          value: 'partographs',
          label: 'Partographs',
        },
      ],
    },
    denominator_event: {
      kind: 'choice',
      label: 'The event below the line',
      required: false,
      choices: [
        {
          value: 'first_visits',
          label: 'First antenatal visits',
        },
        {
          value: 'fourth_visits',
          label: 'Fourth antenatal visits',
        },
        {
          value: 'deliveries',
          label: 'Deliveries',
        },
        {
          value: 'live_births',
          label: 'Live births',
        },
        {
          value: 'stillbirths',
          label: 'Stillbirths',
        },
        {
          value: 'early_neonatal_deaths',
          label: 'Deaths in the first week of life',
        },
        {
          value: 'partographs',
          label: 'Partographs',
        },
      ],
    },
    due_after_days: {
      kind: 'count',
      label: 'Its report is due after so many days',
      help: 'Days after the period’s end. Left empty, the charter says it.',
      required: false,
    },
  },
  observation: {
    measure: {
      kind: 'ref',
      label: 'Measure',
      required: true,
      to: 'measure',
    },
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    period: {
      kind: 'period',
      label: 'Period',
      required: true,
    },
    numerator: {
      kind: 'count',
      label: 'Numerator',
      required: false,
    },
    denominator: {
      kind: 'count',
      label: 'Denominator',
      required: false,
    },
    value: {
      kind: 'number',
      label: 'Value',
      required: false,
    },
    elements: {
      kind: 'element_counts',
      label: 'Elements',
      required: false,
    },
    sampling: {
      kind: 'choice',
      label: 'How the charts were picked',
      required: false,
      choices: [
        {
          value: 'all',
          label: 'All charts',
        },
        {
          value: 'random',
          label: 'A random sample',
        },
        {
          value: 'convenience',
          label: 'Those at hand',
        },
      ],
    },
    note: {
      kind: 'long_text',
      label: 'Note',
      required: false,
      max: 4000,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
    first_numerator: {
      kind: 'count',
      label: 'Numerator as first reported',
      required: false,
    },
    first_denominator: {
      kind: 'count',
      label: 'Denominator as first reported',
      required: false,
    },
    first_value: {
      kind: 'number',
      label: 'Value as first reported',
      required: false,
    },
    reported_on: {
      kind: 'day',
      label: 'First reported on',
      required: false,
    },
  },
  person: {
    name: {
      kind: 'text',
      label: 'Name',
      required: true,
      max: 200,
    },
    phone: {
      kind: 'text',
      label: 'Phone number',
      required: false,
      max: 20,
    },
  },
  phase: {
    measure: {
      kind: 'ref',
      label: 'Measure',
      required: true,
      to: 'measure',
    },
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    starts: {
      kind: 'period',
      label: 'First period of the new phase',
      required: true,
    },
    reason: {
      kind: 'long_text',
      label: 'Why',
      required: true,
      max: 4000,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  place: {
    name: {
      kind: 'words',
      label: 'Name',
      required: true,
    },
    kind: {
      kind: 'choice',
      label: 'Kind',
      required: true,
      choices: [
        {
          value: 'country',
          label: 'Country',
        },
        {
          value: 'region',
          label: 'Region',
        },
        {
          value: 'zone',
          label: 'Zone',
        },
        {
          value: 'woreda',
          label: 'Woreda',
        },
        {
          value: 'hospital',
          label: 'Hospital',
        },
        {
          value: 'health_centre',
          label: 'Health centre',
        },
        {
          value: 'health_post',
          label: 'Health post',
        },
      ],
    },
    parent: {
      kind: 'ref',
      label: 'Belongs to',
      required: false,
      to: 'place',
    },
    code: {
      kind: 'text',
      label: 'Code',
      help: "The facility's code in the national register, if known.",
      required: false,
      max: 40,
    },
    since: {
      kind: 'day',
      label: 'From',
      required: false,
    },
    until: {
      kind: 'day',
      label: 'Until',
      required: false,
    },
    successor: {
      kind: 'ref',
      label: 'Followed by',
      required: false,
      to: 'place',
    },
    position: {
      kind: 'text',
      label: 'Order in lists',
      required: false,
      max: 12,
    },
  },
  recount: {
    measure: {
      kind: 'ref',
      label: 'Measure',
      required: true,
      to: 'measure',
    },
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    period: {
      kind: 'period',
      label: 'Period',
      required: true,
    },
    round: {
      kind: 'count',
      label: 'Round',
      required: true,
    },
    numerator: {
      kind: 'count',
      label: 'Numerator',
      required: true,
    },
    denominator: {
      kind: 'count',
      label: 'Denominator',
      required: false,
    },
    how: {
      kind: 'choice',
      label: 'How it was recounted',
      required: false,
      choices: [
        {
          value: 'apart',
          label: 'Two people, each on their own',
        },
        {
          value: 'together',
          label: 'Together, once more',
        },
      ],
    },
    note: {
      kind: 'long_text',
      label: 'Note',
      required: false,
      max: 4000,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  register_count: {
    measure: {
      kind: 'ref',
      label: 'Measure',
      required: true,
      to: 'measure',
    },
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    period: {
      kind: 'period',
      label: 'Period',
      required: true,
    },
    round: {
      kind: 'count',
      label: 'Round',
      required: true,
    },
    numerator: {
      kind: 'count',
      label: 'Numerator',
      required: true,
    },
    denominator: {
      kind: 'count',
      label: 'Denominator',
      required: false,
    },
    handed_over: {
      kind: 'flag',
      label: 'Counted on a colleague’s phone',
      required: false,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  role_held: {
    person: {
      kind: 'ref',
      label: 'Person',
      required: true,
      to: 'person',
    },
    role: {
      kind: 'choice',
      label: 'Role',
      required: true,
      choices: [
        {
          value: 'midwife',
          label: 'Midwife',
        },
        {
          value: 'nurse',
          label: 'Nurse',
        },
        {
          value: 'health_officer',
          label: 'Health officer',
        },
        {
          value: 'doctor',
          label: 'Doctor',
        },
        {
          value: 'mch_focal',
          label: 'Maternal and child health focal person',
        },
        {
          value: 'qi_focal',
          label: 'Quality improvement focal person',
        },
        {
          value: 'health_information',
          label: 'Health information technician',
        },
        {
          value: 'laboratory',
          label: 'Laboratory technician',
        },
        {
          value: 'pharmacy',
          label: 'Pharmacist',
        },
        {
          value: 'cleaner',
          label: 'Cleaner',
        },
        {
          value: 'hew',
          label: 'Health extension worker',
        },
        {
          value: 'nicu_head',
          label: 'Head of newborn care',
        },
        {
          value: 'medical_director',
          label: 'Medical director',
        },
        {
          value: 'hospital_ceo',
          label: 'Hospital chief executive',
        },
        {
          value: 'facility_head',
          label: 'Head of the facility',
        },
        {
          value: 'mentor',
          label: 'Mentor',
        },
        {
          value: 'clinical_mentor',
          label: 'Clinical mentor',
        },
        {
          value: 'woreda_officer',
          label: 'Woreda health officer',
        },
        {
          value: 'zonal_officer',
          label: 'Zonal health officer',
        },
        {
          value: 'regional_officer',
          label: 'Regional health officer',
        },
        {
          value: 'federal_officer',
          label: 'Federal health officer',
        },
        {
          value: 'steward',
          label: 'Steward of the collaborative',
        },
      ],
    },
    place: {
      kind: 'ref',
      label: 'Place',
      required: true,
      to: 'place',
    },
    department: {
      kind: 'ref',
      label: 'Department',
      required: false,
      to: 'department',
    },
    since: {
      kind: 'day',
      label: 'From',
      required: true,
    },
    until: {
      kind: 'day',
      label: 'Until',
      required: false,
    },
  },
  team: {
    name: {
      kind: 'words',
      label: 'Name',
      required: true,
    },
    place: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    department: {
      kind: 'ref',
      label: 'Department',
      required: false,
      to: 'department',
    },
  },
  team_member: {
    team: {
      kind: 'ref',
      label: 'Team',
      required: true,
      to: 'team',
    },
    person: {
      kind: 'ref',
      label: 'Person',
      required: true,
      to: 'person',
    },
    part: {
      kind: 'choice',
      label: 'Part',
      required: true,
      choices: [
        {
          value: 'lead',
          label: 'Leads the team',
        },
        {
          value: 'deputy',
          label: 'Deputy',
        },
        {
          value: 'member',
          label: 'Member',
        },
      ],
    },
    since: {
      kind: 'day',
      label: 'From',
      required: true,
    },
    until: {
      kind: 'day',
      label: 'Until',
      required: false,
    },
  },
};
