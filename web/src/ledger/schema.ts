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

export interface AgendaPart {
  session?: string | null;
  day?: string | null;
  begins?: number | null;
  minutes?: number | null;
  kind?: string | null;
  track?: string | null;
  title?: string | null;
  led_by?: string | null;
  notes?: string | null;
  withdrawn?: boolean | null;
}

export interface Aim {
  team?: string | null;
  facility?: string | null;
  what?: string | null;
  whom?: string | null;
  measure?: string | null;
  start?: number | null;
  target?: number | null;
  by?: string | null;
  why?: string | null;
  sponsor_role?: string | null;
  sponsor_place?: string | null;
  ended?: string | null;
  withdrawn?: boolean | null;
}

export interface Answer {
  escalation?: string | null;
  place?: string | null;
  outcome?: string | null;
  text?: string | null;
  by?: string | null;
  answered_on?: string | null;
  withdrawn?: boolean | null;
}

export interface Approval {
  aim?: string | null;
  facility?: string | null;
  said?: string | null;
  words?: string | null;
  role?: string | null;
  on?: string | null;
  by_team?: boolean | null;
  withdrawn?: boolean | null;
}

export interface Asking {
  cycle?: string | null;
  team?: string | null;
  facility?: string | null;
  role?: string | null;
  department?: string | null;
  question?: string | null;
  asked_on?: string | null;
  answer?: string | null;
  words?: string | null;
  withdrawn?: boolean | null;
}

export interface Attended {
  session?: string | null;
  facility?: string | null;
  person?: string | null;
  day?: string | null;
  here?: boolean | null;
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

export interface Cause {
  team?: string | null;
  facility?: string | null;
  problem?: string | null;
  parent?: string | null;
  kind?: string | null;
  text?: string | null;
  element?: string | null;
  reach?: string | null;
  position?: string | null;
  withdrawn?: boolean | null;
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
  approves_aims?: boolean | null;
  stage?: string | null;
  scope?: string | null;
  cloned_from?: string | null;
  sees?: string | null;
  attending?: string | null;
  allowance?: string | null;
}

export interface Commitment {
  session?: string | null;
  visit?: string | null;
  facility?: string | null;
  team?: string | null;
  text?: string | null;
  role?: string | null;
  department?: string | null;
  due?: string | null;
  outcome?: string | null;
  told?: string | null;
  told_on?: string | null;
  withdrawn?: boolean | null;
}

export interface Cycle {
  team?: string | null;
  facility?: string | null;
  measure?: string | null;
  aim?: string | null;
  idea?: string | null;
  previous?: string | null;
  copied_from?: string | null;
  question?: string | null;
  prediction?: string | null;
  first_prediction?: string | null;
  scale?: string | null;
  role?: string | null;
  who?: string | null;
  what?: string | null;
  when?: string | null;
  where?: string | null;
  data?: string | null;
  starts?: string | null;
  started?: string | null;
  override?: string | null;
  ends?: string | null;
  happened?: string | null;
  compared?: string | null;
  learned?: string | null;
  decision?: string | null;
  reason?: string | null;
  withdrawn?: boolean | null;
}

export interface Decider {
  decision?: string | null;
  meeting?: string | null;
  person?: string | null;
  took_part?: boolean | null;
}

export interface Decision {
  meeting?: string | null;
  text?: string | null;
  proposal?: string | null;
  how?: string | null;
  reason?: string | null;
  withdrawn?: boolean | null;
}

export interface Department {
  place?: string | null;
  kind?: string | null;
  name?: Words | null;
}

export interface Driver {
  team?: string | null;
  facility?: string | null;
  aim?: string | null;
  parent?: string | null;
  text?: string | null;
  measure?: string | null;
  position?: string | null;
  withdrawn?: boolean | null;
}

export interface Duty {
  measure?: string | null;
  facility?: string | null;
  role?: string | null;
}

export interface EarlyWord {
  item?: string | null;
  facility?: string | null;
  day?: string | null;
  days_left?: number | null;
  words?: string | null;
  reply?: string | null;
  reply_words?: string | null;
  reply_by?: string | null;
  replied_on?: string | null;
  settled_on?: string | null;
  withdrawn?: boolean | null;
}

export interface Erasure {
  of_type?: string | null;
  of_record?: string | null;
  asked_by?: string | null;
  day?: string | null;
}

export interface Escalation {
  team?: string | null;
  facility?: string | null;
  to?: string | null;
  text?: string | null;
  details?: string | null;
  cause?: string | null;
  asked_on?: string | null;
  settled_on?: string | null;
  withdrawn?: boolean | null;
}

export interface Event {
  facility?: string | null;
  measure?: string | null;
  day?: string | null;
  text?: string | null;
  withdrawn?: boolean | null;
}

export interface Fading {
  facility?: string | null;
  team?: string | null;
  rhythm?: string | null;
  since?: string | null;
  why?: string | null;
  team_says?: string | null;
  team_words?: string | null;
  withdrawn?: boolean | null;
}

export interface Feedback {
  referral?: string | null;
  facility?: string | null;
  arrived?: string | null;
  day?: string | null;
  went_well?: string | null;
  learned?: string | null;
  withdrawn?: boolean | null;
}

export interface Forgiven {
  loan?: string | null;
  facility?: string | null;
  quantity?: number | null;
  day?: string | null;
  words?: string | null;
  withdrawn?: boolean | null;
}

export interface FunctionHeld {
  collaborative?: string | null;
  function?: string | null;
  named?: string | null;
  holder?: string | null;
  since?: string | null;
  planned_for?: string | null;
  words?: string | null;
  withdrawn?: boolean | null;
}

export interface Goal {
  measure?: string | null;
  facility?: string | null;
  value?: number | null;
  by?: string | null;
  withdrawn?: boolean | null;
}

export interface Handover {
  team?: string | null;
  facility?: string | null;
  role?: string | null;
  on?: string | null;
  next_steps?: string | null;
  worries?: string | null;
  contacts?: string | null;
  withdrawn?: boolean | null;
}

export interface Helped {
  reply?: string | null;
  facility?: string | null;
  day?: string | null;
  words?: string | null;
  withdrawn?: boolean | null;
}

export interface Idea {
  team?: string | null;
  facility?: string | null;
  driver?: string | null;
  text?: string | null;
  how?: string | null;
  needs?: string | null;
  topic?: string | null;
  reach?: string | null;
  measure?: string | null;
  cause?: string | null;
  proposal?: string | null;
  copied_from?: string | null;
  position?: string | null;
  withdrawn?: boolean | null;
}

export interface Independence {
  team?: string | null;
  facility?: string | null;
  period?: string | null;
  acts?: number | null;
  own_acts?: number | null;
  longest_gap?: number | null;
  withdrawn?: boolean | null;
}

export interface Invitation {
  session?: string | null;
  facility?: string | null;
  person?: string | null;
  why?: string | null;
  words?: string | null;
  coming?: string | null;
  withdrawn?: boolean | null;
}

export interface JointVisit {
  facility?: string | null;
  host?: string | null;
  day?: string | null;
  about?: string | null;
  with_mentor?: boolean | null;
  learned?: string | null;
  withdrawn?: boolean | null;
}

export interface LearningSession {
  collaborative?: string | null;
  number?: number | null;
  theme?: string | null;
  starts?: string | null;
  ends?: string | null;
  venue?: string | null;
  seats?: number | null;
  focus?: string | null;
  opened_on?: string | null;
  ended_on?: string | null;
  withdrawn?: boolean | null;
}

export interface Loan {
  facility?: string | null;
  lender?: string | null;
  borrower?: string | null;
  need?: string | null;
  spare?: string | null;
  item?: string | null;
  unit?: string | null;
  quantity?: number | null;
  day?: string | null;
  back_by?: string | null;
  gift?: boolean | null;
  words?: string | null;
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

export interface Meeting {
  team?: string | null;
  facility?: string | null;
  day?: string | null;
  kind?: string | null;
  subject?: string | null;
  question?: string | null;
  shown_on?: string | null;
  notes?: string | null;
  next_day?: string | null;
  ended?: boolean | null;
  withdrawn?: boolean | null;
}

export interface MonthlyReport {
  team?: string | null;
  facility?: string | null;
  period?: string | null;
  lessons?: string | null;
  barriers?: string | null;
  next_tests?: string | null;
  help_wanted?: string | null;
  submitted_on?: string | null;
  withdrawn?: boolean | null;
}

export interface Need {
  facility?: string | null;
  item?: string | null;
  unit?: string | null;
  quantity?: number | null;
  by?: string | null;
  words?: string | null;
  day?: string | null;
  settled_on?: string | null;
  withdrawn?: boolean | null;
}

export interface Notice {
  facility?: string | null;
  kind?: string | null;
  about?: string | null;
  text?: string | null;
  session?: string | null;
  day?: string | null;
  until?: string | null;
  closed_on?: string | null;
  withdrawn?: boolean | null;
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

export interface OwnWord {
  word?: string | null;
  said?: Words | null;
  withdrawn?: boolean | null;
}

export interface Passed {
  loan?: string | null;
  facility?: string | null;
  way?: string | null;
  part?: string | null;
  side?: string | null;
  quantity?: number | null;
  batch?: string | null;
  expires?: string | null;
  day?: string | null;
  role?: string | null;
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

export interface Present {
  meeting?: string | null;
  person?: string | null;
  here?: boolean | null;
}

export interface Problem {
  team?: string | null;
  facility?: string | null;
  text?: string | null;
  aim?: string | null;
  measure?: string | null;
  on?: string | null;
  withdrawn?: boolean | null;
}

export interface ProgressScore {
  team?: string | null;
  facility?: string | null;
  period?: string | null;
  said_by?: string | null;
  score?: number | null;
  proposed?: number | null;
  why?: string | null;
  day?: string | null;
  withdrawn?: boolean | null;
}

export interface Proposal {
  meeting?: string | null;
  person?: string | null;
  text?: string | null;
  same_as?: string | null;
  withdrawn?: boolean | null;
}

export interface Readiness {
  collaborative?: string | null;
  function?: string | null;
  named?: string | null;
  text?: string | null;
  due?: string | null;
  done_on?: string | null;
  words?: string | null;
  withdrawn?: boolean | null;
}

export interface Recognition {
  facility?: string | null;
  team?: string | null;
  kind?: string | null;
  day?: string | null;
  told?: string | null;
  words?: string | null;
  session?: string | null;
  given_on?: string | null;
  withdrawn?: boolean | null;
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

export interface Referral {
  facility?: string | null;
  to?: string | null;
  day?: string | null;
  kind?: string | null;
  asked?: string | null;
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

export interface Reply {
  notice?: string | null;
  facility?: string | null;
  text?: string | null;
  day?: string | null;
  helped?: boolean | null;
  withdrawn?: boolean | null;
}

export interface ReportAnswer {
  report?: string | null;
  facility?: string | null;
  well?: string | null;
  question?: string | null;
  offer?: string | null;
  day?: string | null;
  withdrawn?: boolean | null;
}

export interface RoleHeld {
  person?: string | null;
  role?: string | null;
  place?: string | null;
  department?: string | null;
  since?: string | null;
  until?: string | null;
  partner?: boolean | null;
}

export interface SessionSlip {
  session?: string | null;
  worth?: string | null;
  safe?: string | null;
  useful?: string | null;
  keep?: string | null;
  change?: string | null;
  withdrawn?: boolean | null;
}

export interface Settled {
  loan?: string | null;
  facility?: string | null;
  way?: string | null;
  part?: string | null;
  quantity?: number | null;
  why?: string | null;
  day?: string | null;
}

export interface Shared {
  session?: string | null;
  facility?: string | null;
  question?: string | null;
  text?: string | null;
  withdrawn?: boolean | null;
}

export interface SkillHeld {
  person?: string | null;
  skill?: string | null;
  since?: string | null;
  withdrawn?: boolean | null;
}

export interface Spare {
  facility?: string | null;
  item?: string | null;
  unit?: string | null;
  quantity?: number | null;
  batch?: string | null;
  expires?: string | null;
  gift?: boolean | null;
  words?: string | null;
  day?: string | null;
  gone_on?: string | null;
  withdrawn?: boolean | null;
}

export interface Stock {
  item?: string | null;
  facility?: string | null;
  day?: string | null;
  left?: number | null;
  weekly?: number | null;
}

export interface TakeHome {
  session?: string | null;
  facility?: string | null;
  text?: string | null;
  withdrawn?: boolean | null;
}

export interface TakingPart {
  collaborative?: string | null;
  facility?: string | null;
  scope?: string | null;
  since?: string | null;
  until?: string | null;
  withdrawn?: boolean | null;
}

export interface Task {
  team?: string | null;
  facility?: string | null;
  text?: string | null;
  role?: string | null;
  department?: string | null;
  due?: string | null;
  cycle?: string | null;
  meeting?: string | null;
  commitment?: string | null;
  done_on?: string | null;
  outcome?: string | null;
  withdrawn?: boolean | null;
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

export interface Thanks {
  facility?: string | null;
  to?: string | null;
  kind?: string | null;
  text?: string | null;
  session?: string | null;
  day?: string | null;
  withdrawn?: boolean | null;
}

export interface Visit {
  facility?: string | null;
  team?: string | null;
  kind?: string | null;
  planned_for?: string | null;
  day?: string | null;
  because?: string | null;
  met?: string[] | null;
  clinical?: string | null;
  improvement?: string | null;
  modelled?: string | null;
  praised?: string | null;
  recounted?: boolean | null;
  asked_for?: boolean | null;
  next_on?: string | null;
  ended?: boolean | null;
  withdrawn?: boolean | null;
}

export interface VisitAsked {
  facility?: string | null;
  team?: string | null;
  day?: string | null;
  about?: string | null;
  visit?: string | null;
  answered?: string | null;
  answered_on?: string | null;
  withdrawn?: boolean | null;
}

export interface Voice {
  meeting?: string | null;
  person?: string | null;
  kind?: string | null;
  withdrawn?: boolean | null;
}

export interface Vote {
  meeting?: string | null;
  proposal?: string | null;
  slip?: string | null;
  points?: number | null;
}

export interface WallQuestion {
  session?: string | null;
  text?: string | null;
  answer?: string | null;
  answered_on?: string | null;
  withdrawn?: boolean | null;
}

export interface WatchedItem {
  facility?: string | null;
  name?: Words | null;
  unit?: string | null;
  keeper?: string | null;
  word_at?: number | null;
  withdrawn?: boolean | null;
}

export interface RecordTypes {
  accuracy_check: AccuracyCheck;
  agenda_part: AgendaPart;
  aim: Aim;
  answer: Answer;
  approval: Approval;
  asking: Asking;
  attended: Attended;
  baseline: Baseline;
  bundle: Bundle;
  cause: Cause;
  closure: Closure;
  collaborative: Collaborative;
  commitment: Commitment;
  cycle: Cycle;
  decider: Decider;
  decision: Decision;
  department: Department;
  driver: Driver;
  duty: Duty;
  early_word: EarlyWord;
  erasure: Erasure;
  escalation: Escalation;
  event: Event;
  fading: Fading;
  feedback: Feedback;
  forgiven: Forgiven;
  function_held: FunctionHeld;
  goal: Goal;
  handover: Handover;
  helped: Helped;
  idea: Idea;
  independence: Independence;
  invitation: Invitation;
  joint_visit: JointVisit;
  learning_session: LearningSession;
  loan: Loan;
  measure: Measure;
  meeting: Meeting;
  monthly_report: MonthlyReport;
  need: Need;
  notice: Notice;
  observation: Observation;
  own_word: OwnWord;
  passed: Passed;
  person: Person;
  phase: Phase;
  place: Place;
  present: Present;
  problem: Problem;
  progress_score: ProgressScore;
  proposal: Proposal;
  readiness: Readiness;
  recognition: Recognition;
  recount: Recount;
  referral: Referral;
  register_count: RegisterCount;
  reply: Reply;
  report_answer: ReportAnswer;
  role_held: RoleHeld;
  session_slip: SessionSlip;
  settled: Settled;
  shared: Shared;
  skill_held: SkillHeld;
  spare: Spare;
  stock: Stock;
  take_home: TakeHome;
  taking_part: TakingPart;
  task: Task;
  team: Team;
  team_member: TeamMember;
  thanks: Thanks;
  visit: Visit;
  visit_asked: VisitAsked;
  voice: Voice;
  vote: Vote;
  wall_question: WallQuestion;
  watched_item: WatchedItem;
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
  agenda_part: {
    key: [],
    channels: {
      collaborative: {
        standings: ['mentor', 'steward'],
        own: null,
      },
    },
  },
  aim: {
    key: [],
    channels: {
      collaborative: {
        standings: ['member'],
        own: 'facility',
      },
      person: {
        standings: ['self'],
        own: null,
      },
      team: {
        standings: ['member'],
        own: null,
      },
    },
  },
  answer: {
    key: [],
    channels: {
      collaborative: {
        standings: ['official', 'steward'],
        own: null,
      },
    },
  },
  approval: {
    key: [],
    channels: {
      collaborative: {
        standings: ['head', 'mentor', 'official', 'steward'],
        own: 'facility',
      },
    },
  },
  asking: {
    key: ['cycle', 'role'],
    channels: {
      facility: {
        standings: ['head', 'member', 'staff'],
        own: 'facility',
      },
      team: {
        standings: ['member'],
        own: null,
      },
    },
  },
  attended: {
    key: ['session', 'person', 'day'],
    channels: {
      facility: {
        standings: ['head', 'member', 'mentor', 'staff', 'steward'],
        own: 'facility',
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
  cause: {
    key: [],
    channels: {
      team: {
        standings: ['member'],
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
  commitment: {
    key: [],
    channels: {
      collaborative: {
        standings: ['head', 'member', 'mentor', 'staff', 'steward'],
        own: 'facility',
      },
      facility: {
        standings: ['head', 'member', 'mentor', 'staff', 'steward'],
        own: 'facility',
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
      person: {
        standings: ['self'],
        own: null,
      },
      team: {
        standings: ['member'],
        own: null,
      },
    },
  },
  decider: {
    key: ['decision', 'person'],
    channels: {
      team: {
        standings: ['member'],
        own: null,
      },
    },
  },
  decision: {
    key: [],
    channels: {
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
  driver: {
    key: [],
    channels: {
      collaborative: {
        standings: ['member'],
        own: 'facility',
      },
      person: {
        standings: ['self'],
        own: null,
      },
      team: {
        standings: ['member'],
        own: null,
      },
    },
  },
  duty: {
    key: ['measure', 'facility'],
    channels: {
      facility: {
        standings: ['head', 'member', 'steward'],
        own: 'facility',
      },
    },
  },
  early_word: {
    key: [],
    channels: {
      facility: {
        standings: ['head', 'member', 'staff'],
        own: 'facility',
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
  escalation: {
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
  fading: {
    key: ['team', 'since'],
    channels: {
      facility: {
        standings: ['head', 'member', 'mentor', 'steward'],
        own: 'facility',
      },
    },
  },
  feedback: {
    key: ['referral'],
    channels: {
      collaborative: {
        standings: ['head', 'member', 'staff'],
        own: 'facility',
      },
    },
  },
  forgiven: {
    key: ['loan'],
    channels: {
      collaborative: {
        standings: ['head', 'member', 'staff'],
        own: 'facility',
      },
    },
  },
  function_held: {
    key: [],
    channels: {
      collaborative: {
        standings: ['steward'],
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
  handover: {
    key: [],
    channels: {
      team: {
        standings: ['member'],
        own: null,
      },
    },
  },
  helped: {
    key: ['reply'],
    channels: {
      collaborative: {
        standings: ['head', 'member', 'staff'],
        own: 'facility',
      },
    },
  },
  idea: {
    key: [],
    channels: {
      collaborative: {
        standings: ['member'],
        own: 'facility',
      },
      person: {
        standings: ['self'],
        own: null,
      },
      team: {
        standings: ['member'],
        own: null,
      },
    },
  },
  independence: {
    key: ['team', 'period'],
    channels: {
      facility: {
        standings: ['head', 'member'],
        own: 'facility',
      },
      team: {
        standings: ['member'],
        own: null,
      },
    },
  },
  invitation: {
    key: ['session', 'person'],
    channels: {
      facility: {
        standings: ['head', 'member', 'mentor', 'staff', 'steward'],
        own: 'facility',
      },
    },
  },
  joint_visit: {
    key: [],
    channels: {
      collaborative: {
        standings: ['head', 'member', 'staff'],
        own: 'facility',
      },
    },
  },
  learning_session: {
    key: [],
    channels: {
      collaborative: {
        standings: ['mentor', 'steward'],
        own: null,
      },
    },
  },
  loan: {
    key: [],
    channels: {
      collaborative: {
        standings: ['head', 'member', 'staff'],
        own: 'facility',
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
  meeting: {
    key: [],
    channels: {
      team: {
        standings: ['member'],
        own: null,
      },
    },
  },
  monthly_report: {
    key: ['team', 'period'],
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
  need: {
    key: [],
    channels: {
      collaborative: {
        standings: ['head', 'member', 'staff'],
        own: 'facility',
      },
    },
  },
  notice: {
    key: [],
    channels: {
      collaborative: {
        standings: ['head', 'member', 'mentor', 'staff', 'steward'],
        own: 'facility',
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
  own_word: {
    key: ['word'],
    channels: {
      collaborative: {
        standings: ['steward'],
        own: null,
      },
    },
  },
  passed: {
    key: ['loan', 'way', 'part', 'side'],
    channels: {
      collaborative: {
        standings: ['head', 'member', 'staff'],
        own: 'facility',
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
  present: {
    key: ['meeting', 'person'],
    channels: {
      team: {
        standings: ['member'],
        own: null,
      },
    },
  },
  problem: {
    key: [],
    channels: {
      team: {
        standings: ['member'],
        own: null,
      },
    },
  },
  progress_score: {
    key: ['team', 'period', 'said_by'],
    channels: {
      facility: {
        standings: ['member', 'mentor', 'steward'],
        own: 'facility',
      },
      team: {
        standings: ['member'],
        own: null,
      },
    },
  },
  proposal: {
    key: [],
    channels: {
      team: {
        standings: ['member'],
        own: null,
      },
    },
  },
  readiness: {
    key: [],
    channels: {
      collaborative: {
        standings: ['mentor', 'official', 'steward'],
        own: null,
      },
    },
  },
  recognition: {
    key: [],
    channels: {
      collaborative: {
        standings: ['head', 'member', 'mentor', 'staff', 'steward'],
        own: 'facility',
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
  referral: {
    key: [],
    channels: {
      collaborative: {
        standings: ['head', 'member', 'staff'],
        own: 'facility',
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
  reply: {
    key: [],
    channels: {
      collaborative: {
        standings: ['head', 'member', 'staff'],
        own: 'facility',
      },
    },
  },
  report_answer: {
    key: [],
    channels: {
      collaborative: {
        standings: ['mentor', 'official', 'steward'],
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
  session_slip: {
    key: [],
    channels: {
      collaborative: {
        standings: ['mentor', 'steward'],
        own: null,
      },
    },
  },
  settled: {
    key: ['loan', 'way', 'part'],
    channels: {
      collaborative: {
        standings: ['head', 'member', 'staff'],
        own: 'facility',
      },
    },
  },
  shared: {
    key: [],
    channels: {
      collaborative: {
        standings: ['head', 'member', 'mentor', 'staff', 'steward'],
        own: 'facility',
      },
    },
  },
  skill_held: {
    key: ['person', 'skill'],
    channels: {
      facility: {
        standings: ['head', 'member', 'staff', 'steward'],
        own: null,
      },
    },
  },
  spare: {
    key: [],
    channels: {
      collaborative: {
        standings: ['head', 'member', 'staff'],
        own: 'facility',
      },
    },
  },
  stock: {
    key: ['item', 'day'],
    channels: {
      facility: {
        standings: ['head', 'member', 'staff'],
        own: 'facility',
      },
    },
  },
  take_home: {
    key: [],
    channels: {
      collaborative: {
        standings: ['head', 'member', 'mentor', 'staff', 'steward'],
        own: 'facility',
      },
    },
  },
  taking_part: {
    key: ['collaborative', 'facility'],
    channels: {
      collaborative: {
        standings: ['mentor', 'steward'],
        own: null,
      },
    },
  },
  task: {
    key: [],
    channels: {
      facility: {
        standings: ['head', 'member', 'staff'],
        own: 'facility',
      },
      team: {
        standings: ['member'],
        own: null,
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
  thanks: {
    key: [],
    channels: {
      collaborative: {
        standings: ['head', 'member', 'mentor', 'staff', 'steward'],
        own: 'facility',
      },
    },
  },
  visit: {
    key: [],
    channels: {
      facility: {
        standings: ['mentor', 'steward'],
        own: null,
      },
    },
  },
  visit_asked: {
    key: [],
    channels: {
      facility: {
        standings: ['head', 'member', 'mentor', 'staff', 'steward'],
        own: 'facility',
      },
    },
  },
  voice: {
    key: [],
    channels: {
      team: {
        standings: ['member'],
        own: null,
      },
    },
  },
  vote: {
    key: ['proposal', 'slip'],
    channels: {
      team: {
        standings: ['member'],
        own: null,
      },
    },
  },
  wall_question: {
    key: [],
    channels: {
      collaborative: {
        standings: ['mentor', 'steward'],
        own: null,
      },
    },
  },
  watched_item: {
    key: [],
    channels: {
      facility: {
        standings: ['head', 'member', 'staff'],
        own: 'facility',
      },
    },
  },
};
