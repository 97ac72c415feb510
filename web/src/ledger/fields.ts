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
  agenda_part: {
    session: {
      kind: 'ref',
      label: 'Learning session',
      required: true,
      to: 'learning_session',
    },
    day: {
      kind: 'day',
      label: 'Day',
      required: false,
    },
    begins: {
      kind: 'count',
      label: 'Begins',
      required: false,
    },
    minutes: {
      kind: 'count',
      label: 'Minutes',
      required: false,
    },
    kind: {
      kind: 'choice',
      label: 'Kind',
      required: true,
      choices: [
        {
          value: 'plenary',
          label: 'Plenary',
        },
        {
          value: 'breakout',
          label: 'Breakout',
        },
        {
          value: 'storyboards',
          label: 'Storyboard round',
        },
        {
          value: 'round',
          label: 'Round of three questions',
        },
        {
          value: 'planning',
          label: 'Team planning time',
        },
        {
          value: 'clinical',
          label: 'Clinical update',
        },
        {
          value: 'teamwork',
          label: 'Teamwork skills',
        },
        {
          value: 'thanks',
          label: 'Thanks and recognition',
        },
        {
          value: 'pause',
          label: 'Pause',
        },
      ],
    },
    track: {
      kind: 'choice',
      label: 'For whom',
      required: false,
      choices: [
        {
          value: 'joint',
          label: 'All together',
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
    title: {
      kind: 'text',
      label: 'Title',
      required: false,
      max: 300,
    },
    led_by: {
      kind: 'text',
      label: 'Led by',
      required: false,
      max: 200,
    },
    notes: {
      kind: 'long_text',
      label: 'Notes',
      required: false,
      max: 4000,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  aim: {
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
    what: {
      kind: 'text',
      label: 'What do we want to be better?',
      required: true,
      max: 300,
    },
    whom: {
      kind: 'text',
      label: 'For whom',
      required: false,
      max: 300,
    },
    measure: {
      kind: 'ref',
      label: 'How will we see it?',
      required: false,
      to: 'measure',
    },
    start: {
      kind: 'number',
      label: 'Where we are now',
      required: false,
    },
    target: {
      kind: 'number',
      label: 'Where we want to be',
      required: false,
    },
    by: {
      kind: 'day',
      label: 'By when',
      required: false,
    },
    why: {
      kind: 'long_text',
      label: 'Why it matters here',
      required: false,
      max: 1000,
    },
    sponsor_role: {
      kind: 'choice',
      label: 'Who outside the team stands behind it?',
      required: false,
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
    sponsor_place: {
      kind: 'ref',
      label: 'Where they work',
      required: false,
      to: 'place',
    },
    ended: {
      kind: 'day',
      label: 'Ended on',
      required: false,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  answer: {
    escalation: {
      kind: 'ref',
      label: 'What was asked',
      required: true,
      to: 'escalation',
    },
    place: {
      kind: 'ref',
      label: 'Who answers',
      required: true,
      to: 'place',
    },
    outcome: {
      kind: 'choice',
      label: 'Answer',
      required: true,
      choices: [
        {
          value: 'done',
          label: 'Done',
        },
        {
          value: 'will',
          label: 'Will be done',
        },
        {
          value: 'partly',
          label: 'Partly possible',
        },
        {
          value: 'cannot',
          label: 'Not possible now',
        },
        {
          value: 'passed',
          label: 'Passed on',
        },
      ],
    },
    text: {
      kind: 'long_text',
      label: 'In a few words',
      required: true,
      max: 2000,
    },
    by: {
      kind: 'day',
      label: 'By when',
      required: false,
    },
    answered_on: {
      kind: 'day',
      label: 'Answered on',
      required: true,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  approval: {
    aim: {
      kind: 'ref',
      label: 'Aim',
      required: true,
      to: 'aim',
    },
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    said: {
      kind: 'choice',
      label: 'Answer',
      required: true,
      choices: [
        {
          value: 'agreed',
          label: 'Agreed',
        },
        {
          value: 'talk',
          label: 'Let us talk about it',
        },
      ],
    },
    words: {
      kind: 'long_text',
      label: 'In a few words',
      required: false,
      max: 1000,
    },
    role: {
      kind: 'choice',
      label: 'As',
      required: false,
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
    on: {
      kind: 'day',
      label: 'On',
      required: true,
    },
    by_team: {
      kind: 'flag',
      label: 'By the team itself',
      required: false,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  asking: {
    cycle: {
      kind: 'ref',
      label: 'Cycle',
      required: true,
      to: 'cycle',
    },
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
    role: {
      kind: 'choice',
      label: 'Who must work differently?',
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
    department: {
      kind: 'choice',
      label: 'Where',
      required: false,
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
    question: {
      kind: 'long_text',
      label: 'What we asked',
      required: false,
      max: 1000,
    },
    asked_on: {
      kind: 'day',
      label: 'Asked on',
      required: false,
    },
    answer: {
      kind: 'choice',
      label: 'What they said',
      required: false,
      choices: [
        {
          value: 'agrees',
          label: 'Is for it',
        },
        {
          value: 'concern',
          label: 'Has a concern',
        },
        {
          value: 'against',
          label: 'Is against it',
        },
      ],
    },
    words: {
      kind: 'long_text',
      label: 'In their words',
      required: false,
      max: 4000,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  attended: {
    session: {
      kind: 'ref',
      label: 'Learning session',
      required: true,
      to: 'learning_session',
    },
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    person: {
      kind: 'ref',
      label: 'Person',
      required: true,
      to: 'person',
    },
    day: {
      kind: 'day',
      label: 'Day',
      required: true,
    },
    here: {
      kind: 'flag',
      label: 'Is here',
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
  cause: {
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
    problem: {
      kind: 'ref',
      label: 'Problem',
      required: true,
      to: 'problem',
    },
    parent: {
      kind: 'ref',
      label: 'Why is that so?',
      required: false,
      to: 'cause',
    },
    kind: {
      kind: 'choice',
      label: 'Which part of our work?',
      required: false,
      choices: [
        {
          value: 'supplies',
          label: 'Supplies and medicines',
        },
        {
          value: 'equipment',
          label: 'Equipment and room',
        },
        {
          value: 'staffing',
          label: 'Enough hands',
        },
        {
          value: 'skills',
          label: 'Training and practice',
        },
        {
          value: 'process',
          label: 'The way we work',
        },
        {
          value: 'communication',
          label: 'How we talk to each other',
        },
        {
          value: 'data',
          label: 'Registers and data',
        },
        {
          value: 'road',
          label: 'Road and transport',
        },
        {
          value: 'community',
          label: 'Community and family',
        },
        {
          value: 'money',
          label: 'Money and rules',
        },
        {
          value: 'other',
          label: 'Something else',
        },
      ],
    },
    text: {
      kind: 'text',
      label: 'Because…',
      required: true,
      max: 300,
    },
    element: {
      kind: 'text',
      label: 'Element of the bundle',
      required: false,
      max: 40,
    },
    reach: {
      kind: 'choice',
      label: 'Within whose hands?',
      required: false,
      choices: [
        {
          value: 'ours',
          label: 'Within our hands',
        },
        {
          value: 'woreda',
          label: 'Needs the woreda',
        },
        {
          value: 'others',
          label: 'Needs others',
        },
      ],
    },
    position: {
      kind: 'text',
      label: 'Order in lists',
      required: false,
      max: 12,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
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
    approves_aims: {
      kind: 'flag',
      label: 'Aims are approved',
      help: 'A team’s aim waits for a word from those who look after it; work goes on meanwhile.',
      required: false,
    },
    stage: {
      kind: 'choice',
      label: 'Where it stands',
      required: false,
      choices: [
        {
          value: 'prework',
          label: 'Prework',
        },
        {
          value: 'action',
          label: 'Sessions and action periods',
        },
        {
          value: 'spreading',
          label: 'Spreading what worked',
        },
        {
          value: 'holding',
          label: 'Holding the gains',
        },
      ],
    },
    scope: {
      kind: 'choice',
      label: 'Who takes part',
      required: false,
      choices: [
        {
          value: 'prototype',
          label: 'Prototype: a few facilities first',
        },
        {
          value: 'scale',
          label: 'All facilities',
        },
      ],
    },
    cloned_from: {
      kind: 'ref',
      label: 'Made after',
      required: false,
      to: 'collaborative',
    },
    sees: {
      kind: 'long_text',
      label: 'Who sees what, in our words',
      required: false,
      max: 4000,
    },
    attending: {
      kind: 'long_text',
      label: 'Who attends sessions, and how they are chosen',
      required: false,
      max: 4000,
    },
    allowance: {
      kind: 'long_text',
      label: 'Travel and allowance',
      help: 'The same rule for everybody, shown to all staff.',
      required: false,
      max: 4000,
    },
  },
  commitment: {
    session: {
      kind: 'ref',
      label: 'Learning session',
      required: false,
      to: 'learning_session',
    },
    visit: {
      kind: 'ref',
      label: 'Visit',
      required: false,
      to: 'visit',
    },
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    team: {
      kind: 'ref',
      label: 'Team',
      required: false,
      to: 'team',
    },
    text: {
      kind: 'text',
      label: 'What we will do',
      required: true,
      max: 300,
    },
    role: {
      kind: 'choice',
      label: 'Which role does it?',
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
    department: {
      kind: 'choice',
      label: 'Where',
      required: false,
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
    due: {
      kind: 'day',
      label: 'By when',
      required: true,
    },
    outcome: {
      kind: 'choice',
      label: 'What became of it',
      required: false,
      choices: [
        {
          value: 'done',
          label: 'Done',
        },
        {
          value: 'partly',
          label: 'Partly done',
        },
        {
          value: 'not_yet',
          label: 'Not yet',
        },
        {
          value: 'otherwise',
          label: 'We did something else',
        },
      ],
    },
    told: {
      kind: 'long_text',
      label: 'In a few words',
      required: false,
      max: 1000,
    },
    told_on: {
      kind: 'day',
      label: 'Told on',
      required: false,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
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
    aim: {
      kind: 'ref',
      label: 'Aim',
      required: false,
      to: 'aim',
    },
    idea: {
      kind: 'ref',
      label: 'Change idea',
      required: false,
      to: 'idea',
    },
    previous: {
      kind: 'ref',
      label: 'Follows',
      required: false,
      to: 'cycle',
    },
    copied_from: {
      kind: 'ref',
      label: 'Taken over from',
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
    first_prediction: {
      kind: 'long_text',
      label: 'What we thought before we began',
      required: false,
      max: 4000,
    },
    scale: {
      kind: 'choice',
      label: 'How large is this test?',
      required: false,
      choices: [
        {
          value: 'one',
          label: 'One person, one time',
        },
        {
          value: 'shift',
          label: 'One shift or one day',
        },
        {
          value: 'week',
          label: 'One week',
        },
        {
          value: 'unit',
          label: 'One room or health post for a month',
        },
        {
          value: 'facility',
          label: 'The whole facility',
        },
      ],
    },
    role: {
      kind: 'choice',
      label: 'Which role leads it?',
      required: false,
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
    started: {
      kind: 'day',
      label: 'We began on',
      required: false,
    },
    override: {
      kind: 'long_text',
      label: 'Why we begin although somebody was not asked',
      required: false,
      max: 4000,
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
  decider: {
    decision: {
      kind: 'ref',
      label: 'What we decided',
      required: true,
      to: 'decision',
    },
    meeting: {
      kind: 'ref',
      label: 'Meeting',
      required: true,
      to: 'meeting',
    },
    person: {
      kind: 'ref',
      label: 'Person',
      required: true,
      to: 'person',
    },
    took_part: {
      kind: 'flag',
      label: 'Took part',
      required: false,
    },
  },
  decision: {
    meeting: {
      kind: 'ref',
      label: 'Meeting',
      required: true,
      to: 'meeting',
    },
    text: {
      kind: 'text',
      label: 'What we decided',
      required: true,
      max: 300,
    },
    proposal: {
      kind: 'ref',
      label: 'Idea',
      required: false,
      to: 'proposal',
    },
    how: {
      kind: 'choice',
      label: 'How we decided',
      required: false,
      choices: [
        {
          value: 'all',
          label: 'All agreed',
        },
        {
          value: 'most',
          label: 'Most agreed',
        },
        {
          value: 'consent',
          label: 'Nobody had a serious concern',
        },
        {
          value: 'lead',
          label: 'The lead decided after hearing everybody',
        },
        {
          value: 'try',
          label: 'We try it and look again',
        },
      ],
    },
    reason: {
      kind: 'long_text',
      label: 'Why',
      required: false,
      max: 1000,
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
  driver: {
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
    aim: {
      kind: 'ref',
      label: 'Aim',
      required: true,
      to: 'aim',
    },
    parent: {
      kind: 'ref',
      label: 'Belongs to',
      required: false,
      to: 'driver',
    },
    text: {
      kind: 'text',
      label: 'What drives it?',
      required: true,
      max: 200,
    },
    measure: {
      kind: 'ref',
      label: 'Measure',
      required: false,
      to: 'measure',
    },
    position: {
      kind: 'text',
      label: 'Order in lists',
      required: false,
      max: 12,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  duty: {
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
    role: {
      kind: 'choice',
      label: 'Which role counts it?',
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
  },
  early_word: {
    item: {
      kind: 'ref',
      label: 'Item',
      required: true,
      to: 'watched_item',
    },
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    day: {
      kind: 'day',
      label: 'Day',
      required: true,
    },
    days_left: {
      kind: 'count',
      label: 'Days left',
      required: false,
    },
    words: {
      kind: 'long_text',
      label: 'In a few words',
      required: false,
      max: 1000,
    },
    reply: {
      kind: 'choice',
      label: 'Answer',
      required: false,
      choices: [
        {
          value: 'coming',
          label: 'It is on its way',
        },
        {
          value: 'here',
          label: 'We have it here',
        },
        {
          value: 'asked',
          label: 'We have asked for it',
        },
        {
          value: 'instead',
          label: 'Use something else meanwhile',
        },
        {
          value: 'none',
          label: 'There is none now',
        },
      ],
    },
    reply_words: {
      kind: 'long_text',
      label: 'Answer in a few words',
      required: false,
      max: 1000,
    },
    reply_by: {
      kind: 'day',
      label: 'By when',
      required: false,
    },
    replied_on: {
      kind: 'day',
      label: 'Answered on',
      required: false,
    },
    settled_on: {
      kind: 'day',
      label: 'Settled on',
      required: false,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
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
  escalation: {
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
    to: {
      kind: 'ref',
      label: 'Whom we ask',
      required: true,
      to: 'place',
    },
    text: {
      kind: 'text',
      label: 'What we ask for',
      required: true,
      max: 300,
    },
    details: {
      kind: 'long_text',
      label: 'Why, and what we tried ourselves',
      required: false,
      max: 2000,
    },
    cause: {
      kind: 'ref',
      label: 'Cause',
      required: false,
      to: 'cause',
    },
    asked_on: {
      kind: 'day',
      label: 'Asked on',
      required: true,
    },
    settled_on: {
      kind: 'day',
      label: 'Settled on',
      required: false,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
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
  fading: {
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    team: {
      kind: 'ref',
      label: 'Team',
      required: true,
      to: 'team',
    },
    rhythm: {
      kind: 'choice',
      label: 'How often',
      required: true,
      choices: [
        {
          value: 'weekly',
          label: 'Every week',
        },
        {
          value: 'fortnightly',
          label: 'Every two weeks',
        },
        {
          value: 'monthly',
          label: 'Every month',
        },
        {
          value: 'on_call',
          label: 'When the team calls',
        },
      ],
    },
    since: {
      kind: 'day',
      label: 'From',
      required: true,
    },
    why: {
      kind: 'long_text',
      label: 'Why',
      required: false,
      max: 1000,
    },
    team_says: {
      kind: 'choice',
      label: 'The team says',
      required: false,
      choices: [
        {
          value: 'agrees',
          label: 'We agree',
        },
        {
          value: 'more',
          label: 'We would like more',
        },
      ],
    },
    team_words: {
      kind: 'long_text',
      label: 'In the team’s words',
      required: false,
      max: 1000,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  feedback: {
    referral: {
      kind: 'ref',
      label: 'Referral',
      required: true,
      to: 'referral',
    },
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    arrived: {
      kind: 'choice',
      label: 'Arrived',
      required: false,
      choices: [
        {
          value: 'yes',
          label: 'Arrived',
        },
        {
          value: 'late',
          label: 'Arrived late',
        },
        {
          value: 'no',
          label: 'Did not arrive',
        },
      ],
    },
    day: {
      kind: 'day',
      label: 'Day',
      required: true,
    },
    went_well: {
      kind: 'long_text',
      label: 'What went well',
      required: false,
      max: 1000,
    },
    learned: {
      kind: 'long_text',
      label: 'What we learned',
      required: false,
      max: 1000,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  forgiven: {
    loan: {
      kind: 'ref',
      label: 'Loan',
      required: true,
      to: 'loan',
    },
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    quantity: {
      kind: 'number',
      label: 'How much',
      required: false,
    },
    day: {
      kind: 'day',
      label: 'Day',
      required: true,
    },
    words: {
      kind: 'text',
      label: 'In a few words',
      required: false,
      max: 300,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  function_held: {
    collaborative: {
      kind: 'ref',
      label: 'Collaborative',
      required: true,
      to: 'collaborative',
    },
    function: {
      kind: 'choice',
      label: 'Function',
      required: true,
      choices: [
        {
          value: 'mentoring',
          label: 'Mentoring',
        },
        {
          value: 'data_check',
          label: 'Checking data',
        },
        {
          value: 'sessions',
          label: 'Learning sessions',
        },
        {
          value: 'server',
          label: 'The hub and its keys',
        },
        {
          value: 'training',
          label: 'Training newcomers',
        },
        {
          value: 'budget',
          label: 'Budget line',
        },
        {
          value: 'other',
          label: 'Another function',
        },
      ],
    },
    named: {
      kind: 'text',
      label: 'Its name, if it is another',
      required: false,
      max: 120,
    },
    holder: {
      kind: 'choice',
      label: 'Held by',
      required: true,
      choices: [
        {
          value: 'partner',
          label: 'A partner',
        },
        {
          value: 'shared',
          label: 'Shared',
        },
        {
          value: 'woreda',
          label: 'The woreda',
        },
      ],
    },
    since: {
      kind: 'day',
      label: 'From',
      required: false,
    },
    planned_for: {
      kind: 'day',
      label: 'Planned for',
      required: false,
    },
    words: {
      kind: 'long_text',
      label: 'In a few words',
      required: false,
      max: 1000,
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
  handover: {
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
    on: {
      kind: 'day',
      label: 'On',
      required: true,
    },
    next_steps: {
      kind: 'long_text',
      label: 'What comes next',
      required: false,
      max: 2000,
    },
    worries: {
      kind: 'long_text',
      label: 'What I would look at first',
      required: false,
      max: 2000,
    },
    contacts: {
      kind: 'long_text',
      label: 'Whom to ask',
      required: false,
      max: 1000,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  helped: {
    reply: {
      kind: 'ref',
      label: 'Reply',
      required: true,
      to: 'reply',
    },
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    day: {
      kind: 'day',
      label: 'Day',
      required: true,
    },
    words: {
      kind: 'long_text',
      label: 'In a few words',
      required: false,
      max: 1000,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  idea: {
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
    driver: {
      kind: 'ref',
      label: 'Driver',
      required: false,
      to: 'driver',
    },
    text: {
      kind: 'text',
      label: 'What could we change?',
      required: true,
      max: 300,
    },
    how: {
      kind: 'long_text',
      label: 'How it is done',
      required: false,
      max: 4000,
    },
    needs: {
      kind: 'long_text',
      label: 'What it needs',
      required: false,
      max: 1000,
    },
    topic: {
      kind: 'choice',
      label: 'Topic',
      required: false,
      choices: [
        {
          value: 'anc',
          label: 'Antenatal care',
        },
        {
          value: 'syphilis',
          label: 'Syphilis test in pregnancy',
        },
        {
          value: 'delivery',
          label: 'Skilled delivery',
        },
        {
          value: 'on_admission',
          label: 'On admission',
        },
        {
          value: 'before_pushing',
          label: 'Before pushing',
        },
        {
          value: 'after_birth',
          label: 'Soon after birth',
        },
        {
          value: 'pnc',
          label: 'Postnatal care',
        },
        {
          value: 'newborn',
          label: 'Care of sick and small newborns',
        },
        {
          value: 'referral',
          label: 'Referral and transport',
        },
        {
          value: 'supplies',
          label: 'Supplies and equipment',
        },
        {
          value: 'data',
          label: 'Data and registers',
        },
        {
          value: 'teamwork',
          label: 'Teamwork and leadership',
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
    reach: {
      kind: 'choice',
      label: 'Within whose hands?',
      required: false,
      choices: [
        {
          value: 'ours',
          label: 'Within our hands',
        },
        {
          value: 'woreda',
          label: 'Needs the woreda',
        },
        {
          value: 'others',
          label: 'Needs others',
        },
      ],
    },
    measure: {
      kind: 'ref',
      label: 'Measure',
      required: false,
      to: 'measure',
    },
    cause: {
      kind: 'ref',
      label: 'Cause',
      required: false,
      to: 'cause',
    },
    proposal: {
      kind: 'ref',
      label: 'Proposed as',
      required: false,
      to: 'proposal',
    },
    copied_from: {
      kind: 'ref',
      label: 'Taken over from',
      required: false,
      to: 'idea',
    },
    position: {
      kind: 'text',
      label: 'Order in lists',
      required: false,
      max: 12,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  independence: {
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
    period: {
      kind: 'period',
      label: 'Period',
      required: true,
    },
    acts: {
      kind: 'count',
      label: 'Things done',
      required: false,
    },
    own_acts: {
      kind: 'count',
      label: 'Begun by the team itself',
      required: false,
    },
    longest_gap: {
      kind: 'count',
      label: 'Longest time without a visit, with a cycle under way, in days',
      required: false,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  invitation: {
    session: {
      kind: 'ref',
      label: 'Learning session',
      required: true,
      to: 'learning_session',
    },
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    person: {
      kind: 'ref',
      label: 'Person',
      required: true,
      to: 'person',
    },
    why: {
      kind: 'choice',
      label: 'Why',
      required: false,
      choices: [
        {
          value: 'waited',
          label: 'Waited longest',
        },
        {
          value: 'continuity',
          label: 'Was there last time',
        },
        {
          value: 'presents',
          label: 'Presents the team’s storyboard',
        },
        {
          value: 'asked',
          label: 'Asked to come',
        },
        {
          value: 'other',
          label: 'Another reason',
        },
      ],
    },
    words: {
      kind: 'text',
      label: 'Why, in a few words',
      required: false,
      max: 300,
    },
    coming: {
      kind: 'choice',
      label: 'Answer',
      required: false,
      choices: [
        {
          value: 'yes',
          label: 'Comes',
        },
        {
          value: 'no',
          label: 'Can’t come',
        },
        {
          value: 'later',
          label: 'Next time',
        },
      ],
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  joint_visit: {
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    host: {
      kind: 'ref',
      label: 'Visited',
      required: true,
      to: 'place',
    },
    day: {
      kind: 'day',
      label: 'Day',
      required: true,
    },
    about: {
      kind: 'choice',
      label: 'About',
      required: false,
      choices: [
        {
          value: 'know_how',
          label: 'Know-how',
        },
        {
          value: 'supplies',
          label: 'Supplies',
        },
        {
          value: 'visit',
          label: 'A visit',
        },
        {
          value: 'people',
          label: 'People',
        },
        {
          value: 'data',
          label: 'Counting and charts',
        },
        {
          value: 'other',
          label: 'Something else',
        },
      ],
    },
    with_mentor: {
      kind: 'flag',
      label: 'A mentor came along',
      required: false,
    },
    learned: {
      kind: 'long_text',
      label: 'What we learned',
      required: false,
      max: 1000,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  learning_session: {
    collaborative: {
      kind: 'ref',
      label: 'Collaborative',
      required: true,
      to: 'collaborative',
    },
    number: {
      kind: 'count',
      label: 'Number',
      required: true,
    },
    theme: {
      kind: 'text',
      label: 'Theme',
      required: false,
      max: 300,
    },
    starts: {
      kind: 'day',
      label: 'First day',
      required: true,
    },
    ends: {
      kind: 'day',
      label: 'Last day',
      required: false,
    },
    venue: {
      kind: 'text',
      label: 'Where',
      required: false,
      max: 300,
    },
    seats: {
      kind: 'count',
      label: 'Seats for each facility',
      required: false,
    },
    focus: {
      kind: 'long_text',
      label: 'What teams work on until the next session',
      required: false,
      max: 4000,
    },
    opened_on: {
      kind: 'day',
      label: 'Opened on',
      required: false,
    },
    ended_on: {
      kind: 'day',
      label: 'Ended on',
      required: false,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  loan: {
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    lender: {
      kind: 'ref',
      label: 'Lends',
      required: true,
      to: 'place',
    },
    borrower: {
      kind: 'ref',
      label: 'Borrows',
      required: true,
      to: 'place',
    },
    need: {
      kind: 'ref',
      label: 'Need',
      required: false,
      to: 'need',
    },
    spare: {
      kind: 'ref',
      label: 'Spare',
      required: false,
      to: 'spare',
    },
    item: {
      kind: 'text',
      label: 'What',
      required: true,
      max: 120,
    },
    unit: {
      kind: 'text',
      label: 'Counted in',
      required: false,
      max: 40,
    },
    quantity: {
      kind: 'number',
      label: 'How much',
      required: false,
    },
    day: {
      kind: 'day',
      label: 'Day',
      required: true,
    },
    back_by: {
      kind: 'day',
      label: 'Given back by',
      required: false,
    },
    gift: {
      kind: 'flag',
      label: 'Need not be given back',
      required: false,
    },
    words: {
      kind: 'long_text',
      label: 'In a few words',
      required: false,
      max: 1000,
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
  meeting: {
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
    day: {
      kind: 'day',
      label: 'Day',
      required: true,
    },
    kind: {
      kind: 'choice',
      label: 'Kind',
      required: true,
      choices: [
        {
          value: 'huddle',
          label: 'Huddle of ten minutes',
        },
        {
          value: 'full',
          label: 'Full meeting',
        },
      ],
    },
    subject: {
      kind: 'text',
      label: 'What it is about',
      required: false,
      max: 300,
    },
    question: {
      kind: 'text',
      label: 'Question of the silent round',
      required: false,
      max: 300,
    },
    shown_on: {
      kind: 'day',
      label: 'The ideas were shown on',
      required: false,
    },
    notes: {
      kind: 'long_text',
      label: 'Notes',
      required: false,
      max: 4000,
    },
    next_day: {
      kind: 'day',
      label: 'We meet again on',
      required: false,
    },
    ended: {
      kind: 'flag',
      label: 'The meeting has ended',
      required: false,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  monthly_report: {
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
    period: {
      kind: 'period',
      label: 'Period',
      required: true,
    },
    lessons: {
      kind: 'long_text',
      label: 'What we learned',
      required: false,
      max: 4000,
    },
    barriers: {
      kind: 'long_text',
      label: 'What is holding us back',
      required: false,
      max: 4000,
    },
    next_tests: {
      kind: 'long_text',
      label: 'What we will try next',
      required: false,
      max: 4000,
    },
    help_wanted: {
      kind: 'long_text',
      label: 'Where we would like help',
      required: false,
      max: 4000,
    },
    submitted_on: {
      kind: 'day',
      label: 'Handed in on',
      required: false,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  need: {
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    item: {
      kind: 'text',
      label: 'What',
      required: true,
      max: 120,
    },
    unit: {
      kind: 'text',
      label: 'Counted in',
      required: false,
      max: 40,
    },
    quantity: {
      kind: 'number',
      label: 'How much',
      required: false,
    },
    by: {
      kind: 'day',
      label: 'By when',
      required: false,
    },
    words: {
      kind: 'long_text',
      label: 'In a few words',
      required: false,
      max: 1000,
    },
    day: {
      kind: 'day',
      label: 'Day',
      required: true,
    },
    settled_on: {
      kind: 'day',
      label: 'Settled on',
      required: false,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  notice: {
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    kind: {
      kind: 'choice',
      label: 'Ask or offer',
      required: true,
      choices: [
        {
          value: 'ask',
          label: 'We ask',
        },
        {
          value: 'offer',
          label: 'We offer',
        },
      ],
    },
    about: {
      kind: 'choice',
      label: 'About',
      required: false,
      choices: [
        {
          value: 'know_how',
          label: 'Know-how',
        },
        {
          value: 'supplies',
          label: 'Supplies',
        },
        {
          value: 'visit',
          label: 'A visit',
        },
        {
          value: 'people',
          label: 'People',
        },
        {
          value: 'data',
          label: 'Counting and charts',
        },
        {
          value: 'other',
          label: 'Something else',
        },
      ],
    },
    text: {
      kind: 'long_text',
      label: 'In a few words',
      required: true,
      max: 1000,
    },
    session: {
      kind: 'ref',
      label: 'Learning session',
      required: false,
      to: 'learning_session',
    },
    day: {
      kind: 'day',
      label: 'Day',
      required: true,
    },
    until: {
      kind: 'day',
      label: 'Until',
      required: false,
    },
    closed_on: {
      kind: 'day',
      label: 'Settled on',
      required: false,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
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
  own_word: {
    word: {
      kind: 'text',
      label: 'Word',
      required: true,
      max: 60,
    },
    said: {
      kind: 'words',
      label: 'As we say it',
      required: false,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  passed: {
    loan: {
      kind: 'ref',
      label: 'Loan',
      required: true,
      to: 'loan',
    },
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    way: {
      kind: 'choice',
      label: 'Which way',
      required: true,
      choices: [
        {
          value: 'out',
          label: 'Handed over',
        },
        {
          value: 'back',
          label: 'Given back',
        },
      ],
    },
    part: {
      kind: 'text',
      label: 'Part',
      required: true,
      max: 6,
    },
    side: {
      kind: 'choice',
      label: 'Side',
      required: true,
      choices: [
        {
          value: 'lender',
          label: 'The side that lent',
        },
        {
          value: 'borrower',
          label: 'The side that borrowed',
        },
      ],
    },
    quantity: {
      kind: 'number',
      label: 'How much',
      required: false,
    },
    batch: {
      kind: 'text',
      label: 'Batch',
      required: false,
      max: 60,
    },
    expires: {
      kind: 'day',
      label: 'Expires on',
      required: false,
    },
    day: {
      kind: 'day',
      label: 'Day',
      required: true,
    },
    role: {
      kind: 'text',
      label: 'Role',
      required: false,
      max: 30,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
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
  present: {
    meeting: {
      kind: 'ref',
      label: 'Meeting',
      required: true,
      to: 'meeting',
    },
    person: {
      kind: 'ref',
      label: 'Person',
      required: true,
      to: 'person',
    },
    here: {
      kind: 'flag',
      label: 'Is here',
      required: false,
    },
  },
  problem: {
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
    text: {
      kind: 'text',
      label: 'What is holding us back?',
      required: true,
      max: 300,
    },
    aim: {
      kind: 'ref',
      label: 'Aim',
      required: false,
      to: 'aim',
    },
    measure: {
      kind: 'ref',
      label: 'Measure',
      required: false,
      to: 'measure',
    },
    on: {
      kind: 'day',
      label: 'On',
      required: false,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  progress_score: {
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
    period: {
      kind: 'period',
      label: 'Period',
      required: true,
    },
    said_by: {
      kind: 'choice',
      label: 'Who says so',
      required: true,
      choices: [
        {
          value: 'team',
          label: 'The team',
        },
        {
          value: 'mentor',
          label: 'The mentor',
        },
      ],
    },
    score: {
      kind: 'number',
      label: 'Score',
      required: true,
    },
    proposed: {
      kind: 'number',
      label: 'Proposed from the evidence',
      required: false,
    },
    why: {
      kind: 'long_text',
      label: 'Why',
      required: false,
      max: 1000,
    },
    day: {
      kind: 'day',
      label: 'Day',
      required: false,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  proposal: {
    meeting: {
      kind: 'ref',
      label: 'Meeting',
      required: true,
      to: 'meeting',
    },
    person: {
      kind: 'ref',
      label: 'Person',
      required: false,
      to: 'person',
    },
    text: {
      kind: 'text',
      label: 'Idea',
      required: true,
      max: 300,
    },
    same_as: {
      kind: 'ref',
      label: 'The same as',
      required: false,
      to: 'proposal',
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  readiness: {
    collaborative: {
      kind: 'ref',
      label: 'Collaborative',
      required: true,
      to: 'collaborative',
    },
    function: {
      kind: 'choice',
      label: 'Function',
      required: true,
      choices: [
        {
          value: 'mentoring',
          label: 'Mentoring',
        },
        {
          value: 'data_check',
          label: 'Checking data',
        },
        {
          value: 'sessions',
          label: 'Learning sessions',
        },
        {
          value: 'server',
          label: 'The hub and its keys',
        },
        {
          value: 'training',
          label: 'Training newcomers',
        },
        {
          value: 'budget',
          label: 'Budget line',
        },
        {
          value: 'other',
          label: 'Another function',
        },
      ],
    },
    named: {
      kind: 'text',
      label: 'Its name, if it is another',
      required: false,
      max: 120,
    },
    text: {
      kind: 'text',
      label: 'What must be so',
      required: true,
      max: 300,
    },
    due: {
      kind: 'day',
      label: 'By when',
      required: false,
    },
    done_on: {
      kind: 'day',
      label: 'So since',
      required: false,
    },
    words: {
      kind: 'long_text',
      label: 'In a few words',
      required: false,
      max: 1000,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  recognition: {
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    team: {
      kind: 'ref',
      label: 'Team',
      required: false,
      to: 'team',
    },
    kind: {
      kind: 'choice',
      label: 'For',
      required: true,
      choices: [
        {
          value: 'verified',
          label: 'Checked its own data',
        },
        {
          value: 'honest',
          label: 'Told what did not work',
        },
        {
          value: 'taught',
          label: 'Taught others',
        },
        {
          value: 'lent',
          label: 'Lent to others',
        },
        {
          value: 'answered',
          label: 'Answered when others asked',
        },
        {
          value: 'own_way',
          label: 'Better than it was itself, as the team tells it',
        },
      ],
    },
    day: {
      kind: 'day',
      label: 'Day',
      required: true,
    },
    told: {
      kind: 'long_text',
      label: 'In the team’s own words',
      required: false,
      max: 1000,
    },
    words: {
      kind: 'text',
      label: 'Words on the certificate',
      required: false,
      max: 300,
    },
    session: {
      kind: 'ref',
      label: 'Learning session',
      required: false,
      to: 'learning_session',
    },
    given_on: {
      kind: 'day',
      label: 'Given on',
      required: false,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
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
  referral: {
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    to: {
      kind: 'ref',
      label: 'Sent to',
      required: true,
      to: 'place',
    },
    day: {
      kind: 'day',
      label: 'Day',
      required: true,
    },
    kind: {
      kind: 'choice',
      label: 'Because of',
      required: true,
      choices: [
        {
          value: 'bleeding',
          label: 'Bleeding',
        },
        {
          value: 'blood_pressure',
          label: 'High blood pressure',
        },
        {
          value: 'long_labour',
          label: 'Long labour',
        },
        {
          value: 'infection',
          label: 'Infection',
        },
        {
          value: 'newborn',
          label: 'A newborn',
        },
        {
          value: 'other',
          label: 'Something else',
        },
      ],
    },
    asked: {
      kind: 'long_text',
      label: 'What we would like to know',
      required: false,
      max: 500,
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
  reply: {
    notice: {
      kind: 'ref',
      label: 'Ask or offer',
      required: true,
      to: 'notice',
    },
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    text: {
      kind: 'long_text',
      label: 'In a few words',
      required: false,
      max: 1000,
    },
    day: {
      kind: 'day',
      label: 'Day',
      required: true,
    },
    helped: {
      kind: 'flag',
      label: 'It helped',
      required: false,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  report_answer: {
    report: {
      kind: 'ref',
      label: 'Monthly report',
      required: true,
      to: 'monthly_report',
    },
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    well: {
      kind: 'long_text',
      label: 'What goes well',
      required: false,
      max: 1000,
    },
    question: {
      kind: 'long_text',
      label: 'What I would ask',
      required: false,
      max: 1000,
    },
    offer: {
      kind: 'long_text',
      label: 'What I can help with',
      required: false,
      max: 1000,
    },
    day: {
      kind: 'day',
      label: 'Day',
      required: true,
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
    partner: {
      kind: 'flag',
      label: 'For a partner',
      help: 'Not employed by the government: the role ends when the work has been handed over.',
      required: false,
    },
  },
  session_slip: {
    session: {
      kind: 'ref',
      label: 'Learning session',
      required: true,
      to: 'learning_session',
    },
    worth: {
      kind: 'choice',
      label: 'Was it worth the time?',
      required: false,
      choices: [
        {
          value: 'yes',
          label: 'Yes',
        },
        {
          value: 'partly',
          label: 'Partly',
        },
        {
          value: 'no',
          label: 'No',
        },
      ],
    },
    safe: {
      kind: 'choice',
      label: 'Could you say what did not work?',
      required: false,
      choices: [
        {
          value: 'yes',
          label: 'Yes',
        },
        {
          value: 'partly',
          label: 'Partly',
        },
        {
          value: 'no',
          label: 'No',
        },
      ],
    },
    useful: {
      kind: 'choice',
      label: 'Do you know what you will try next?',
      required: false,
      choices: [
        {
          value: 'yes',
          label: 'Yes',
        },
        {
          value: 'partly',
          label: 'Partly',
        },
        {
          value: 'no',
          label: 'No',
        },
      ],
    },
    keep: {
      kind: 'long_text',
      label: 'What should stay?',
      required: false,
      max: 1000,
    },
    change: {
      kind: 'long_text',
      label: 'What should be otherwise?',
      required: false,
      max: 1000,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  settled: {
    loan: {
      kind: 'ref',
      label: 'Loan',
      required: true,
      to: 'loan',
    },
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    way: {
      kind: 'choice',
      label: 'Which way',
      required: true,
      choices: [
        {
          value: 'out',
          label: 'Handed over',
        },
        {
          value: 'back',
          label: 'Given back',
        },
      ],
    },
    part: {
      kind: 'text',
      label: 'Part',
      required: true,
      max: 6,
    },
    quantity: {
      kind: 'number',
      label: 'How much',
      required: false,
    },
    why: {
      kind: 'text',
      label: 'Why',
      required: false,
      max: 300,
    },
    day: {
      kind: 'day',
      label: 'Day',
      required: true,
    },
  },
  shared: {
    session: {
      kind: 'ref',
      label: 'Learning session',
      required: true,
      to: 'learning_session',
    },
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    question: {
      kind: 'choice',
      label: 'Question',
      required: true,
      choices: [
        {
          value: 'tried',
          label: 'What did you try?',
        },
        {
          value: 'happened',
          label: 'What happened?',
        },
        {
          value: 'holding',
          label: 'What is holding you back?',
        },
      ],
    },
    text: {
      kind: 'long_text',
      label: 'In our words',
      required: true,
      max: 1000,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  skill_held: {
    person: {
      kind: 'ref',
      label: 'Person',
      required: true,
      to: 'person',
    },
    skill: {
      kind: 'choice',
      label: 'Can',
      required: true,
      choices: [
        {
          value: 'count',
          label: 'Count from the register',
        },
        {
          value: 'chart',
          label: 'Read a run chart',
        },
        {
          value: 'cycle',
          label: 'Run a PDSA cycle',
        },
        {
          value: 'why',
          label: 'Ask why until a cause is found',
        },
        {
          value: 'meeting',
          label: 'Lead a meeting',
        },
        {
          value: 'recount',
          label: 'Recount a register',
        },
        {
          value: 'teach',
          label: 'Teach this to others',
        },
        {
          value: 'carry',
          label: 'Carry entries by hand',
        },
      ],
    },
    since: {
      kind: 'day',
      label: 'From',
      required: false,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  spare: {
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    item: {
      kind: 'text',
      label: 'What',
      required: true,
      max: 120,
    },
    unit: {
      kind: 'text',
      label: 'Counted in',
      required: false,
      max: 40,
    },
    quantity: {
      kind: 'number',
      label: 'How much',
      required: false,
    },
    batch: {
      kind: 'text',
      label: 'Batch',
      required: false,
      max: 60,
    },
    expires: {
      kind: 'day',
      label: 'Expires on',
      required: false,
    },
    gift: {
      kind: 'flag',
      label: 'Need not be given back',
      required: false,
    },
    words: {
      kind: 'long_text',
      label: 'In a few words',
      required: false,
      max: 1000,
    },
    day: {
      kind: 'day',
      label: 'Day',
      required: true,
    },
    gone_on: {
      kind: 'day',
      label: 'Gone on',
      required: false,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  stock: {
    item: {
      kind: 'ref',
      label: 'Item',
      required: true,
      to: 'watched_item',
    },
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    day: {
      kind: 'day',
      label: 'Day',
      required: true,
    },
    left: {
      kind: 'number',
      label: 'How much is left',
      required: false,
    },
    weekly: {
      kind: 'number',
      label: 'How much a week needs',
      required: false,
    },
  },
  take_home: {
    session: {
      kind: 'ref',
      label: 'Learning session',
      required: true,
      to: 'learning_session',
    },
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    text: {
      kind: 'long_text',
      label: 'What we take home',
      required: true,
      max: 1000,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  taking_part: {
    collaborative: {
      kind: 'ref',
      label: 'Collaborative',
      required: true,
      to: 'collaborative',
    },
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    scope: {
      kind: 'choice',
      label: 'Since',
      required: false,
      choices: [
        {
          value: 'prototype',
          label: 'Prototype: a few facilities first',
        },
        {
          value: 'scale',
          label: 'All facilities',
        },
      ],
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
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  task: {
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
    text: {
      kind: 'text',
      label: 'What is to be done?',
      required: true,
      max: 300,
    },
    role: {
      kind: 'choice',
      label: 'Which role does it?',
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
    department: {
      kind: 'choice',
      label: 'Where',
      required: false,
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
    due: {
      kind: 'day',
      label: 'By when',
      required: false,
    },
    cycle: {
      kind: 'ref',
      label: 'Cycle',
      required: false,
      to: 'cycle',
    },
    meeting: {
      kind: 'ref',
      label: 'Meeting',
      required: false,
      to: 'meeting',
    },
    commitment: {
      kind: 'ref',
      label: 'Commitment',
      required: false,
      to: 'commitment',
    },
    done_on: {
      kind: 'day',
      label: 'Done on',
      required: false,
    },
    outcome: {
      kind: 'long_text',
      label: 'What came of it',
      required: false,
      max: 1000,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
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
  thanks: {
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    to: {
      kind: 'ref',
      label: 'Thanks to',
      required: true,
      to: 'place',
    },
    kind: {
      kind: 'choice',
      label: 'For',
      required: false,
      choices: [
        {
          value: 'verified',
          label: 'Checked its own data',
        },
        {
          value: 'honest',
          label: 'Told what did not work',
        },
        {
          value: 'taught',
          label: 'Taught others',
        },
        {
          value: 'lent',
          label: 'Lent to others',
        },
        {
          value: 'answered',
          label: 'Answered when others asked',
        },
        {
          value: 'own_way',
          label: 'Better than it was itself, as the team tells it',
        },
      ],
    },
    text: {
      kind: 'long_text',
      label: 'In our words',
      required: true,
      max: 500,
    },
    session: {
      kind: 'ref',
      label: 'Learning session',
      required: false,
      to: 'learning_session',
    },
    day: {
      kind: 'day',
      label: 'Day',
      required: true,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  visit: {
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    team: {
      kind: 'ref',
      label: 'Team',
      required: false,
      to: 'team',
    },
    kind: {
      kind: 'choice',
      label: 'How',
      required: false,
      choices: [
        {
          value: 'on_site',
          label: 'At the facility',
        },
        {
          value: 'call',
          label: 'By telephone',
        },
        {
          value: 'joint',
          label: 'With another facility',
        },
      ],
    },
    planned_for: {
      kind: 'day',
      label: 'Planned for',
      required: false,
    },
    day: {
      kind: 'day',
      label: 'Day of the visit',
      required: false,
    },
    because: {
      kind: 'text',
      label: 'Why now',
      required: false,
      max: 300,
    },
    met: {
      kind: 'keys',
      label: 'Departments met',
      required: false,
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
    clinical: {
      kind: 'long_text',
      label: 'Clinical part',
      required: false,
      max: 4000,
    },
    improvement: {
      kind: 'long_text',
      label: 'Improvement part',
      required: false,
      max: 4000,
    },
    modelled: {
      kind: 'long_text',
      label: 'What we showed or did together',
      required: false,
      max: 4000,
    },
    praised: {
      kind: 'long_text',
      label: 'What goes well here',
      required: false,
      max: 4000,
    },
    recounted: {
      kind: 'flag',
      label: 'We recounted a register together',
      required: false,
    },
    asked_for: {
      kind: 'flag',
      label: 'The team asked for it',
      required: false,
    },
    next_on: {
      kind: 'day',
      label: 'Next visit',
      required: false,
    },
    ended: {
      kind: 'flag',
      label: 'The visit has ended',
      required: false,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  visit_asked: {
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    team: {
      kind: 'ref',
      label: 'Team',
      required: false,
      to: 'team',
    },
    day: {
      kind: 'day',
      label: 'Day',
      required: true,
    },
    about: {
      kind: 'long_text',
      label: 'What about',
      required: false,
      max: 1000,
    },
    visit: {
      kind: 'ref',
      label: 'Visit',
      required: false,
      to: 'visit',
    },
    answered: {
      kind: 'long_text',
      label: 'Answer',
      required: false,
      max: 1000,
    },
    answered_on: {
      kind: 'day',
      label: 'Answered on',
      required: false,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  voice: {
    meeting: {
      kind: 'ref',
      label: 'Meeting',
      required: true,
      to: 'meeting',
    },
    person: {
      kind: 'ref',
      label: 'Person',
      required: true,
      to: 'person',
    },
    kind: {
      kind: 'choice',
      label: 'What they did',
      required: true,
      choices: [
        {
          value: 'said',
          label: 'Said something',
        },
        {
          value: 'showed',
          label: 'Showed the numbers',
        },
        {
          value: 'wrote',
          label: 'Wrote for us',
        },
      ],
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  vote: {
    meeting: {
      kind: 'ref',
      label: 'Meeting',
      required: true,
      to: 'meeting',
    },
    proposal: {
      kind: 'ref',
      label: 'Idea',
      required: true,
      to: 'proposal',
    },
    slip: {
      kind: 'text',
      label: 'Slip',
      required: true,
      max: 40,
    },
    points: {
      kind: 'count',
      label: 'Dots',
      required: false,
    },
  },
  wall_question: {
    session: {
      kind: 'ref',
      label: 'Learning session',
      required: true,
      to: 'learning_session',
    },
    text: {
      kind: 'long_text',
      label: 'Question',
      required: true,
      max: 1000,
    },
    answer: {
      kind: 'long_text',
      label: 'Answer',
      required: false,
      max: 2000,
    },
    answered_on: {
      kind: 'day',
      label: 'Answered on',
      required: false,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
  watched_item: {
    facility: {
      kind: 'ref',
      label: 'Facility',
      required: true,
      to: 'place',
    },
    name: {
      kind: 'words',
      label: 'Name',
      required: true,
    },
    unit: {
      kind: 'text',
      label: 'Counted in',
      required: false,
      max: 40,
    },
    keeper: {
      kind: 'choice',
      label: 'Who keeps it',
      required: true,
      choices: [
        {
          value: 'laboratory',
          label: 'Laboratory',
        },
        {
          value: 'pharmacy',
          label: 'Pharmacy',
        },
      ],
    },
    word_at: {
      kind: 'count',
      label: 'Send word when fewer days are left than',
      required: false,
    },
    withdrawn: {
      kind: 'flag',
      label: 'Taken back',
      required: false,
    },
  },
};
