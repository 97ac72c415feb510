/** The declared types of record. Made by `debo schema --typescript` from the models; not to be edited. */

/** A text in up to three languages. */
export interface Words {
  en?: string;
  am?: string;
  om?: string;
}

/** One element of a clinical bundle. */
export interface Element {
  key: string;
  label: Words;
  help?: Words;
}

/** Per element of a bundle, how many charts fell into each part. */
export type ElementCounts = Record<
  string,
  { done?: number; not_done?: number; not_applicable?: number; not_documented?: number }
>;

export interface Baseline {
  measure?: string | null;
  facility?: string | null;
  last?: string | null;
  reason?: string | null;
}

export interface Bundle {
  name?: Words | null;
  version?: number | null;
  replaces?: string | null;
  elements?: Element[] | null;
  example?: boolean | null;
  source?: string | null;
}

export interface Closure {
  collaborative?: string | null;
  period?: string | null;
  open_again?: boolean | null;
}

export interface Collaborative {
  name?: Words | null;
  woreda?: string | null;
  topic?: string | null;
  aim?: string | null;
  starts?: string | null;
  ends?: string | null;
  month_starts_on?: number | null;
  closes_after_days?: number | null;
}

export interface Cycle {
  team?: string | null;
  facility?: string | null;
  measure?: string | null;
  previous?: string | null;
  question?: string | null;
  prediction?: string | null;
  who?: string | null;
  what?: string | null;
  when?: string | null;
  where?: string | null;
  data?: string | null;
  starts?: string | null;
  ends?: string | null;
  happened?: string | null;
  compared?: string | null;
  learned?: string | null;
  decision?: string | null;
  reason?: string | null;
  withdrawn?: boolean | null;
}

export interface Department {
  place?: string | null;
  kind?: string | null;
  name?: Words | null;
}

export interface Event {
  facility?: string | null;
  measure?: string | null;
  day?: string | null;
  text?: string | null;
  withdrawn?: boolean | null;
}

export interface Goal {
  measure?: string | null;
  facility?: string | null;
  value?: number | null;
  by?: string | null;
}

export interface Measure {
  name?: Words | null;
  numerator?: Words | null;
  denominator?: Words | null;
  kind?: string | null;
  direction?: string | null;
  unit?: string | null;
  period_kind?: string | null;
  denominator_kind?: string | null;
  source_form?: string | null;
  bundle?: string | null;
  reported_by?: string[] | null;
  optional?: boolean | null;
  goal?: number | null;
  over_hundred?: boolean | null;
  team?: string | null;
  position?: string | null;
  definition?: string | null;
}

export interface Observation {
  measure?: string | null;
  facility?: string | null;
  period?: string | null;
  numerator?: number | null;
  denominator?: number | null;
  value?: number | null;
  elements?: ElementCounts | null;
  sampling?: string | null;
  note?: string | null;
  withdrawn?: boolean | null;
}

export interface Person {
  name?: string | null;
  phone?: string | null;
}

export interface Phase {
  measure?: string | null;
  facility?: string | null;
  starts?: string | null;
  reason?: string | null;
  withdrawn?: boolean | null;
}

export interface Place {
  name?: Words | null;
  kind?: string | null;
  parent?: string | null;
  code?: string | null;
  since?: string | null;
  until?: string | null;
  successor?: string | null;
  position?: string | null;
}

export interface RoleHeld {
  person?: string | null;
  role?: string | null;
  place?: string | null;
  department?: string | null;
  since?: string | null;
  until?: string | null;
}

export interface Team {
  name?: Words | null;
  place?: string | null;
  department?: string | null;
}

export interface TeamMember {
  team?: string | null;
  person?: string | null;
  part?: string | null;
  since?: string | null;
  until?: string | null;
}

export interface RecordTypes {
  baseline: Baseline;
  bundle: Bundle;
  closure: Closure;
  collaborative: Collaborative;
  cycle: Cycle;
  department: Department;
  event: Event;
  goal: Goal;
  measure: Measure;
  observation: Observation;
  person: Person;
  phase: Phase;
  place: Place;
  role_held: RoleHeld;
  team: Team;
  team_member: TeamMember;
}

export type FieldKind =
  | 'text'
  | 'long_text'
  | 'choice'
  | 'ref'
  | 'count'
  | 'number'
  | 'flag'
  | 'day'
  | 'period'
  | 'words'
  | 'elements'
  | 'element_counts'
  | 'keys';

export interface FieldSchema {
  kind: FieldKind;
  label: string;
  help?: string;
  required: boolean;
  to?: keyof RecordTypes;
  choices?: { value: string; label: string }[];
  max?: number;
}

export interface TypeSchema {
  key: string[];
  channels: Record<string, { standings: string[]; own: string | null }>;
  fields: Record<string, FieldSchema>;
}

export const SCHEMA: Record<keyof RecordTypes, TypeSchema> = {
  baseline: {
    key: ['measure', 'facility'],
    channels: {
      collaborative: {
        standings: ['member'],
        own: 'facility',
      },
      team: {
        standings: ['member'],
        own: null,
      },
    },
    fields: {
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
    },
  },
  bundle: {
    key: [],
    channels: {
      collaborative: {
        standings: ['steward'],
        own: null,
      },
    },
    fields: {
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
  },
  closure: {
    key: ['collaborative', 'period'],
    channels: {
      collaborative: {
        standings: ['steward'],
        own: null,
      },
    },
    fields: {
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
  },
  collaborative: {
    key: [],
    channels: {
      collaborative: {
        standings: ['steward'],
        own: null,
      },
    },
    fields: {
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
    },
  },
  cycle: {
    key: [],
    channels: {
      collaborative: {
        standings: ['member'],
        own: 'facility',
      },
      team: {
        standings: ['member'],
        own: null,
      },
    },
    fields: {
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
  },
  department: {
    key: [],
    channels: {
      collaborative: {
        standings: ['head', 'steward'],
        own: 'place',
      },
    },
    fields: {
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
  },
  event: {
    key: [],
    channels: {
      collaborative: {
        standings: ['member'],
        own: 'facility',
      },
      team: {
        standings: ['member'],
        own: null,
      },
    },
    fields: {
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
  },
  goal: {
    key: ['measure', 'facility'],
    channels: {
      collaborative: {
        standings: ['member'],
        own: 'facility',
      },
      team: {
        standings: ['member'],
        own: null,
      },
    },
    fields: {
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
    },
  },
  measure: {
    key: [],
    channels: {
      collaborative: {
        standings: ['mentor', 'steward'],
        own: null,
      },
      team: {
        standings: ['member'],
        own: null,
      },
    },
    fields: {
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
    },
  },
  observation: {
    key: ['measure', 'facility', 'period'],
    channels: {
      collaborative: {
        standings: ['member'],
        own: 'facility',
      },
      team: {
        standings: ['member'],
        own: null,
      },
    },
    fields: {
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
    },
  },
  person: {
    key: [],
    channels: {
      facility: {
        standings: ['head', 'steward'],
        own: null,
      },
    },
    fields: {
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
  },
  phase: {
    key: ['measure', 'facility', 'starts'],
    channels: {
      collaborative: {
        standings: ['member'],
        own: 'facility',
      },
      team: {
        standings: ['member'],
        own: null,
      },
    },
    fields: {
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
  },
  place: {
    key: [],
    channels: {
      collaborative: {
        standings: ['steward'],
        own: null,
      },
    },
    fields: {
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
  },
  role_held: {
    key: [],
    channels: {
      facility: {
        standings: ['head', 'steward'],
        own: 'place',
      },
    },
    fields: {
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
  },
  team: {
    key: [],
    channels: {
      collaborative: {
        standings: ['head', 'steward'],
        own: 'place',
      },
    },
    fields: {
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
  },
  team_member: {
    key: ['team', 'person'],
    channels: {
      facility: {
        standings: ['head', 'steward'],
        own: null,
      },
    },
    fields: {
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
  },
};
