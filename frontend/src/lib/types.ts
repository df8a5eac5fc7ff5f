// Made from the server's structs by `python -m desireline.server.typescript`; a test compares. Do not edit.

/** What of a suggestion is wanted. */
export interface AcceptedParts {
  /** Ids of what is wanted; null: all of it. */
  readonly ids?: readonly string[] | null;
}

/** Somebody who can sign in. */
export interface Account {
  readonly id: number;
  /** A name or an e-mail address, once in the project; letter case is ignored. */
  readonly name: string;
  readonly role: "admin" | "analyst" | "editor" | "viewer";
  /** The language of the app; the browser's where none is given. */
  readonly language: "en" | "hu" | "ru" | "zh-Hant" | null;
  /** Cannot sign in, and its keys do not work. */
  readonly disabled: boolean;
  /** False where it signs in by the organisation's own sign-in. */
  readonly has_password: boolean;
  /** µs since 1970, UTC. */
  readonly created_us: number;
  /** When it last signed in; null where it never did. */
  readonly signed_in_us: number | null;
}

/** What shall be different; what is left out stays. */
export interface AccountChange {
  readonly role?: "admin" | "analyst" | "editor" | "viewer";
  readonly disabled?: boolean;
  readonly password?: string;
  readonly language?: "en" | "hu" | "ru" | "zh-Hant" | null;
}

/** One thing to do. */
export interface Advice {
  /** import: there are no data; suggest: no touchpoint has a rule; goal: no journey type has a goal that the data have; stale: the data end long ago; quiet: a source has fallen silent; rejects: rows could not be read; unstaged: touchpoints that no rule names have no stage; leak: where most is lost; segment, question: one that cannot be asked. */
  readonly kind: "goal" | "import" | "leak" | "question" | "quiet" | "rejects" | "segment" | "stale" | "suggest" | "unstaged";
  /** What is the matter and what to do, in one sentence. */
  readonly text: string;
  /** Where it is done. */
  readonly room: "data" | "explore" | "map" | "people";
  /** How many: rows, touchpoints, days, customers, as the text says. */
  readonly n: number;
  /** Of the source, touchpoint, segment or question (its id) it is about. */
  readonly name?: string | null;
  /** Where the customers behind it stand on the map: `POST /map/people` opens it. */
  readonly cell?: string | null;
}

/** Events that carry such an amount of money, in one currency. */
export interface Amount {
  readonly kind: "value";
  readonly comparison: "!=" | "<" | "<=" | "=" | ">" | ">=";
  /** In major units: 100 or 99.90. */
  readonly amount: string;
  readonly currency?: string | null;
}

/** What all conditions pick. */
export interface And {
  readonly kind: "and";
  readonly parts: readonly (And | Or | Not | Is | IsNone | Like | Amount | Scored | Time | Did | First | Pattern | Segment)[];
}

/** One table of an answer. */
export interface AnswerTable {
  /** The list it shows: rows, steps; `facts` for what stands in no list, `comparison` for the differences. */
  readonly name: string;
  /** In the asker's language. */
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  /** How many rows there are; all of them, or more than are given. */
  readonly rows_in_all: number;
}

/** A key, without its secret. */
export interface ApiKey {
  readonly id: number;
  /** What it is for. */
  readonly name: string;
  /** Whose it is; null where it was made on this machine without an account. */
  readonly account: string | null;
  readonly account_id: number | null;
  /** What it may do, as far as its account may. */
  readonly scopes: readonly Right[];
  /** µs since 1970, UTC. */
  readonly created_us: number;
  /** When it ends; null where it does not. */
  readonly expires_us: number | null;
  /** When it was last used, to a minute. */
  readonly used_us: number | null;
}

/** A file that is left aside. */
export interface AsidePreview {
  readonly file: string;
  /** What corrections would call it. */
  readonly table: string;
  readonly reason: string;
  /** Whether it cannot be read and was not left aside as asked: nothing can be imported while there is one. */
  readonly damaged?: boolean;
  /** Where in the corrections it would be said otherwise: keys, and places in lists. */
  readonly path?: readonly (string | number)[];
}

/** Which channels or touchpoints get the credit for goals. All events of a journey before its goal are touches; the goal's own event is none, and what follows it does not count. Journeys count as in `journeys`: those too recent to tell are left out. Events in a row of the same name are one touch, at the time of the last. Counting rules give each goal away whole: to the first touch, the last, the last that is not direct, in equal parts, by position, by age (each half-life before the last touch halves a touch's part). The Markov chain of order one takes missed journeys into account: a name's credit is by how many goals would be lost if every journey that comes to it ended there, solved exactly. Repeats in a row make no difference to it. Intervals are by the jackknife over 32 groups of customers: they say how shares of credit vary with who came, given so many goals. Credit is not effect: what would have happened anyway, no rule can tell. */
export interface Attribution {
  /** A selection: what is counted, such as country = "HU" and did("checkout"). */
  readonly where?: string | null;
  /** Only events of these days: 2026-03, 2026-01-01..2026-03-31 or last 30d. */
  readonly period?: string | null;
  /** A dimension: one answer for each of its values. */
  readonly by?: string | null;
  /** Another selection to compare with. */
  readonly compare?: string | null;
  /** Who gets credit: channel or touchpoint. */
  readonly to?: "channel" | "touchpoint";
  /** The journey type; the settings' first where none is given. */
  readonly journey?: string | null;
  /** Names that `last_non_direct` passes over, such as web: ways in rather than reasons. */
  readonly direct?: readonly string[];
  /** Time in which a touch loses half its weight for `decay`. */
  readonly half_life?: string;
  /** Whether events in a row of the same name are one touch; else each is one. */
  readonly collapse?: boolean;
}

/** Credit for goals. */
export interface AttributionResult {
  /** channel or touchpoint. */
  readonly to: "channel" | "touchpoint";
  /** The journey type. */
  readonly journey: string;
  /** Most credit by the Markov chain first. */
  readonly rows: readonly Credit[];
  /** The same in money, where goal events carry values: rows in their order for each currency. */
  readonly values: readonly ValueCredit[];
  /** Finished journeys with any event before their goal or end. */
  readonly journeys: number;
  /** Those of them that reached the goal: what credit is given for. */
  readonly goals: number;
  /** Finished journeys that are nothing but their goal: credit for none. */
  readonly untouched: number;
}

/** Some rows of the trail. */
export interface AuditPage {
  /** How many rows fit the filters, on all pages. */
  readonly total: number;
  /** The newest first. */
  readonly rows: readonly AuditRow[];
  /** Every kind that the trail holds, to filter by. */
  readonly kinds: readonly string[];
  /** Everybody whom the trail names, to filter by. */
  readonly names: readonly string[];
}

/** One thing that somebody did. */
export interface AuditRow {
  readonly id: number;
  /** When: µs since 1970, UTC. */
  readonly at_us: number;
  /** The account's name then; `local` for whoever owns the machine. */
  readonly who: string;
  /** The role then; null for whoever is not known. */
  readonly role: string | null;
  /** address, account, key, command or nobody. */
  readonly via: string;
  /** Such as person.seen, import.started, signed.in. */
  readonly what: string;
  /** Which one: ids and counts, no personal values. */
  readonly about: Readonly<Record<string, unknown>>;
  /** From which network address. */
  readonly address: string | null;
}

/** One backup that lies with the project. */
export interface Backup {
  /** Of its file. */
  readonly name: string;
  /** When it was begun: µs since 1970, UTC. */
  readonly at_us: number;
  readonly bytes: number;
}

/** A build, asked for by hand. */
export interface BuildRequest {
  /** Build anew even where nothing changed. */
  readonly full?: boolean;
}

/** How the packed journeys are. */
export interface BuiltState {
  /** current: whole (as far as was looked) and up to date; stale: data or rules have changed since; never: nothing was built; damaged: they cannot be used. */
  readonly state: "current" | "damaged" | "never" | "stale";
  /** Why they cannot be used, where they cannot. */
  readonly why?: string | null;
  /** When they were built: µs since 1970, UTC. */
  readonly built_us?: number | null;
  readonly customers?: number | null;
  /** Events of customers. */
  readonly events?: number | null;
  readonly anonymous_events?: number | null;
  /** Events among them that lie in the overlay. */
  readonly overlay_events?: number | null;
  /** Of the events of customers. */
  readonly overlay_share?: number | null;
}

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

/** Which channel it happened through. */
export interface ChannelRule {
  /** The column that says so. */
  readonly column?: string | null;
  /** What the column's values mean; letter case is ignored. */
  readonly values?: Readonly<Record<string, "ads" | "app" | "chat" | "email" | "mail" | "other" | "phone" | "review" | "sales" | "search" | "social" | "store" | "support" | "survey" | "web">>;
  /** The channel of rows whose column says nothing known. */
  readonly const?: "ads" | "app" | "chat" | "email" | "mail" | "other" | "phone" | "review" | "sales" | "search" | "social" | "store" | "support" | "survey" | "web";
}

/** One channel. */
export interface ChannelSummary {
  readonly channel: string;
  /** Customers with any event by it. */
  readonly customers: number;
  /** Events of customers by it. */
  readonly events: number;
  /** Day of its newest event, as 2026-03-02. */
  readonly last_day: string;
  /** Seconds from its newest event to the end of the data. */
  readonly age_s: number;
}

/** What a customer did by one channel. */
export interface ChannelUse {
  readonly channel: string;
  readonly events: number;
  readonly last_us: number;
}

/** One of the values that a parameter allows. */
export interface Choice {
  readonly value: string;
  /** What people read, in the asker's language. */
  readonly title: string;
}

/** All that selections can name. */
export interface Choices {
  /** Channel, touchpoint and stage first. */
  readonly dimensions: readonly DimensionChoice[];
  /** Most events first. */
  readonly touchpoints: readonly TouchpointChoice[];
  readonly segments: readonly string[];
  /** Journey types. */
  readonly journeys: readonly string[];
  /** Of the amounts in the data. */
  readonly currencies: readonly string[];
  /** The project's: meant where an amount names none. */
  readonly currency: string;
  /** Lowest and highest answer of each. */
  readonly scales: readonly (readonly [number, number])[];
  readonly first_us: number | null;
  readonly last_us: number | null;
}

/** One cohort. */
export interface CohortSize {
  /** First day of its period, such as 2026-03-02. */
  readonly cohort: string;
  /** Customers who first did it in this period. */
  readonly customers: number;
}

/** The shares of two answers, the 40 foremost of either, most certain differences first. */
export interface Comparison {
  readonly rows: readonly Difference[];
  /** How many differences were tested: what p-values are corrected for. */
  readonly tested: number;
  /** Customers on both sides; the intervals account for them. */
  readonly in_both: number;
}

/** What is said about an upload instead of guessed. */
export interface Corrections {
  /** By the table's name: the source's name as the file's name gives it. */
  readonly tables?: Readonly<Record<string, TableCorrection>>;
  /** By the file's name, with the folders it came in. */
  readonly files?: Readonly<Record<string, FileCorrection>>;
}

/** How many customers a selection picks. `GET /people?where=` lists them, and so does the count `/customers` of the question `visits`. */
export interface Counted {
  readonly customers: number;
  /** Of all customers. */
  readonly share: Share;
}

/** One channel's or touchpoint's credit. Each rule's credits add up to the answer's `goals`. */
export interface Credit {
  /** The channel or touchpoint. */
  readonly name: string;
  /** Finished journeys it took part in before their end. */
  readonly journeys: number;
  /** Those of them that reached the goal. */
  readonly goals: number;
  /** Goals of journeys that it began. */
  readonly first: number;
  /** Goals that it came right before. */
  readonly last: number;
  /** Goals that it came before as the last that is not `direct`; the last gets them where all are. Null where no `direct` is named. */
  readonly last_non_direct: number | null;
  /** Goals in equal parts among a journey's touches. */
  readonly linear: number;
  /** 40 % of each goal to the first touch, 40 % to the last, 20 % to those between. */
  readonly position: number;
  /** Goals in parts that halve with each half-life before the last touch. */
  readonly decay: number;
  /** Goals by Shapley value, where a set of names is worth the goals of journeys that touched nothing else: exactly an equal part of each goal to each name that took part in its journey. */
  readonly shapley: number;
  /** Lower end of its 95 % interval, given so many goals. */
  readonly shapley_low: number | null;
  /** Upper end; null with few customers. */
  readonly shapley_high: number | null;
  /** Goals by removal effect; null where none was reached. */
  readonly markov: number | null;
  /** Lower end of its 95 % interval, given so many goals. */
  readonly markov_low: number | null;
  /** Upper end; null with few customers. */
  readonly markov_high: number | null;
  /** Share of `goals` that an order-one chain would lose if it broke every journey that comes by. */
  readonly removal: number | null;
}

/** The currency of amounts. */
export interface CurrencyRule {
  /** The column that holds an ISO 4217 code. */
  readonly column?: string | null;
  /** A fixed code; the project's currency where neither is given. */
  readonly const?: string | null;
}

/** One customer in a list. */
export interface CustomerRow {
  /** The stable id. */
  readonly customer: string;
  /** What people know them by best. */
  readonly shown: Identifier | null;
  /** Their identifiers that hold the text that was looked for; none without text. */
  readonly matched: readonly Identifier[];
  /** By which they came, most events first. */
  readonly channels: readonly string[];
  readonly first_us: number;
  readonly last_us: number;
  readonly events: number;
  /** Of each type of which they have any. */
  readonly journeys: readonly JourneysInShort[];
  /** The sum of what their events carry, by currency. */
  readonly worth: readonly Money[];
}

/** Customers with about so many identifiers. */
export interface CustomersOfSize {
  /** The fewest identifiers they have. */
  readonly least: number;
  /** The most; null: no bound. */
  readonly most: number | null;
  readonly customers: number;
}

/** Which data and settings answers rest on now. */
export interface DataChange {
  /** Answers change only with it; null where there is none yet. */
  readonly version: string | null;
  /** Why newer data or settings cannot be used: a mistake in desireline.yaml. */
  readonly problem: Problem | null;
}

/** One day of the project's time zone. */
export interface Day {
  /** As 2026-03-02. */
  readonly day: string;
  /** Customers with any event on it. */
  readonly customers: number;
  /** Events of customers on it. */
  readonly events: number;
  /** Whether the data reach to its end; else its counts may still grow. */
  readonly complete: boolean;
}

/** Customers with such events, at least one where nothing else is said. Where `within` is given and no relation, it is the time after an event of the nearest `did` before it within the same `and`. */
export interface Did {
  readonly kind: "did";
  /** Touchpoints, any of which will do. */
  readonly touchpoints: readonly string[];
  /** What else must hold of the event. */
  readonly where?: And | Or | Not | Is | IsNone | Like | Amount | Scored | Time | Did | First | Pattern | Segment | null;
  readonly times?: Times | null;
  /** When the events were. */
  readonly period?: string | null;
  /** How long at most from one to the other, such as 7d. */
  readonly within?: string | null;
  /** Where it lies to an event of `other`; of: either. */
  readonly relation?: "after" | "before" | "of" | null;
  /** Touchpoints of the relation, any of which will do. */
  readonly other?: readonly string[];
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

/** A dimension and its values. */
export interface DimensionChoice {
  readonly dimension: string;
  /** What people call it. */
  readonly label: string;
  /** Whether customers, journeys or events have it. */
  readonly scope: "customer" | "event" | "journey";
  /** What `count` counts. */
  readonly unit: "customers" | "events";
  /** The commonest first, of equally common ones by name. */
  readonly values: readonly ValueChoice[];
  /** How many values there are, those not listed among them. */
  readonly found: number;
  /** How many have no value. */
  readonly none: number;
}

/** A property declared for filtering and comparing. */
export interface DimensionRule {
  /** The dimension's name, once in the project. */
  readonly name: string;
  /** The property it is read from; dots reach into objects. */
  readonly property: string;
  /** event: each event's own value; journey: the journey's first; customer: the customer's last. */
  readonly scope?: "customer" | "event" | "journey";
}

/** Room on the disk that holds the project, in bytes. */
export interface DiskSpace {
  readonly total: number;
  readonly free: number;
  /** By the project's own folders, the largest first. */
  readonly used: Readonly<Record<string, number>>;
}

/** A way into or out of a touchpoint or stage: what came directly before or after, within a journey. */
export interface Edge {
  /** The other touchpoint's name; null where the journey starts or ends here. */
  readonly name: string | null;
  /** What people see. */
  readonly label: string;
  /** How many times journeys went this way; opens into the events gone to, or the journeys' last ones. */
  readonly count: number;
  /** Customers with at least one journey that did. */
  readonly customers: number;
}

/** The sections of `desireline.yaml` that can be changed from outside, as the file says them now. */
export interface EditableSettings {
  /** Of the file: the same text has the same. It is the answer's ETag too. */
  readonly version: string;
  /** What the business is called; null: as its folder. */
  readonly name: string | null;
  readonly language: "en" | "hu" | "ru" | "zh-Hant";
  readonly time_zone: string;
  readonly currency: string;
  readonly country: string | null;
  readonly visit_gap: string;
  /** In order. */
  readonly stages: readonly Stage[];
  /** Rules; the first that takes an event wins. */
  readonly touchpoints: readonly Touchpoint[];
  /** The first is shown when none is asked for. */
  readonly journeys: Readonly<Record<string, JourneyType>>;
  readonly dimensions: readonly DimensionRule[];
  readonly identity: IdentityRules;
}

/** That one customer was erased: when, by whom, how much; nothing that says who it was but the id. */
export interface Erasure {
  readonly id: number;
  /** When: µs since 1970, UTC. */
  readonly at_us: number;
  /** Who asked for it: an account's name, or `local`. */
  readonly by: string;
  /** The customer's id; null where the erasure was to leave no trace. */
  readonly customer: string | null;
  /** Events that left the log. */
  readonly events: number;
  /** Identifiers that the customer had. */
  readonly identifiers: number;
  /** Imports that had brought those events. */
  readonly imports: number;
  /** Rejected rows that named the customer and were removed as well. */
  readonly rejected: number;
  /** Whether imports leave this person out from then on; false: forgotten, or lifted. */
  readonly stays_out: boolean;
  /** When the last copy was off the disk; null: the next build does the rest. */
  readonly finished_us?: number | null;
}

/** A page of the erasures so far. */
export interface ErasureLog {
  /** How many in all. */
  readonly count: number;
  /** The newest first. */
  readonly rows: readonly Erasure[];
}

/** What an erasure would remove. */
export interface ErasurePlan {
  /** The stable id. */
  readonly customer: string;
  /** In the order they were first seen. */
  readonly identifiers: readonly Identifier[];
  readonly events: number;
  /** Most events first. */
  readonly sources: readonly SourceShare[];
  /** Notes that people wrote about the customer. */
  readonly notes: number;
  /** Events of others, or of nobody, whose texts or properties name one of the identifiers: they stay. */
  readonly mentioned: readonly SourceShare[];
  /** Uploads that wait to be imported; all are removed, whoever is in them. */
  readonly uploads: number;
  /** Backups in the project's folder; they stay, and keep the customer. */
  readonly backups: number;
}

/** Events of one name in one channel of one source: what rules are made for. */
export interface EventName {
  readonly source: string;
  readonly channel: string;
  readonly name: string;
  readonly events: number;
  /** Customers with at least one, by the last build; null where a touchpoint takes other names of the channel too. */
  readonly customers: number | null;
  /** To which they go, by the settings as they are. */
  readonly touchpoint: string;
  /** What people call it. */
  readonly label: string;
  /** The touchpoint's. */
  readonly stage: string | null;
  /** Whether a rule takes them; else they are a touchpoint of their own. */
  readonly ruled: boolean;
  /** Touchpoints to which some of them go before, by rules that look at properties. */
  readonly also: readonly string[];
}

/** All names that events have. */
export interface EventNames {
  /** How many rows in all. */
  readonly count: number;
  /** Events of all these rows. */
  readonly events: number;
  /** Those of them that no rule takes. */
  readonly unruled: number;
  /** Most events first. */
  readonly rows: readonly EventName[];
}

/** One event as it lies in the log, with what was made of it. */
export interface EventOfLog {
  readonly id: string;
  /** When it happened: µs since 1970, UTC. */
  readonly at_us: number;
  /** The same in the project's time zone. */
  readonly at: string;
  readonly source: string;
  readonly channel: string;
  /** What the source calls it. */
  readonly name: string;
  /** It belongs to, by the rules of the last build. */
  readonly touchpoint: string;
  /** What people call the touchpoint. */
  readonly label: string;
  /** The customer's id; null: nobody's, or not known before the next build. */
  readonly customer: string | null;
  /** As the source gave them. */
  readonly identifiers: readonly Identifier[];
  /** Amount in minor units of `currency`. */
  readonly value_minor: number | null;
  readonly currency: string | null;
  readonly score: number | null;
  readonly score_min: number | null;
  readonly score_max: number | null;
  /** What the customer wrote. */
  readonly text: string | null;
  /** Of the text. */
  readonly language: string | null;
  /** All else that the source said. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A page of events. */
export interface EventPage {
  /** How many there are in all; null where only reading every event could tell. */
  readonly count: number | null;
  /** Whether there are any behind this page. */
  readonly more: boolean;
  /** How many were skipped. */
  readonly first: number;
  /** The newest first. */
  readonly rows: readonly EventOfLog[];
}

/** Events of one name in one channel of one source. */
export interface EventsOfClass {
  readonly source: string;
  readonly channel: string;
  readonly name: string;
  readonly events: number;
}

/** Events of one touchpoint. */
export interface EventsOfTouchpoint {
  readonly touchpoint: string;
  /** Whether a rule makes it; else it is an event's name that no rule takes. */
  readonly ruled: boolean;
  readonly events: number;
}

/** One event with all that its source said; what the source did not say is null. */
export interface ExportedEvent {
  /** When it happened, in the project's time zone: 2026-03-05T14:20:00+01:00. */
  readonly at: string;
  /** The same: µs since 1970, UTC. */
  readonly ts: number;
  /** When it came into the log: µs since 1970, UTC. */
  readonly received_ts: number;
  readonly id: string;
  readonly source: string;
  /** Its place in the source. */
  readonly seq: number;
  readonly channel: string;
  /** What the source calls it. */
  readonly name: string;
  /** What the project counts it as. */
  readonly touchpoint: string;
  /** As the source gave them. */
  readonly identifiers: readonly Identifier[];
  /** Amount in minor units of `currency`. */
  readonly value_minor: number | null;
  readonly currency: string | null;
  readonly score: number | null;
  /** The lowest answer that could be given. */
  readonly score_min: number | null;
  /** The highest answer that could be given. */
  readonly score_max: number | null;
  /** What the customer wrote. */
  readonly text: string | null;
  /** Of the text. */
  readonly language: string | null;
  /** All other columns, an object; null where there are none. */
  readonly properties: unknown;
}

/** What is said about one file instead of found out. */
export interface FileCorrection {
  /** What the file is. */
  readonly format?: "csv" | "json" | "jsonl" | "parquet" | "xlsx" | null;
  /** The encoding of its text: utf-8, cp1250, big5, … */
  readonly encoding?: string | null;
  /** What parts the fields of a delimited text: one character, or the word `tab`. */
  readonly separator?: string | null;
  /** Whether the file is left aside. */
  readonly aside?: boolean;
}

/** Customers whose first such event was in a period. */
export interface First {
  readonly kind: "first";
  /** Touchpoints, any of which will do. */
  readonly touchpoints: readonly string[];
  readonly period: string;
  /** What else must hold of the event. */
  readonly where?: And | Or | Not | Is | IsNone | Like | Amount | Scored | Time | Did | First | Pattern | Segment | null;
}

/** The beginning of a table. */
export interface FirstRows {
  /** Names, in the order of the file. */
  readonly columns: readonly string[];
  /** Values as text; null where empty. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly events: readonly RowEvent[];
  /** For each row, why it, or a part of it, gives nothing. */
  readonly faults: readonly (string | null)[];
}

/** One kind of question, as a form needs it. */
export interface Form {
  readonly name: string;
  /** In the asker's language. */
  readonly title: string;
  /** What it answers, in one sentence in the asker's language. */
  readonly about: string;
  /** How it counts, in English. */
  readonly description: string;
  /** Its own first, then those that every question has. */
  readonly parameters: readonly Parameter[];
  /** JSON Schema of its parameters. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A page of customers. */
export interface Found {
  /** Customers in all that were found. */
  readonly count: number;
  /** All customers there are. */
  readonly of: number;
  /** How many were skipped. */
  readonly first: number;
  readonly rows: readonly CustomerRow[];
}

/** How fresh the data are. */
export interface Freshness {
  /** The moment that ages are counted to. */
  readonly now_us: number;
  /** When the data end; null without any. */
  readonly last_us: number | null;
  /** From then to now. */
  readonly age_s: number | null;
  /** The one with the newest event first. */
  readonly sources: readonly SourceFreshness[];
}

/** Customers that did step 1, then step 2, and so on, within a window after step 1. A customer counts once, by the furthest try; of equally far tries the earliest gives the times. Other events may lie between. A step is reached at or after the time of the step before, by a later event: events of equal time are taken in the order of their source. Whoever may yet reach a step when the data end stands in `of`, and in no `share_known`. */
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
  /** Customers among `of` who did not reach it but may yet: the window of a try that got to the step before is not over when the data end. 0 for the first step, and without a window. */
  readonly undecided: number;
  /** `customers` of those of whom it can be told: `of - undecided`. */
  readonly share_known: Share;
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

/** The home page. */
export interface Home {
  /** What the business is called. */
  readonly project: string;
  /** Of data and settings; null before anything was built. */
  readonly version: string | null;
  /** What the data say. */
  readonly sentences: readonly string[];
  /** The key counts; none where there are no events of customers. */
  readonly counts: readonly HomeCount[];
  /** Weeks, days, channels and journey types in numbers. */
  readonly overview: OverviewResult | null;
  readonly freshness: Freshness;
  /** What to do next, the most urgent first. */
  readonly next_steps: readonly Advice[];
  /** Questions that stand here, in their order. */
  readonly pinned: readonly SavedQuestion[];
}

/** A count of the home page; it opens as the count of the question `overview` that stands at `cell`. */
export interface HomeCount {
  /** What is counted, in words. */
  readonly title: string;
  readonly value: number;
  readonly unit: "customers" | "events" | "journeys" | "visits";
  /** Where it stands in the answer to `overview` without parameters. */
  readonly cell: string;
  /** Of what it is a part; null where it is a whole. */
  readonly share?: Share | null;
}

/** A value that stands for a person within a namespace. */
export interface Identifier {
  /** user_id, anonymous_id, email, phone, loyalty_card, device_id, crm_id, … */
  readonly namespace: string;
  /** As the source gave it. */
  readonly value: string;
}

/** One identifier of a customer, and why it is theirs. */
export interface IdentifierOfPerson {
  readonly namespace: string;
  /** In the one spelling that all its writings have. */
  readonly value: string;
  /** account: given to one customer; contact: reaches a person; device: a browser, an app. */
  readonly level: "account" | "contact" | "device";
  /** Events of the customer that carry it. */
  readonly events: number;
  /** When the first of them was. */
  readonly first_us: number;
  readonly last_us: number;
  /** The source of the first of them. */
  readonly source: string | null;
  /** What joined it; null for the one that all others were joined to. */
  readonly linked_by: LinkedBy | null;
}

/** How identifiers make customers, by the last build. */
export interface IdentityOverview {
  readonly customers: number;
  /** Events of these customers. */
  readonly events: number;
  /** Events that are nobody's. */
  readonly anonymous: number;
  /** Most events first. */
  readonly namespaces: readonly NamespaceFacts[];
  /** Most events first; pairs without any are left out. */
  readonly links: readonly LinksOfNamespaces[];
  /** The smallest first; sizes that nobody has are left out. */
  readonly sizes: readonly CustomersOfSize[];
}

/** Which identifiers make a customer. */
export interface IdentityRules {
  /** The limit for namespaces that set none. */
  readonly limit?: number;
  /** Rules by namespace: user_id, email, phone, device_id, … */
  readonly namespaces?: Readonly<Record<string, NamespaceRule>>;
}

/** A page of imports. */
export interface ImportList {
  /** How many in all. */
  readonly count: number;
  /** The newest first, those taken back included. */
  readonly rows: readonly ImportSummary[];
}

/** An upload to be imported, with the corrections made to it. */
export interface ImportRequest {
  /** The upload's id. */
  readonly upload: string;
  /** Read everything, count, and change nothing. */
  readonly dry_run?: boolean;
}

/** One import. */
export interface ImportSummary {
  readonly id: number;
  /** When: µs since 1970, UTC. */
  readonly at_us: number;
  readonly source: string;
  /** Names, without the folders they lay in. */
  readonly files: readonly string[];
  /** Rows read. */
  readonly rows: number;
  /** Events added. */
  readonly events: number;
  /** Measures added. */
  readonly measures: number;
  /** Rows identical to an earlier row of the same file; kept, and in `events`. */
  readonly repeats: number;
  /** Events the log had already; not added again. */
  readonly known: number;
  /** Events of people who had been erased before; left out. */
  readonly erased: number;
  /** Events whose customers were erased since; `events` counts them. */
  readonly erased_since: number;
  /** Rows that could not be placed. */
  readonly rejected: number;
  /** Whether those rows can be looked at. */
  readonly has_rejects: boolean;
  /** Its earliest event: µs since 1970, UTC; null where it added none. */
  readonly first_us: number | null;
  /** Its latest event. */
  readonly last_us: number | null;
  /** When it was taken back; null where it stands. */
  readonly undone_us: number | null;
}

/** What a program is made of. */
export interface Installed {
  readonly python: string;
  /** Versions; null: not installed. */
  readonly packages: Readonly<Record<string, string | null>>;
  /** Parts that are installed on request: whether they are there. */
  readonly extras: Readonly<Record<string, boolean>>;
}

/** Those with one of these values of a dimension. */
export interface Is {
  readonly kind: "is";
  readonly dimension: string;
  readonly values: readonly string[];
}

/** Those with no value of a dimension. */
export interface IsNone {
  readonly kind: "none";
  readonly dimension: string;
}

/** One piece of long work. */
export interface Job {
  readonly id: number;
  readonly request: JobRequest;
  /** `interrupted`: the server ended while it ran; what it had not finished has left no trace, and it can be started again. */
  readonly state: "cancelled" | "done" | "failed" | "interrupted" | "running" | "waiting";
  /** Who asked for it. */
  readonly by: string;
  /** µs since 1970, UTC. */
  readonly created_us: number;
  readonly started_us?: number | null;
  readonly ended_us?: number | null;
  /** Where it is; null where it does not run. */
  readonly step?: JobStep | null;
  /** Whether it was asked to stop and has not yet. */
  readonly stopping?: boolean;
  /** Whether it can be cancelled: not any more once its import is in the log. */
  readonly stoppable?: boolean;
  /** What it gave, also where a later step failed. */
  readonly outcome?: JobOutcome | null;
  readonly problem?: JobProblem | null;
}

/** A page of jobs. */
export interface JobList {
  /** How many in all. */
  readonly count: number;
  /** The newest first. */
  readonly rows: readonly Job[];
}

/** What a job gave. */
export interface JobOutcome {
  /** For an import: each table that was read. */
  readonly tables?: readonly TableResult[];
  /** For an import: what was left aside, with the reason. */
  readonly refused?: readonly RefusedTable[];
  /** For `undo`: events and measures that left the log with it. */
  readonly undone_events?: number | null;
  /** For `undo`: later imports that had left out some of the same events as known; they have left the log too. */
  readonly import_again?: readonly number[];
  /** For `erase`: its entry in the erasure log. */
  readonly erasure?: number | null;
  /** For `backup`: the name of its file. */
  readonly backup?: string | null;
  /** Events of customers after the build; null where none was made. */
  readonly events?: number | null;
  /** Customers after the build; null where none was made. */
  readonly customers?: number | null;
}

/** Why a job failed. */
export interface JobProblem {
  readonly code: string;
  readonly message: string;
  /** For an import: where in the upload's corrections it lies; empty where that is not known. */
  readonly path?: readonly (string | number)[];
}

/** What a job is to do. */
export interface JobRequest {
  /** `import`: an upload, then build; `undo`: take an import back, then build; `build`: build alone; `erase`: a customer, who is not named here; `backup`: all that cannot be rebuilt, into one file. */
  readonly kind: "backup" | "build" | "erase" | "import" | "undo";
  /** For `import`: the upload's id. */
  readonly upload?: string | null;
  /** For `undo`: the import's id. */
  readonly import_id?: number | null;
  /** For `import`: read everything, count, and change nothing. */
  readonly dry_run?: boolean;
  /** For `build`: build anew even where nothing changed. */
  readonly full?: boolean;
}

/** Where a running job is. */
export interface JobStep {
  /** `wait`: another process is writing; `look`: at the files; `read`: a table; `undo`; `erase`; `pack`: a backup; then those of a build: `identity`, `log` (read), `group`, `write`. */
  readonly name: "erase" | "group" | "identity" | "log" | "look" | "pack" | "read" | "undo" | "wait" | "write";
  /** Of the step, from 1. */
  readonly number: number;
  /** How many steps there are; null until it is known. */
  readonly of: number | null;
  /** For `read`: the source being read. */
  readonly source?: string | null;
  /** Rows of tables read so far. */
  readonly rows?: number;
  /** For `pack`: which part of the step is done, of one. */
  readonly part?: number;
}

/** A journey type that can be asked for. */
export interface JourneyChoice {
  /** As it stands in the settings. */
  readonly name: string;
  /** What people see. */
  readonly label: string;
}

/** One journey of a customer. */
export interface JourneyOfPerson {
  readonly began_us: number;
  /** When its last event was; of an open one, the last so far. */
  readonly ended_us: number;
  /** reached: the goal; recovered: the goal, after a silence that a recovery touchpoint ended; missed: silent for longer than the gap; open: neither when the data end. */
  readonly outcome: "missed" | "open" | "reached" | "recovered";
  readonly events: number;
  /** The stages it came by, in the order of the journey type. */
  readonly stages: readonly string[];
  /** Where it was last, what was only sent to the customer left out. */
  readonly last_touchpoint: string;
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
  /** Journeys that reached the goal, of the finished: begun at least the gap before the data end, and not open; the interval is by customers. */
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

/** One journey type; `journeys` tells more of it. */
export interface JourneySummary {
  /** The journey type. */
  readonly journey: string;
  /** All of them. */
  readonly journeys: number;
  /** Journeys that reached the goal, of the finished; null where the type has no goal. */
  readonly reached: Share | null;
  /** Journeys too recent to tell, in no share. */
  readonly open: number;
}

/** A kind of journey over the same log: where it starts, what it is for, and when it is given up. */
export interface JourneyType {
  /** Touchpoint(s) that end the journey in success. */
  readonly goal: readonly string[] | string;
  /** Touchpoint(s) it starts with; if none is given, any of a stage not after the goal's. */
  readonly start?: readonly string[] | string | null;
  /** Touchpoints that may follow a missed goal: if one of them is the first event after the silence, the journey goes on. */
  readonly recovery?: readonly string[];
  /** The silence after which the goal is taken as missed. */
  readonly gap?: string;
  /** The stages this journey passes, in order; all where none are given. */
  readonly stages?: readonly string[] | null;
  /** What people see. */
  readonly label?: string | Readonly<Record<string, string>> | null;
}

/** The journeys of one type that a customer has made. */
export interface JourneyTypeOfPerson {
  /** The journey type. */
  readonly journey: string;
  /** What people call it. */
  readonly label: string;
  /** Whether the type has a goal: without one, none is reached or missed. */
  readonly has_goal: boolean;
  /** Journeys in all. */
  readonly count: number;
  /** Those that reached the goal, those recovered among them. */
  readonly reached: number;
  readonly missed: number;
  readonly open: number;
  /** The newest first, at most 100; in an export all. */
  readonly journeys: readonly JourneyOfPerson[];
  /** Where the newest stands; null without any. */
  readonly now: Now | null;
}

/** A customer's journeys of one type, counted. */
export interface JourneysInShort {
  /** The journey type. */
  readonly journey: string;
  /** Journeys in all. */
  readonly count: number;
  /** Those that reached the goal. */
  readonly reached: number;
  /** Those that may still go on when the data end. */
  readonly open: number;
}

/** A namespace that is known; one of the project's own is taken as an account's. */
export interface KindOfIdentifier {
  readonly namespace: string;
  readonly level: "account" | "contact" | "device";
}

/** A customer by what is known of them. */
export interface LargeCustomer {
  /** The stable id. */
  readonly customer: string;
  /** What people know them by best. */
  readonly shown: Identifier | null;
  /** How many they have. */
  readonly identifiers: number;
  /** The first seen of them, at most 10. */
  readonly some: readonly Identifier[];
}

/** A page of customers, those with most identifiers first: where too much was joined, it shows here. */
export interface LargeCustomers {
  /** Customers in all. */
  readonly count: number;
  readonly rows: readonly LargeCustomer[];
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

/** A value that events of a customer carry and that links nobody. */
export interface LeftOut {
  readonly namespace: string;
  /** As the source gave it. */
  readonly value: string;
  /** Events of the customer that carry it. */
  readonly events: number;
  /** shared: seen with more values of `seen_with` than `limit`; placeholder: nobody's; namespace: by the settings its values link nobody. */
  readonly reason: "namespace" | "placeholder" | "shared";
  readonly seen_with?: string | null;
  /** With how many of them, in all of the log. */
  readonly values?: number | null;
  readonly limit?: number | null;
}

/** Those whose value of a dimension fits a text in which `*` stands for any characters; letter case is ignored. */
export interface Like {
  readonly kind: "like";
  readonly dimension: string;
  readonly text: string;
}

/** The event that joined an identifier to the customer's others: the first that carries it together with one of them. */
export interface LinkedBy {
  /** Of the identifier it was joined to. */
  readonly namespace: string;
  readonly value: string;
  readonly at_us: number;
  /** Null where the event's import was taken back since the last build. */
  readonly source: string | null;
  /** The event's. */
  readonly name: string | null;
  /** The event's id. */
  readonly event: string | null;
}

/** Events that carry identifiers of two namespaces: what joins these into customers. */
export interface LinksOfNamespaces {
  readonly one: string;
  readonly other: string;
  readonly events: number;
  /** Customers with at least one such event. */
  readonly customers: number;
}

/** Columns taken from a second file: rows join where `on` is equal, at most one row each. */
export interface Lookup {
  /** The second file, relative to the mapping file. */
  readonly file: string;
  /** Column here: column there. */
  readonly on: Readonly<Record<string, string>>;
}

/** A key, with the secret that is shown this once. */
export interface MadeKey {
  readonly key: ApiKey;
  /** To send as `Authorization: Bearer …`; it cannot be had again. */
  readonly secret: string;
}

/** Which number of which map. */
export interface MapPeople {
  /** Where the number stands: /stages/0/cells/1/customers, /leaks/0/lost/count. */
  readonly cell: string;
  /** Name of the journey type; the project's first where none is given. */
  readonly journey?: string | null;
  /** The selection that the map is narrowed to. */
  readonly where?: string | null;
  /** The period that it is narrowed to. */
  readonly period?: string | null;
  /** en, zh-Hant, ru or hu, as the map was asked for. */
  readonly lang?: string | null;
  /** How many to skip. */
  readonly first?: number;
  /** How many to return. */
  readonly most?: number;
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
  /** The selection that the map is narrowed to; null: everybody. */
  readonly where: string | null;
  /** The period that it is narrowed to; null: all of the data. */
  readonly period: string | null;
  /** What the map is narrowed to, in sentences of its language; empty where it is not. */
  readonly narrowed: readonly string[];
  /** Zone of the days shown. */
  readonly time_zone: string;
  /** Time of the first event, µs since 1970 UTC; null where there is none. */
  readonly first_us: number | null;
  /** The end of the data, or of the period if that is earlier: time of the last event that does not lie in the future, anonymous ones included. */
  readonly last_us: number | null;
  /** Events of customers (anonymous events are counted apart). */
  readonly events: number;
  /** All customers, those without a journey of this type included. */
  readonly customers: number;
  /** Events without any usable identifier; nobody's, and in no other number here. Null where the map is narrowed. */
  readonly anonymous_events: number | null;
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

/** How one table is read. */
export interface Mapping {
  /** Events of people, or numbers without people. */
  readonly kind?: "events" | "measures";
  /** When it happened; not given where `moments` are, or where all rows have one day. */
  readonly time?: TimeRule | null;
  /** Several times in a row. */
  readonly moments?: readonly RowMoment[];
  readonly name?: NameRule;
  readonly channel?: ChannelRule;
  /** Namespace: the columns that hold its values. */
  readonly identifiers?: Readonly<Record<string, readonly string[]>>;
  /** The column that numbers events uniquely, where the tool gives one. */
  readonly id?: string | null;
  readonly value?: ValueRule | null;
  readonly score?: ScoreRule | null;
  readonly text?: TextRule | null;
  /** For `kind: measures`: what is measured. */
  readonly measures?: readonly MeasureRule[];
  readonly lookups?: readonly Lookup[];
  /** Columns that are not even kept as properties. */
  readonly ignore?: readonly string[];
}

/** Who is signed in, and what they may do. */
export interface Me {
  /** `local` for whoever opened the printed address. */
  readonly name: string;
  readonly role: "admin" | "analyst" | "editor" | "viewer";
  readonly rights: readonly Right[];
  /** The printed address, an account, or a key. */
  readonly via: "account" | "address" | "key";
  /** Null where there is none. */
  readonly account: Account | null;
  /** That of the account; null: the browser's. */
  readonly language: "en" | "hu" | "ru" | "zh-Hant" | null;
  /** To send as the header x-desireline-csrf with every POST, PUT, PATCH and DELETE; null for keys. */
  readonly csrf: string | null;
  /** Whether there are accounts. */
  readonly accounts: boolean;
}

/** A number without a person, one a row: ad spend, impressions, search rank. */
export interface MeasureRule {
  /** A column's name; in JSON, dots reach into objects (`properties.order.total`). */
  readonly column: string;
  /** What is measured: spend, impressions, clicks, … */
  readonly name: string;
  /** `money`, `count`, `rank`, `share` or another unit. */
  readonly unit?: string;
  /** What parts decimals (`,` in 1.234,50); where not given, each number by its own look. */
  readonly decimal?: "," | "." | null;
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
  /** Customers with at least one moment, of those of whom it can be told: all but `undecided`. */
  readonly matched: Share;
  /** Customers of whom it cannot be told yet: the data end before the pattern's window does. */
  readonly undecided: number;
  /** Occurrences, one after the other without sharing events; each opens as its span of events. */
  readonly moments: number;
  /** Journeys within which it occurs, of the type's journeys of which it can be told, open ones included; the interval is by customers. */
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

/** An amount; of several currencies, none is added to another. */
export interface Money {
  /** In minor units of `currency`. */
  readonly value_minor: number;
  readonly currency: string;
}

/** In which language the app speaks to me. */
export interface MyLanguage {
  /** Null: the browser's. */
  readonly language: "en" | "hu" | "ru" | "zh-Hant" | null;
}

/** What the event is called: the first of `columns` that is filled, else `const`. */
export interface NameRule {
  /** Columns, first filled one wins. */
  readonly columns?: readonly string[];
  /** A fixed name. */
  readonly const?: string | null;
  /** The name where the row's value, or one of its factors, is below zero (`refund`). */
  readonly negative?: string | null;
}

/** A code and what it stands for, in the reader's language. */
export interface NamedCode {
  readonly code: string;
  readonly name: string;
}

/** The identifiers of one namespace. */
export interface NamespaceFacts {
  readonly namespace: string;
  /** account: given to one customer; contact: reaches a person; device: a browser, an app. */
  readonly level: "account" | "contact" | "device";
  /** Whether equal values join events into one customer, by the settings. */
  readonly links: boolean;
  /** Distinct values, each in its one spelling, those set aside included. */
  readonly identifiers: number;
  /** Customers with at least one of them. */
  readonly customers: number;
  /** Events that carry a value, whoever's it is. */
  readonly events: number;
  /** Values that link nobody, as too many share them. */
  readonly set_aside: number;
  /** Values that are nobody's, as they are written. */
  readonly placeholders: number;
}

/** How identifiers of one namespace link events into customers. */
export interface NamespaceRule {
  /** Whether equal values join events into one customer. */
  readonly links?: boolean;
  /** With how many values of one person-level namespace an identifier may be seen before it is set aside as shared. */
  readonly limit?: number | null;
  /** Values that are nobody's (placeholders of your own); letter case is ignored. */
  readonly ignore?: readonly string[];
}

/** Somebody who shall be able to sign in. */
export interface NewAccount {
  /** A name or an e-mail address. */
  readonly name: string;
  readonly password: string;
  readonly role?: "admin" | "analyst" | "editor" | "viewer";
  readonly language?: "en" | "hu" | "ru" | "zh-Hant" | null;
}

/** A key that shall be made. */
export interface NewKey {
  /** What it is for. */
  readonly name: string;
  /** What it may do: no more than I may. */
  readonly scopes: readonly Right[];
  /** After how many days it ends; null: never. */
  readonly days?: number | null;
}

/** Another password, and the one it replaces. */
export interface NewPassword {
  readonly current: string;
  readonly password: string;
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

/** All that a condition does not pick, what is too recent to tell left out. */
export interface Not {
  readonly kind: "not";
  readonly part: And | Or | Not | Is | IsNone | Like | Amount | Scored | Time | Did | First | Pattern | Segment;
}

/** One note about a customer. */
export interface Note {
  readonly id: number;
  readonly text: string;
  /** Who wrote it: an account's name, or `local`. */
  readonly by: string;
  /** When: µs since 1970, UTC. */
  readonly at_us: number;
  /** Who changed it last; null where nobody has. */
  readonly edited_by: string | null;
  readonly edited_us: number | null;
  /** How often it was written: what If-Match of a change must say. */
  readonly version: number;
}

/** What a note says. */
export interface NoteText {
  /** Plain text, at most 10,000 characters; it is shown as it is. */
  readonly text: string;
}

/** Where the last journey stands, or stood when it ended. */
export interface Now {
  readonly outcome: "missed" | "open" | "reached" | "recovered";
  /** Where the customer was last. */
  readonly touchpoint: string;
  /** What people call it. */
  readonly label: string;
  /** The last stage the journey came to. */
  readonly stage: string | null;
  /** What people call it. */
  readonly stage_label: string | null;
  /** Since when: the first event of the last run of that touchpoint. */
  readonly since_us: number;
  /** From then to the end of the data. */
  readonly waited_s: number;
  /** What others do there; null where the journey reached its goal. */
  readonly others: OthersHere | null;
}

/** What any of the conditions picks. */
export interface Or {
  readonly kind: "or";
  readonly parts: readonly (And | Or | Not | Is | IsNone | Like | Amount | Scored | Time | Did | First | Pattern | Segment)[];
}

/** All paths that have no row. */
export interface OtherPaths {
  /** How many different paths. */
  readonly different: number;
  /** Customers who took one of them at least once. */
  readonly customers: number;
  /** Those who took one of them, of all paths; the interval is by customers. */
  readonly share: Share;
}

/** How long the journeys of everybody stay at a touchpoint that get on from it. */
export interface OthersHere {
  /** Stays that were followed by another touchpoint of the same journey. */
  readonly stays: number;
  /** How long they last; null where there are fewer than 20: nobody can tell. */
  readonly median_s: number | null;
  /** Stays that were over within the time this customer has waited, of all; null where too few. */
  readonly sooner: Share | null;
}

/** What there is: customers, events, channels, journeys, and how they came in over the weeks. Days are those of the project's time zone, weeks begin on Mondays. A week or day that the data do not reach the end of is marked as not complete. A customer counts once in each week and day with any event, and as new in the week of the first, however `period` cuts: whoever came before it is not new in it. */
export interface Overview {
  /** A selection: what is counted, such as country = "HU" and did("checkout"). */
  readonly where?: string | null;
  /** Only events of these days: 2026-03, 2026-01-01..2026-03-31 or last 30d. */
  readonly period?: string | null;
  /** A dimension: one answer for each of its values. */
  readonly by?: string | null;
  /** Another selection to compare with. */
  readonly compare?: string | null;
  /** How many weeks are shown at most. */
  readonly weeks?: number;
  /** How many days are shown at most, within these weeks. */
  readonly days?: number;
}

/** What there is. */
export interface OverviewResult {
  /** Oldest first, without gaps, to the week in which the data end. */
  readonly weeks: readonly Week[];
  /** The last days, oldest first, to the day on which the data end. */
  readonly days: readonly Day[];
  /** Most events first. */
  readonly channels: readonly ChannelSummary[];
  /** In the order of the settings. */
  readonly journey_types: readonly JourneySummary[];
  /** All customers. */
  readonly customers: number;
  /** All events of customers. */
  readonly events: number;
  /** Events without a customer, in no other number; of the whole log, whatever is selected. */
  readonly anonymous_events: number;
  /** Touchpoints in the data. */
  readonly touchpoints: number;
  /** Day of the first event; null without events. */
  readonly first_day: string | null;
  /** Day on which the data end; null without events. */
  readonly last_day: string | null;
}

/** One parameter of a question, as a form needs it. */
export interface Parameter {
  readonly name: string;
  /** A short label, in the asker's language. */
  readonly title: string;
  /** One sentence, in the asker's language. */
  readonly about: string;
  /** What is chosen from. */
  readonly kind: "choice" | "dimension" | "duration" | "journey" | "number" | "pattern" | "period" | "selection" | "touchpoint" | "value" | "yes_no";
  /** Whether every question has it: what narrows and compares. */
  readonly shared: boolean;
  readonly required: boolean;
  /** Whether it is a list, in order. */
  readonly many: boolean;
  /** What holds where nothing is given; null: nothing. */
  readonly default: string | number | boolean | readonly string[] | null;
  /** What a `choice` allows. */
  readonly choices: readonly Choice[];
  /** Of a `value`: the parameter that names the dimension. */
  readonly of: string | null;
  /** The smallest number, or the fewest items of a list. */
  readonly least: number | null;
  /** The largest number, or the most items of a list. */
  readonly most: number | null;
  /** Of a `duration`: whether `none` stands for no limit. */
  readonly endless: boolean;
}

/** One path. */
export interface Path {
  /** Touchpoints in the order of time; a null at the end says that nothing followed. With `before`, those that led to it; a null at the beginning says that nothing came before. */
  readonly path: readonly (string | null)[];
  /** Customers who took it at least once. */
  readonly customers: number;
  /** How many took it, in the answer's `unit`. */
  readonly count: number;
  /** Those who took it, of all paths; the interval is by customers. */
  readonly share: Share;
  /** For each step of `path`, those who took it, of those who went the same way up to it; with `before`, the same way after it. The interval takes them as independent: where a customer has several paths, it is too narrow. */
  readonly onward: readonly Share[];
}

/** What customers do in order: the commonest first steps, or the steps that lead to a touchpoint. Each history, journey or visit gives one path, from its beginning or from the first event of `start`; with `before`, of the steps before the first event of that touchpoint. Those without that touchpoint give none. With `each`, every event gives a path, or every event of `start` or `before`: paths of two steps without `collapse` are then the transitions. A path ends where the data hold no more of its history, journey or visit: a journey that may still go on counts with the steps it has. Events of equal time are taken in the order of their source. */
export interface Paths {
  /** A selection: what is counted, such as country = "HU" and did("checkout"). */
  readonly where?: string | null;
  /** Only events of these days: 2026-03, 2026-01-01..2026-03-31 or last 30d. */
  readonly period?: string | null;
  /** A dimension: one answer for each of its values. */
  readonly by?: string | null;
  /** Another selection to compare with. */
  readonly compare?: string | null;
  /** The touchpoint paths begin at; none: wherever customers begin. */
  readonly start?: string | null;
  /** A touchpoint: the steps that lead to it, instead. */
  readonly before?: string | null;
  /** Steps of a path at most. */
  readonly depth?: number;
  /** Whether a touchpoint directly repeated is one step. */
  readonly collapse?: boolean;
  /** What a path may not leave: a customer's whole history, a journey, or a visit. */
  readonly within?: "history" | "journey" | "visit";
  /** The journey type, within journeys; the settings' first where none is given. */
  readonly journey?: string | null;
  /** Whether every such event gives a path, not only the first. */
  readonly each?: boolean;
  /** How many paths have rows; the others are added up. */
  readonly top?: number;
}

/** The commonest paths. */
export interface PathsResult {
  /** What counts and shares count; with `each`, events that paths begin at. */
  readonly unit: "customers" | "events" | "journeys" | "visits";
  /** Commonest first. */
  readonly rows: readonly Path[];
  readonly other: OtherPaths;
  /** All paths. */
  readonly count: number;
  /** Customers with at least one path. */
  readonly customers: number;
}

/** Customers whose events hold a pattern. */
export interface Pattern {
  readonly kind: "pattern";
  readonly pattern: string;
}

/** Exactly those whom a count counted. */
export interface People {
  readonly unit: string;
  /** How many in all. */
  readonly count: number;
  readonly rows: readonly Member[];
}

/** One customer. */
export interface Person {
  /** The stable id. */
  readonly customer: string;
  /** What people know them by best; null where only shared values are. */
  readonly shown: Identifier | null;
  readonly first_us: number;
  readonly last_us: number;
  /** When the data end: what happened later cannot be known. */
  readonly until_us: number;
  readonly events: number;
  /** Runs of events with no pause longer than `visit_gap`. */
  readonly visits: number;
  /** Most events first. */
  readonly channels: readonly ChannelUse[];
  /** The sum of what their events carry, by currency. */
  readonly worth: readonly Money[];
  readonly traits: readonly Trait[];
  /** The first seen first. */
  readonly identifiers: readonly IdentifierOfPerson[];
  /** Values that their events carry and that link nobody, with the reason. */
  readonly left_out: readonly LeftOut[];
  /** In the order of the settings. */
  readonly journey_types: readonly JourneyTypeOfPerson[];
}

/** Everything that a project knows of one customer. */
export interface PersonExport {
  readonly format?: "desireline.person.1";
  readonly project: string;
  /** In the project's time zone. */
  readonly exported_at: string;
  /** The project's: IANA name. */
  readonly time_zone: string;
  /** The stable id. */
  readonly customer: string;
  /** Identifiers with their evidence, channels, traits, and all journeys of each type. */
  readonly person: Person;
  /** The oldest first. */
  readonly events: readonly ExportedEvent[];
  /** What people of the business noted, the newest first. */
  readonly notes: readonly Note[];
  /** Rows that could not be read and name the customer. */
  readonly rejected: readonly RejectedRow[];
}

/** What stands on the home page. */
export interface Pins {
  /** Ids of saved questions, in order; all others are taken off. */
  readonly questions: readonly string[];
}

/** What went wrong: a stable code for programs, a sentence for people. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  /** Of a text that cannot be read: the character where it goes wrong, counted from 0. */
  readonly at?: number | null;
  /** The parameter it lies in, where that is known. */
  readonly field?: string | null;
  /** The same in steps, of what was sent: keys, and places in lists from 0. */
  readonly path?: readonly (string | number)[] | null;
}

/** How a project is. */
export interface ProjectHealth {
  readonly installed: Installed;
  /** What counts. */
  readonly engine: "local" | "spark";
  readonly disk: DiskSpace;
  /** In the log. */
  readonly events: number;
  /** Files of the log they lie in. */
  readonly parts: number;
  /** Imports that stand. */
  readonly imports: number;
  readonly journeys: BuiltState;
  /** When this was found: µs since 1970, UTC. */
  readonly looked_at_us: number;
  /** What was looked at; what no trouble is about, is well. */
  readonly checked: readonly ("disk" | "engine" | "erasures" | "imports" | "journeys" | "log" | "rules" | "settings")[];
  /** The gravest first; none where all is well. */
  readonly troubles: readonly ProjectTrouble[];
}

/** The project that is served. */
export interface ProjectInfo {
  /** What the business is called. */
  readonly name: string;
  /** The project's own language. */
  readonly language: "en" | "hu" | "ru" | "zh-Hant";
  /** IANA name; dates are shown in it. */
  readonly time_zone: string;
  /** ISO 4217 code. */
  readonly currency: string;
  /** Journey types, the usual one first. */
  readonly journeys: readonly JourneyChoice[];
  /** Of the data and settings: it changes when either does. */
  readonly version: string;
}

/** Something that is not as it should be. */
export interface ProjectTrouble {
  readonly code: "damaged" | "disk" | "engine" | "erasure" | "log" | "never" | "overlay" | "rejects" | "settings" | "stale" | "unknown";
  /** Which of the things looked at it is about. */
  readonly subject: "disk" | "engine" | "erasures" | "imports" | "journeys" | "log" | "rules" | "settings";
  /** error: answers are wrong or missing; warning: they may soon be; note: good to know. */
  readonly severity: "error" | "note" | "warning";
  /** What it is and what to do. */
  readonly message: string;
  /** What helps: a build (POST /api/builds), one from scratch, a change of the settings; null: none of these. */
  readonly cure?: "build" | "build-full" | "settings" | null;
}

/** A question that shall be saved. */
export interface QuestionToSave {
  /** What people call it. */
  readonly title: string;
  /** The kind of question, as `GET /analyses` names it. */
  readonly question: string;
  /** Its parameters. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Its place on the home page; null: not there. */
  readonly pinned?: number | null;
}

/** A selection in all its forms. */
export interface ReadSelection {
  /** As people write it, spaces and quotes in order. */
  readonly text: string;
  /** The same as data. */
  readonly selection: And | Or | Not | Is | IsNone | Like | Amount | Scored | Time | Did | First | Pattern | Segment;
  /** The same in plain words of the language asked for. */
  readonly sentence: string;
  /** The segments it names. */
  readonly segments: readonly string[];
  /** What it names that the data do not have; null where all is there. */
  readonly fault: string | null;
  /** The character of the text that was sent where that name begins, counted from 0. */
  readonly fault_at: number | null;
}

/** Why something is proposed. */
export interface Reason {
  /** `touchpoint:NAME`, `stage:NAME`, `journey:NAME` or `dimension:NAME`. */
  readonly about: string;
  /** A sentence for people. */
  readonly reason: string;
  /** False where people should look. */
  readonly sure?: boolean;
}

/** A table, or a file that is none, left aside. */
export interface RefusedTable {
  readonly source: string;
  readonly files: readonly string[];
  readonly reason: string;
}

/** A row that could not be placed, or not all of it. */
export interface Reject {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
  readonly row: string;
}

/** Rows of an import that could not be placed. */
export interface RejectPage {
  /** How many in all. */
  readonly count: number;
  /** In the order of the files. */
  readonly rows: readonly Reject[];
}

/** A row that could not be read, or not all of it. */
export interface RejectedRow {
  readonly import_id: number;
  readonly source: string;
  /** The file it came from. */
  readonly file: string;
  readonly line: string;
  readonly reason: string;
  /** As it stands there. */
  readonly row: string;
}

/** Cohorts of customers by when they first did something, and what share of them came back in each later period. A customer belongs to one cohort: the day, week (from Monday) or month, in the project's time zone, of the first event of `first`. They come back in a later period by an event of `again` in it; with `measure: from`, by one in it or after it, so that such shares of late cohorts may still grow. A period that has not wholly passed when the data end has no share, and events dated after that end count for nothing. With `period`, cohorts are those of customers who first did it within it: whoever did it before is not new, and in none. */
export interface Retention {
  /** A selection: what is counted, such as country = "HU" and did("checkout"). */
  readonly where?: string | null;
  /** Only events of these days: 2026-03, 2026-01-01..2026-03-31 or last 30d. */
  readonly period?: string | null;
  /** A dimension: one answer for each of its values. */
  readonly by?: string | null;
  /** Another selection to compare with. */
  readonly compare?: string | null;
  /** The touchpoint that makes the cohort; none: any event. */
  readonly first?: string | null;
  /** The touchpoint that counts as coming back; none: any event. */
  readonly again?: string | null;
  /** How long a period is, by the calendar. */
  readonly every?: "day" | "month" | "week";
  /** Whether customers come back in a period, or in it or after it. */
  readonly measure?: "from" | "in";
  /** How many later periods are shown. */
  readonly later?: number;
}

/** How many of all cohorts came back so many periods later. */
export interface RetentionPoint {
  /** How many periods later. */
  readonly period: number;
  /** Customers who came back, of those of all cohorts for which it can be told. */
  readonly share: Share;
}

/** Who came back. */
export interface RetentionResult {
  /** How long a period is. */
  readonly every: "day" | "month" | "week";
  /** By cohort and period; periods that have not begun are left out. */
  readonly rows: readonly Returned[];
  /** All cohorts together, each weighing as much as it has customers; as far as can be told. */
  readonly curve: readonly RetentionPoint[];
  /** In the order of time; periods without new customers are left out. */
  readonly cohorts: readonly CohortSize[];
  /** Customers of all cohorts: those who did it, with `period` for the first time within it. */
  readonly customers: number;
}

/** How many of a cohort came back so many periods later. */
export interface Returned {
  /** First day of the period in which these customers first did it. */
  readonly cohort: string;
  /** How many periods later: 1 is the next one. */
  readonly period: number;
  /** Customers who came back; so far, where `share` is null. */
  readonly customers: number;
  /** Customers of the cohort. */
  readonly of: number;
  /** `customers` of the cohort; null where the period has not wholly passed: too early to tell. */
  readonly share: Share | null;
}

/** What one may do; every route names one. */
export type Right = "admin" | "edit" | "people" | "read";

/** An event or measure that a row becomes. */
export interface RowEvent {
  /** The row's number among those shown, from 0. */
  readonly row: number;
  /** When it happened: µs since 1970, UTC. */
  readonly ts: number;
  readonly name: string;
  /** Null for measures. */
  readonly channel?: string | null;
  readonly identifiers?: readonly Identifier[];
  /** Amount in minor units of `currency`. */
  readonly value_minor?: number | null;
  readonly currency?: string | null;
  readonly score?: number | null;
  readonly text?: string | null;
  /** Of a measure. */
  readonly value?: number | null;
  /** Of a measure. */
  readonly unit?: string | null;
}

/** One of several times in a row: each that is filled becomes an event of its own (ticket opened, ticket solved). */
export interface RowMoment {
  /** The event's name. */
  readonly name: string;
  readonly time: TimeRule;
  /** Which of the row's value, score and text belong to this moment. */
  readonly carries?: readonly ("score" | "text" | "value")[];
}

/** What a rule would take, at its place among the others: counted over the whole log, anonymous events included. */
export interface RuleCount {
  /** Events that it would take. */
  readonly events: number;
  /** Events in the log. */
  readonly of: number;
  /** Customers with at least one of them; those that came after the last build are not counted. */
  readonly customers: number;
  /** What they are, most events first; at most 200. */
  readonly classes: readonly EventsOfClass[];
  /** Events of these that are this touchpoint's already. */
  readonly kept: number;
  /** The others, by the touchpoint they would leave. */
  readonly taken: readonly EventsOfTouchpoint[];
  /** Events that would leave this touchpoint, by where they would go. */
  readonly given: readonly EventsOfTouchpoint[];
  /** Events that fit the rule and that rules before it take, by whose they are. */
  readonly earlier: readonly EventsOfTouchpoint[];
}

/** A rule that is being written. */
export interface RuleToCount {
  readonly when: When;
  /** The touchpoint whose rule it shall be instead of its own; null for a new one. */
  readonly name?: string | null;
  /** Its place among the other rules, from 0; null: that touchpoint's own, for a new one the last. */
  readonly at?: number | null;
}

/** A question that somebody saved. */
export interface SavedQuestion {
  /** The file's name without its ending; links name it. */
  readonly id: string;
  /** Of the file: what If-Match of a change must say. */
  readonly version: string;
  readonly title: string;
  readonly question: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly by: string | null;
  readonly at: string | null;
  readonly pinned: number | null;
  /** Why it cannot be asked; null where it can. */
  readonly fault: string | null;
}

/** A selection saved under a name. */
export interface SavedSegment {
  readonly name: string;
  /** As it stands in desireline.yaml. */
  readonly text: string;
  /** The same as data; null where the text cannot be read. */
  readonly selection: And | Or | Not | Is | IsNone | Like | Amount | Scored | Time | Did | First | Pattern | Segment | null;
  /** Why it cannot be counted; null where it can. */
  readonly fault: string | null;
  /** Customers it picks: those that GET /people?segment= lists; null where it cannot be counted. */
  readonly customers: number | null;
  /** Of all customers. */
  readonly share: Share | null;
  /** What names it: `segments.NAME`, `questions/ID`. */
  readonly used_by: readonly string[];
}

/** What customers said in numbers, on one scale. */
export interface Score {
  /** Mean of the answers. */
  readonly mean: number;
  /** Lower end of the mean's 95 % interval. */
  readonly low: number;
  /** Upper end of the mean's 95 % interval. */
  readonly high: number;
  /** How many answers: events with a score on this scale. */
  readonly answers: number;
  /** The lowest answer that can be given. */
  readonly scale_min: number;
  /** The highest answer that can be given. */
  readonly scale_max: number;
}

/** What the customer answered in numbers. */
export interface ScoreRule {
  /** A column's name; in JSON, dots reach into objects (`properties.order.total`). */
  readonly column: string;
  /** The lowest answer that can be given. */
  readonly min: number;
  /** The highest answer that can be given. */
  readonly max: number;
  /** What parts decimals (`,` in 1.234,50); where not given, each number by its own look. */
  readonly decimal?: "," | "." | null;
}

/** Events that carry such an answer, on one scale. */
export interface Scored {
  readonly kind: "score";
  readonly comparison: "!=" | "<" | "<=" | "=" | ">" | ">=";
  readonly score: number;
  /** Its lowest and highest answer; none where all answers of the data are on one scale. */
  readonly scale?: readonly [number, number] | null;
}

/** What would come of a change. */
export interface SectionCheck {
  /** All that stands against it; none where it can be made. */
  readonly faults: readonly SettingsFault[];
  /** Whether the journeys would have to be built anew; false where it cannot be made. */
  readonly builds: boolean;
}

/** What one section shall say. */
export interface SectionValue {
  /** As it stands in EditableSettings; null: what holds where the file says nothing. */
  readonly value: unknown;
}

/** What sections shall say; those not named stay. */
export interface SectionsToChange {
  /** By name, as they stand in EditableSettings; null: what holds where the file says nothing. */
  readonly sections: Readonly<Record<string, unknown>>;
}

/** What a selection saved in the settings picks. */
export interface Segment {
  readonly kind: "segment";
  readonly name: string;
}

/** What a segment shall be called, and whom it shall pick. */
export interface SegmentChange {
  readonly name: string;
  /** A selection as people write it; `POST /selections/parse` makes it of data. */
  readonly text: string;
}

/** All segments of a project. */
export interface Segments {
  /** Of the settings; the ETag, and what If-Match of a change must say. */
  readonly version: string;
  /** All customers; 0 before anything was built. */
  readonly of: number;
  /** In the order of the settings. */
  readonly rows: readonly SavedSegment[];
}

/** A selection, as text or as data: one of the two. */
export interface SelectionToRead {
  /** As people write it. */
  readonly text?: string | null;
  /** As data. */
  readonly selection?: And | Or | Not | Is | IsNone | Like | Amount | Scored | Time | Did | First | Pattern | Segment | null;
}

/** What the settings say after a change, and what follows from it. */
export interface SettingsChanged {
  readonly settings: EditableSettings;
  /** The build that brings the journeys up to date with them; null where none is needed. */
  readonly job: Job | null;
}

/** What can be chosen; what the settings say already need not be among it. */
export interface SettingsChoices {
  /** By name. */
  readonly time_zones: readonly ZoneChoice[];
  /** ISO 4217: all that are legal tender now. By code. */
  readonly currencies: readonly NamedCode[];
  /** ISO 3166: all that have telephone numbers of their own. By code. */
  readonly countries: readonly NamedCode[];
  readonly identifiers: readonly KindOfIdentifier[];
}

/** Something that cannot stand in the settings. */
export interface SettingsFault {
  /** Where: `touchpoints[2].when.channel`. */
  readonly field: string;
  /** The same in steps: keys, and places in lists from 0. */
  readonly path: readonly (string | number)[];
  /** What is wrong, which value, and what is allowed. */
  readonly message: string;
}

/** All that the data suggest, given what the settings say already. */
export interface SettingsSuggestion {
  /** Of the settings it was made for; the answer's ETag. */
  readonly version: string;
  /** Behind those there are, in this order. */
  readonly touchpoints: readonly SuggestedTouchpoint[];
  readonly journeys: readonly SuggestedJourney[];
  readonly dimensions: readonly SuggestedDimension[];
  /** What is to be said besides: of stages, of names left as they are. */
  readonly remarks: readonly Reason[];
}

/** A part of a whole, with its 95 % Wilson interval; by customers where they can have several of what is counted. */
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

/** A name and a password. */
export interface SignIn {
  readonly name: string;
  readonly password: string;
}

/** What one source has given. */
export interface SourceFacts {
  readonly source: string;
  /** Imports that stand. */
  readonly imports: number;
  readonly events: number;
  readonly measures: number;
  /** Events by channel, most first. */
  readonly channels: Readonly<Record<string, number>>;
  /** The kinds of identifier its events carry. */
  readonly namespaces: readonly string[];
  /** The earliest event or measure: µs since 1970, UTC. */
  readonly first_us: number | null;
  /** The latest: how fresh the source is. */
  readonly last_us: number | null;
  /** When something last came from it. */
  readonly imported_us: number;
}

/** What one source has brought. */
export interface SourceFreshness {
  readonly source: string;
  readonly events: number;
  readonly first_us: number | null;
  /** Its newest event; null where all lie after the end of the data, in the future. */
  readonly last_us: number | null;
  /** From its newest event to now. */
  readonly age_s: number | null;
  /** From its newest event to the newest of all sources. */
  readonly behind_s: number | null;
  /** When it was last imported. */
  readonly imported_us: number | null;
}

/** All sources. */
export interface SourceList {
  /** By name. */
  readonly rows: readonly SourceFacts[];
}

/** What one source knows of a customer. */
export interface SourceShare {
  readonly source: string;
  readonly events: number;
}

/** An ordered phase of the journey. */
export interface Stage {
  /** The stage's name, once in the project. */
  readonly name: string;
  /** What people see. */
  readonly label?: string | Readonly<Record<string, string>> | null;
  /** Name of an icon: eye, search, cart, heart, megaphone, help, star, flag. */
  readonly icon?: string | null;
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
  /** Journeys that ended in this stage short of the goal, at touchpoints left out of `cells` too. */
  readonly lost: number;
  /** Median seconds from first reaching this stage to first reaching a later one after it. */
  readonly median_s: number | null;
  /** Scores given in this stage, on the scale that most of them were given on. */
  readonly score: Score | null;
  /** Touchpoints, most customers first. */
  readonly cells: readonly Cell[];
  /** Touchpoints of this stage left out of `cells` (the rarest). */
  readonly hidden: number;
}

/** A dimension that the settings lack. */
export interface SuggestedDimension {
  /** Stable as long as it is suggested; by it, it is accepted. */
  readonly id: string;
  readonly rule: DimensionRule;
  /** Why, in sentences. */
  readonly reasons: readonly Reason[];
  /** False where people should look. */
  readonly sure: boolean;
}

/** A journey type that the settings lack. */
export interface SuggestedJourney {
  /** Stable as long as it is suggested; by it, it is accepted. */
  readonly id: string;
  readonly name: string;
  readonly journey: JourneyType;
  /** Ids of suggested touchpoints that it names: they come with it. */
  readonly needs: readonly string[];
  /** Why, in sentences. */
  readonly reasons: readonly Reason[];
  /** False where people should look. */
  readonly sure: boolean;
}

/** A rule that the settings lack. */
export interface SuggestedTouchpoint {
  /** Stable as long as it is suggested; by it, it is accepted. */
  readonly id: string;
  readonly rule: Touchpoint;
  /** Events in the log that it would take, behind the rules there are. */
  readonly events: number;
  /** Why, in sentences. */
  readonly reasons: readonly Reason[];
  /** False where people should look. */
  readonly sure: boolean;
}

/** One column of a table. */
export interface TableColumn {
  /** The field of the answer; with slashes where it lies within another. */
  readonly name: string;
  /** What people read over it, in the asker's language. */
  readonly title: string;
  /** What its values are: count (opens), share (of one; opens), shares (several in a row), points (a difference of shares), p (a p-value), duration (seconds), time (µs since 1970, UTC), day (2026-03-02), money (minor units), customer (an id), touchpoint (its name; a word where there is none), steps (touchpoints in order), yes_no, number, text. */
  readonly kind: "count" | "customer" | "day" | "duration" | "money" | "number" | "p" | "points" | "share" | "shares" | "steps" | "text" | "time" | "touchpoint" | "yes_no";
  /** What a count or share counts: customers, journeys, visits or events. */
  readonly unit: string | null;
}

/** What is said about one table instead of guessed. */
export interface TableCorrection {
  /** The source's name. */
  readonly source?: string | null;
  /** Whether the table is left aside. */
  readonly aside?: boolean;
  /** The day of all rows, where none says its time, or the moment: 2026-01-31 or 2026-01-31T14:30, in the project's time zone. Then no column is read as the time. */
  readonly at?: string | null;
  /** Keys as in a mapping file (kind, time, moments, name, channel, identifiers, id, value, score, text, measures, lookups, ignore); each goes before what is recognised. */
  readonly mapping?: Readonly<Record<string, unknown>>;
}

/** How one table is read. */
export interface TablePreview {
  /** What corrections call it. */
  readonly table: string;
  /** The source it becomes. */
  readonly source: string;
  readonly files: readonly string[];
  /** What its files are. */
  readonly format: "csv" | "json" | "jsonl" | "parquet" | "xlsx";
  /** Of their text; null where they are none. */
  readonly encoding: string | null;
  /** What parts the fields; null where they are no delimited text. */
  readonly separator: string | null;
  /** Kind of file, sheet, separator, encoding: in the asker's language. */
  readonly description: string;
  /** In which times without a zone are read. */
  readonly time_zone: string;
  /** Null where the table is refused. */
  readonly mapping: Mapping | null;
  readonly guesses: readonly ToldGuess[];
  /** Why it cannot be read, and the way out. */
  readonly refused: string | null;
  /** What would make a refused table readable: the day of all its rows, or what its columns are. */
  readonly cure: "at" | "mapping" | null;
  readonly first: FirstRows;
}

/** What reading one table gave. */
export interface TableResult {
  /** The import it became; null for a dry run. */
  readonly import_id: number | null;
  readonly source: string;
  readonly files: readonly string[];
  /** Rows read. */
  readonly rows: number;
  /** Events added. */
  readonly events: number;
  /** Measures added. */
  readonly measures: number;
  /** Rows identical to an earlier row of the same file; kept, and in `events`. */
  readonly repeats: number;
  /** Events the log had already; not added again. */
  readonly known: number;
  /** Events of people who had been erased before; left out. */
  readonly erased?: number;
  /** Rows that could not be placed; they can be looked at. */
  readonly rejected: number;
  /** Amounts and scores that could not be read; the events are kept. */
  readonly unreadable_values: number;
}

/** One row. */
export interface TableRow {
  /** Whose it is, where there are groups or two sides. */
  readonly group: string | null;
  /** One for each column. */
  readonly values: readonly TableValue[];
}

/** One value; what is not there is left out. Which fields it has, its column's kind says. */
export interface TableValue {
  /** A text, already in words where it is a word of ours. */
  readonly text?: string | null;
  /** A number; of a share, the share of one. */
  readonly number?: number | null;
  /** Lower end of its 95 % interval. */
  readonly low?: number | null;
  /** Upper end of it. */
  readonly high?: number | null;
  /** Of a share: how many. */
  readonly count?: number | null;
  /** Of a share: of how many. */
  readonly of?: number | null;
  /** Where the count stands: `people` opens it. */
  readonly cell?: string | null;
  /** Where the denominator stands. */
  readonly of_cell?: string | null;
  /** Of money: ISO 4217 code. */
  readonly currency?: string | null;
  /** Of steps and shares: each, in order. */
  readonly parts?: readonly TableValue[] | null;
}

/** What the customer said in words. */
export interface TextRule {
  /** A column's name; in JSON, dots reach into objects (`properties.order.total`). */
  readonly column: string;
  /** The column that holds the language. */
  readonly language?: string | null;
}

/** Events of a period. */
export interface Time {
  readonly kind: "time";
  readonly period: string;
}

/** Where the time stands and how it is written. */
export interface TimeRule {
  /** The column, or columns joined by a space (date, time of day, zone). */
  readonly columns: readonly string[];
  /** `iso`, `epoch_s`, `epoch_ms`, `epoch_us`, `epoch_ns`, or a pattern of %Y %m %d %H %M %S %f %z %Z %p %b %B %a; %b and %B also read Russian and Hungarian months. */
  readonly format?: string;
  /** IANA name for times without a zone; the project's time zone where none is given. */
  readonly zone?: string | null;
  /** When a date without a time of day was: at its first moment, or at its last (23:59:59.999999), after all else of that day. */
  readonly day?: "end" | "start";
}

/** A page of a customer's events. */
export interface Timeline {
  /** The customer's id. */
  readonly customer: string;
  readonly time_zone: string;
  /** Events in all. */
  readonly count: number;
  /** How many were skipped. */
  readonly first: number;
  readonly rows: readonly TimelineEvent[];
}

/** One event of a customer. What only the log knows is null where its import was taken back since the last build. */
export interface TimelineEvent {
  /** When it happened: µs since 1970, UTC. */
  readonly at_us: number;
  /** The same in the project's time zone: 2026-03-05T14:20:00+01:00. */
  readonly at: string;
  readonly channel: string;
  readonly touchpoint: string;
  /** What people call the touchpoint. */
  readonly label: string;
  /** The touchpoint's stage. */
  readonly stage: string | null;
  /** What people call the stage. */
  readonly stage_label: string | null;
  /** Which visit of the customer it belongs to; 1 is the first of all. */
  readonly visit: number;
  /** Amount in minor units of `currency`. */
  readonly value_minor?: number | null;
  readonly currency?: string | null;
  readonly score?: number | null;
  /** The lowest answer that could be given. */
  readonly score_min?: number | null;
  /** The highest answer that could be given. */
  readonly score_max?: number | null;
  readonly id?: string | null;
  /** What the source calls it. */
  readonly name?: string | null;
  readonly source?: string | null;
  /** What the customer wrote. */
  readonly text?: string | null;
  /** Of the text. */
  readonly language?: string | null;
  /** As the source gave them. */
  readonly identifiers?: readonly Identifier[];
  /** All else that the source said. */
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** How many times. */
export interface Times {
  readonly limit: "at least" | "at most" | "exactly";
  readonly times: number;
}

/** One decision about how a table is read. */
export interface ToldGuess {
  /** `time`, `name`, `channel`, `identifier:email`, `value`, `measure:spend`, … */
  readonly role: string;
  readonly columns: readonly string[];
  /** The decision in a sentence, in the asker's language. */
  readonly said: string;
  /** Why, in the asker's language: by what name or content, and what else it could have been. */
  readonly reason: string;
  /** False where people should look. */
  readonly sure: boolean;
}

/** A named class of events. An event belongs to the first touchpoint whose rule takes it. */
export interface Touchpoint {
  /** The touchpoint's name, once in the project. */
  readonly name: string;
  /** The rule. */
  readonly when: When;
  /** The stage it lies in, one of `stages`. */
  readonly stage?: string | null;
  /** What people see; the name where there is none. */
  readonly label?: string | Readonly<Record<string, string>> | null;
}

/** A touchpoint of the data. */
export interface TouchpointChoice {
  readonly touchpoint: string;
  /** What people call it. */
  readonly label: string;
  readonly stage: string | null;
  readonly events: number;
}

/** The last value of a dimension of customers. */
export interface Trait {
  readonly dimension: string;
  readonly value: string;
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

/** Files that wait to be looked at and imported together. */
export interface Upload {
  readonly id: string;
  /** When the last file came: µs since 1970, UTC. Kept seven days from then. */
  readonly changed_us: number;
  /** By name. */
  readonly files: readonly UploadedFile[];
}

/** All uploads that have not been removed. */
export interface UploadList {
  /** The newest first. */
  readonly rows: readonly Upload[];
}

/** An upload, how it would be read, and what was corrected. */
export interface UploadPreview {
  readonly upload: Upload;
  /** Of the corrections; the ETag, and what If-Match of further corrections must say. */
  readonly version: string;
  readonly corrections: Corrections;
  readonly tables: readonly TablePreview[];
  readonly aside: readonly AsidePreview[];
}

/** One file of an upload. */
export interface UploadedFile {
  /** Its name, with the folders it came in, parted by slashes. */
  readonly name: string;
  readonly bytes: number;
}

/** One value of a dimension. */
export interface ValueChoice {
  readonly value: string;
  /** What people call it. */
  readonly label: string;
  /** How many have it, in the dimension's unit. */
  readonly count: number;
}

/** What goals in one currency were worth, as each rule gives credit for it to one name; in minor units (cents). */
export interface ValueCredit {
  /** The channel or touchpoint. */
  readonly name: string;
  /** ISO 4217 code; currencies are never added up. */
  readonly currency: string;
  readonly first: number;
  readonly last: number;
  /** Null where no `direct` is named. */
  readonly last_non_direct: number | null;
  readonly linear: number;
  readonly position: number;
  readonly decay: number;
  readonly shapley: number;
  readonly markov: number;
}

/** A value that links nobody. */
export interface ValueLeftOut {
  readonly namespace: string;
  /** One that is shared: in its one spelling; a placeholder: as it is written. */
  readonly value: string;
  /** shared: seen with more values of `seen_with` than `limit`; placeholder: nobody's. */
  readonly reason: "placeholder" | "shared";
  /** Events that carry it. */
  readonly events: number;
  /** Customers whose events carry it. */
  readonly customers: number;
  readonly seen_with?: string | null;
  /** With how many values of `seen_with`. */
  readonly values?: number | null;
  readonly limit?: number | null;
}

/** The event's value in money: the product of the columns (one is usual; quantity and unit price are two). */
export interface ValueRule {
  /** Columns to multiply. */
  readonly columns: readonly string[];
  readonly currency?: CurrencyRule;
  /** Whether the amounts are in minor units (cents) already. */
  readonly minor?: boolean;
  /** What parts decimals (`,` in 1.234,50); where not given, each number by its own look. */
  readonly decimal?: "," | "." | null;
}

/** A page of the values that link nobody. */
export interface ValuesLeftOut {
  /** How many in all. */
  readonly count: number;
  /** The one in most events first. */
  readonly rows: readonly ValueLeftOut[];
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

/** Visits of so many events. */
export interface VisitsOfEvents {
  /** How many events each has: `1` to `9`, or `10+`. */
  readonly events: string;
  /** How many visits. */
  readonly visits: number;
}

/** Visits in numbers. */
export interface VisitsResult {
  /** How many visits. */
  readonly visits: number;
  /** Customers with at least one. */
  readonly customers: number;
  /** Events in all visits. */
  readonly events: number;
  /** Visits of a single event, of all visits; the interval is by customers. */
  readonly bounce: Share;
  /** Mean seconds from a visit's first event to its last; null without visits. */
  readonly mean_s: number | null;
  /** Median of the same. */
  readonly median_s: number | null;
  /** All visits by how many events they have, from one to the most there are. */
  readonly by_events: readonly VisitsOfEvents[];
}

/** How one can sign in. */
export interface WaysIn {
  /** Whether this browser has. */
  readonly signed_in: boolean;
  /** Whether a name and a password can. */
  readonly accounts: boolean;
  /** The label of the organisation's own sign-in, which begins at /sign-in/oidc; null where there is none. */
  readonly organisation: string | null;
}

/** One week of the project's time zone. */
export interface Week {
  /** Its Monday, as 2026-03-02. */
  readonly week: string;
  /** Customers with any event in it. */
  readonly customers: number;
  /** Customers whose first event it has: of all events selected, those before `period` too. */
  readonly new: number;
  /** Events of customers in it. */
  readonly events: number;
  /** Whether the data reach to its end; else its counts may still grow. */
  readonly complete: boolean;
}

/** Which events a rule takes; every condition given must hold. */
export interface When {
  /** One channel or several. */
  readonly channel?: readonly ("ads" | "app" | "chat" | "email" | "mail" | "other" | "phone" | "review" | "sales" | "search" | "social" | "store" | "support" | "survey" | "web")[] | "ads" | "app" | "chat" | "email" | "mail" | "other" | "phone" | "review" | "sales" | "search" | "social" | "store" | "support" | "survey" | "web" | null;
  /** Event names; `*` stands for any characters. Letter case is ignored where a `*` is used, else it matters. */
  readonly name?: readonly string[] | string | null;
  /** Names of sources. */
  readonly source?: readonly string[] | string | null;
  /** Property (dots reach into objects) and the value, or values, it must have; `*` stands for any characters. */
  readonly properties?: Readonly<Record<string, string | number | number | boolean | readonly string[]>>;
}

/** A time zone. */
export interface ZoneChoice {
  /** IANA name. */
  readonly name: string;
  /** Its city, in the reader's language. */
  readonly city: string;
  /** ISO 3166 code of where it lies: what `country` is where the settings name none. */
  readonly country: string | null;
}

export type Selection = And | Or | Not | Is | IsNone | Like | Amount | Scored | Time | Did | First | Pattern | Segment;

/** Decimals of the minor unit of the currencies that are not kept in hundredths. */
export const CURRENCIES_NOT_IN_HUNDREDTHS: Readonly<Record<string, number>> = {
  BHD: 3,
  BIF: 0,
  CLF: 4,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  UYI: 0,
  UYW: 4,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
};
