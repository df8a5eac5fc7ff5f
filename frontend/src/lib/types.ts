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

/** All shares of two answers, most certain differences first. */
export interface Comparison {
  readonly rows: readonly Difference[];
  /** How many differences were tested: what p-values are corrected for. */
  readonly tested: number;
  /** Customers on both sides; the intervals account for them. */
  readonly in_both: number;
}

/** One share in both answers. */
export interface Difference {
  /** Where it stands, by name: `steps/cart`. */
  readonly id: string;
  /** In the answer. */
  readonly share: Share;
  /** In the one it is compared with. */
  readonly other: Share;
  /** `share - other`, in shares of one; null where one has no denominator. */
  readonly difference: number | null;
  /** Lower end of the difference's 95 % interval; null where it cannot be told. */
  readonly low: number | null;
  /** Upper end of it. */
  readonly high: number | null;
  /** p-value of no difference, corrected by Holm for all rows; null where it cannot be told. */
  readonly p: number | null;
  /** What can be said at the 5 % level after the correction. */
  readonly verdict: "cannot tell" | "higher" | "lower";
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

/** One kind of question, as a form needs it. */
export interface Form {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** JSON Schema of its parameters. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Customers that did step 1, then step 2, and so on, within a window after step 1. A customer counts once, by the furthest try; of equally far tries the earliest gives the times. Other events may lie between. A step is reached at or after the time of the step before, by a later event: events of equal time are taken in the order of their source. */
export interface Funnel {
  /** A selection: what is counted, such as country = "HU" and did("checkout"). */
  readonly where?: string | null;
  /** Only events of these days: 2026-03, 2026-01-01..2026-03-31 or last 30d. */
  readonly period?: string | null;
  /** A dimension: one answer for each of its values. */
  readonly by?: string | null;
  /** Another selection to compare with. */
  readonly compare?: string | null;
  /** Touchpoints, in order. */
  readonly steps: readonly string[];
  /** Time allowed after step 1, such as 7d; `none` for no limit. */
  readonly window?: string;
}

/** How far customers got. */
export interface FunnelResult {
  readonly steps: readonly FunnelStep[];
  /** All customers. */
  readonly customers: number;
}

/** One step of a funnel. */
export interface FunnelStep {
  /** The touchpoint. */
  readonly step: string;
  /** Customers who reached it, having reached all before it in order. */
  readonly customers: number;
  /** `customers / of`; null where `of` is 0. */
  readonly share: number | null;
  /** Lower end of the share's 95 % Wilson interval. */
  readonly low: number | null;
  /** Upper end of it. */
  readonly high: number | null;
  /** Customers who reached the step before; all customers for the first. */
  readonly of: number;
  /** `customers` of those who reached the first step. */
  readonly share_of_first: Share;
  /** Median seconds from the step before; null for the first. */
  readonly median_s: number | null;
}

/** That the server answers, and which version it is. */
export interface Health {
  readonly status: "ok";
  readonly version: string;
}

/** Journeys of one type: how many there are, how they end, how long the successful ones take. A journey that may still go on when the data end is in no share: whether it succeeds cannot be told yet. Neither is one that began less than the gap before the end: of those, the quick winners show and the losers do not yet. */
export interface JourneyOutcomes {
  /** A selection: what is counted, such as country = "HU" and did("checkout"). */
  readonly where?: string | null;
  /** Only events of these days: 2026-03, 2026-01-01..2026-03-31 or last 30d. */
  readonly period?: string | null;
  /** A dimension: one answer for each of its values. */
  readonly by?: string | null;
  /** Another selection to compare with. */
  readonly compare?: string | null;
  /** The journey type; the settings' first where none is given. */
  readonly journey?: string | null;
}

/** Journeys of one type in numbers. */
export interface JourneyOutcomesResult {
  /** The journey type. */
  readonly journey: string;
  /** All of them. */
  readonly journeys: number;
  /** Customers with at least one. */
  readonly customers: number;
  /** Journeys that reached the goal, of the finished: begun at least the gap before the data end, and not open. */
  readonly reached: Share;
  /** Journeys that fell silent for longer than the gap short of the goal. */
  readonly missed: number;
  /** Journeys in no share: they may still go on when the data end, or began less than the gap before. */
  readonly open: number;
  /** Journeys among those that reached the goal, after a silence that a recovery touchpoint ended. */
  readonly recovered: number;
  /** Median seconds from start to goal of finished journeys; null where none reached it. */
  readonly median_s: number | null;
  /** Mean number of events a journey; null without journeys. */
  readonly mean_events: number | null;
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

/** One of the members, for people to read. */
export interface Member {
  readonly customer: string;
  readonly first_us: number | null;
  readonly last_us: number | null;
}

/** Moments that fit a pattern: how many customers have them, when, and what follows. The pattern is looked for in each customer's whole history, and in each journey by itself. */
export interface MicroMoments {
  /** A selection: what is counted, such as country = "HU" and did("checkout"). */
  readonly where?: string | null;
  /** Only events of these days: 2026-03, 2026-01-01..2026-03-31 or last 30d. */
  readonly period?: string | null;
  /** A dimension: one answer for each of its values. */
  readonly by?: string | null;
  /** Another selection to compare with. */
  readonly compare?: string | null;
  /** What to look for, such as checkout, !order within 1h; see the guide to patterns. */
  readonly pattern: string;
  /** The journey type; the settings' first where none is given. */
  readonly journey?: string | null;
}

/** Everything about the moments that fit a pattern. */
export interface MicroMomentsResult {
  /** The pattern in its usual form. */
  readonly pattern: string;
  /** Customers with at least one moment, of all customers. */
  readonly matched: Share;
  /** Customers of whom it cannot be told yet: the data end before the pattern's window does. */
  readonly undecided: number;
  /** Occurrences, one after the other without sharing events; each opens as its span of events. */
  readonly moments: number;
  /** Journeys within which it occurs, of all journeys of the type, open ones included. */
  readonly journeys: Share;
  /** Median seconds from a moment's first event to its last; null without any. */
  readonly median_s: number | null;
  /** What directly followed moments, most first. */
  readonly next: readonly NextStep[];
  /** The latest moments, latest first. */
  readonly rows: readonly Moment[];
}

/** One occurrence of the pattern. */
export interface Moment {
  /** Whose. */
  readonly customer: string;
  /** Its first event, µs since 1970, UTC. */
  readonly first_us: number;
  /** Its last event. */
  readonly last_us: number;
}

/** What directly followed. */
export interface NextStep {
  /** The touchpoint; null: nothing more of this customer. */
  readonly to: string | null;
  /** Customers with at least one moment that went on so. */
  readonly customers: number;
  /** Moments that went on so; opens into the moments. */
  readonly count: number;
}

/** Exactly those whom a count counted. */
export interface People {
  readonly unit: string;
  /** How many in all. */
  readonly count: number;
  readonly rows: readonly Member[];
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

/** One touchpoint directly followed by another. */
export interface Transition {
  /** The first touchpoint; null: the customer's events start here. */
  readonly from: string | null;
  /** The next touchpoint; null: the customer's events end here. */
  readonly to: string | null;
  /** Customers who did so at least once. */
  readonly customers: number;
  /** How many times; opens into the events gone to, or the last ones. */
  readonly count: number;
  /** Exact median of the seconds between; null at starts and ends. */
  readonly median_s: number | null;
}

/** Which touchpoint directly follows which, over each customer's whole history. Events of equal time are taken in the order of their source. Starts and ends of customers' histories are rows of their own. */
export interface Transitions {
  /** A selection: what is counted, such as country = "HU" and did("checkout"). */
  readonly where?: string | null;
  /** Only events of these days: 2026-03, 2026-01-01..2026-03-31 or last 30d. */
  readonly period?: string | null;
  /** A dimension: one answer for each of its values. */
  readonly by?: string | null;
  /** Another selection to compare with. */
  readonly compare?: string | null;
  /** Whether to work out the median time of each; without them the answer comes sooner. */
  readonly medians?: boolean;
}

/** All transitions. */
export interface TransitionsResult {
  /** Most times first. */
  readonly rows: readonly Transition[];
  /** All customers. */
  readonly customers: number;
  /** All events of customers. */
  readonly events: number;
}

/** Visits: events of one customer with pauses of at most the gap. */
export interface Visits {
  /** A selection: what is counted, such as country = "HU" and did("checkout"). */
  readonly where?: string | null;
  /** Only events of these days: 2026-03, 2026-01-01..2026-03-31 or last 30d. */
  readonly period?: string | null;
  /** A dimension: one answer for each of its values. */
  readonly by?: string | null;
  /** Another selection to compare with. */
  readonly compare?: string | null;
  /** The pause that ends a visit; the settings' `visit_gap` where none is given. */
  readonly gap?: string | null;
}

/** Visits in numbers. */
export interface VisitsResult {
  /** How many visits. */
  readonly visits: number;
  /** Customers with at least one. */
  readonly customers: number;
  /** Events in all visits. */
  readonly events: number;
  /** Visits of a single event, of all visits. */
  readonly bounce: Share;
  /** Mean seconds from a visit's first event to its last; null without visits. */
  readonly mean_s: number | null;
  /** Median of the same. */
  readonly median_s: number | null;
}
