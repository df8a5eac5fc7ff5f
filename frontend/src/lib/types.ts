// Made from the server's structs by `python -m desireline.server.typescript`; a test compares. Do not edit.

/** One touchpoint in its stage. */
export interface Cell {
  /** The touchpoint's name. */
  readonly touchpoint: string;
  /** What people see. */
  readonly label: string;
  /** The channel most of its events came through. */
  readonly channel: string;
  /** Customers with at least one journey that came by here. */
  readonly customers: number;
  /** Journeys with at least one event here, their aftermath included. */
  readonly journeys: number;
  /** Events here, those in no journey of this type included. */
  readonly events: number;
  /** Journeys that ended here short of the goal. */
  readonly lost: number;
  /** Whether it is a goal of this journey type. */
  readonly goal: boolean;
  /** Scores given here, where there are any. */
  readonly score: Score | null;
  /** The commonest touchpoints directly before, most first. */
  readonly ways_in: readonly Edge[];
  /** The commonest touchpoints directly after, most first. */
  readonly ways_out: readonly Edge[];
}

/** A way into or out of a touchpoint or stage: what came directly before or after, within a journey. */
export interface Edge {
  /** The other touchpoint's name; null where the journey starts or ends here. */
  readonly name: string | null;
  /** What people see. */
  readonly label: string;
  /** How many times journeys went this way. */
  readonly count: number;
  /** Customers with at least one journey that did. */
  readonly customers: number;
}

/** That the server answers, and which version it is. */
export interface Health {
  readonly status: "ok";
  readonly version: string;
}

/** A place where journeys end short of their goal. */
export interface Leak {
  /** The last touchpoint before the silence. */
  readonly touchpoint: string;
  /** What people see. */
  readonly label: string;
  /** Its stage. */
  readonly stage: string | null;
  /** Customers lost here: with at least one journey that ended here short of the goal. */
  readonly customers: number;
  /** Whether no other touchpoint of the data loses more customers. */
  readonly most: boolean;
  /** Finished journeys that ended here short of the goal, of the finished journeys that came by. */
  readonly lost: Share;
  /** A cautious estimate: journeys lost here × the lower end of the interval of the share of the other finished journeys coming by that reach the goal; null where fewer than 30 others came by. */
  readonly goals_lost: number | null;
}

/** A journey map from data, ready to draw. */
export interface MapView {
  /** What the business is called. */
  readonly project: string;
  /** Name of the journey type. */
  readonly journey: string;
  /** What people see for the journey type. */
  readonly label: string;
  /** The language of the labels. */
  readonly language: "en" | "hu" | "ru" | "zh-Hant";
  /** Zone of the days shown. */
  readonly time_zone: string;
  /** Time of the first event, µs since 1970 UTC; null in an empty project. */
  readonly first_us: number | null;
  /** The end of the data: time of the last event that does not lie in the future, anonymous ones included. */
  readonly last_us: number | null;
  /** Events of customers (anonymous events are counted apart). */
  readonly events: number;
  /** All customers, those without a journey of this type included. */
  readonly customers: number;
  /** Events without any usable identifier; nobody's, and in no other number here. */
  readonly anonymous_events: number;
  /** Journeys of this type. */
  readonly journeys: number;
  /** Journeys in no share: they may still go on, or began less than the gap before the end of the data. */
  readonly open_journeys: number;
  /** Journeys that reached the goal, of the finished: begun at least the gap before the data end, and not open; null where no touchpoint of the data is the goal. */
  readonly reached: Share | null;
  /** Journeys that went silent past the gap, were taken up again by a recovery touchpoint and reached the goal. */
  readonly recovered: number;
  /** Names of the goal's touchpoints. */
  readonly goals: readonly string[];
  /** The silence, in seconds, after which a goal counts as missed. */
  readonly gap_s: number;
  /** The stages in order. */
  readonly stages: readonly StageColumn[];
  /** Touchpoints without a stage, most customers first. */
  readonly unstaged: readonly Cell[];
  /** Touchpoints without a stage left out of `unstaged` (the rarest). */
  readonly unstaged_hidden: number;
  /** The worst leaks, worst first; three at most. */
  readonly leaks: readonly Leak[];
}

/** What went wrong: a stable code for programs, a sentence for people. */
export interface Problem {
  readonly code: string;
  readonly message: string;
}

/** What customers said in numbers, on one scale. */
export interface Score {
  /** Mean of the answers. */
  readonly mean: number;
  /** Lower end of the mean's 95 % interval. */
  readonly low: number;
  /** Upper end of the mean's 95 % interval. */
  readonly high: number;
  /** How many answers. */
  readonly answers: number;
  /** The lowest answer that can be given. */
  readonly scale_min: number;
  /** The highest answer that can be given. */
  readonly scale_max: number;
}

/** A part of a whole, with its 95 % Wilson interval. */
export interface Share {
  /** `count / of`; null where `of` is 0. */
  readonly share: number | null;
  /** Lower end of the interval. */
  readonly low: number | null;
  /** Upper end of the interval. */
  readonly high: number | null;
  /** How many. */
  readonly count: number;
  /** Of how many: the denominator. */
  readonly of: number;
}

/** One stage of the map with its touchpoints. */
export interface StageColumn {
  /** The stage's name. */
  readonly stage: string;
  /** What people see. */
  readonly label: string;
  /** Name of the icon. */
  readonly icon: string;
  /** Customers with at least one journey that reached this stage. */
  readonly customers: number;
  /** Journeys that reached this stage. */
  readonly journeys: number;
  /** Finished journeys that, after first reaching this stage, reached a later one; null for the last stage with touchpoints. */
  readonly onward: Share | null;
  /** Median seconds from first reaching this stage to first reaching a later one after it. */
  readonly median_s: number | null;
  /** Scores given in this stage, on the scale that most of them were given on. */
  readonly score: Score | null;
  /** Touchpoints, most customers first. */
  readonly cells: readonly Cell[];
  /** Touchpoints of this stage left out of `cells` (the rarest). */
  readonly hidden: number;
}
