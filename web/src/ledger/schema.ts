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

export interface AccuracyCheck {
  facility?: string | null;
  period?: string | null;
  pool?: string[] | null;
  seed?: string | null;
  drawn?: string[] | null;
  matching?: string[] | null;
  differing?: string[] | null;
  note?: string | null;
  withdrawn?: boolean | null;
}

export interface Baseline {
  measure?: string | null;
  facility?: string | null;
  last?: string | null;
  reason?: string | null;
  withdrawn?: boolean | null;
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
  report_due_after_days?: number | null;
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

export interface Erasure {
  of_type?: string | null;
  of_record?: string | null;
  asked_by?: string | null;
  day?: string | null;
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
  withdrawn?: boolean | null;
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
  numerator_event?: string | null;
  denominator_event?: string | null;
  due_after_days?: number | null;
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
  first_numerator?: number | null;
  first_denominator?: number | null;
  first_value?: number | null;
  reported_on?: string | null;
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

export interface Recount {
  measure?: string | null;
  facility?: string | null;
  period?: string | null;
  round?: number | null;
  numerator?: number | null;
  denominator?: number | null;
  how?: string | null;
  note?: string | null;
  withdrawn?: boolean | null;
}

export interface RegisterCount {
  measure?: string | null;
  facility?: string | null;
  period?: string | null;
  round?: number | null;
  numerator?: number | null;
  denominator?: number | null;
  handed_over?: boolean | null;
  withdrawn?: boolean | null;
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
  accuracy_check: AccuracyCheck;
  baseline: Baseline;
  bundle: Bundle;
  closure: Closure;
  collaborative: Collaborative;
  cycle: Cycle;
  department: Department;
  erasure: Erasure;
  event: Event;
  goal: Goal;
  measure: Measure;
  observation: Observation;
  person: Person;
  phase: Phase;
  place: Place;
  recount: Recount;
  register_count: RegisterCount;
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
}

export const SCHEMA: Record<keyof RecordTypes, TypeSchema> = {
  accuracy_check: {
    key: ['facility', 'period'],
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
  },
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
  },
  bundle: {
    key: [],
    channels: {
      collaborative: {
        standings: ['steward'],
        own: null,
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
  },
  collaborative: {
    key: [],
    channels: {
      collaborative: {
        standings: ['steward'],
        own: null,
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
  },
  department: {
    key: [],
    channels: {
      collaborative: {
        standings: ['head', 'steward'],
        own: 'place',
      },
    },
  },
  erasure: {
    key: ['of_type', 'of_record'],
    channels: {
      collaborative: {
        standings: [],
        own: null,
      },
      facility: {
        standings: [],
        own: null,
      },
      person: {
        standings: [],
        own: null,
      },
      public: {
        standings: [],
        own: null,
      },
      study: {
        standings: [],
        own: null,
      },
      team: {
        standings: [],
        own: null,
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
  },
  person: {
    key: [],
    channels: {
      facility: {
        standings: ['head', 'steward'],
        own: null,
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
  },
  place: {
    key: [],
    channels: {
      collaborative: {
        standings: ['steward'],
        own: null,
      },
    },
  },
  recount: {
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
  },
  register_count: {
    key: [],
    channels: {
      team: {
        standings: ['member'],
        own: null,
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
  },
  team: {
    key: [],
    channels: {
      collaborative: {
        standings: ['head', 'steward'],
        own: 'place',
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
  },
};
