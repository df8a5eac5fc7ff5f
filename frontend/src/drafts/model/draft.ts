/** Settings that are being changed while others may change them too. */

import type { EditableSettings } from "../../lib/types";

const PARTS = ["name", "language", "time_zone", "currency", "country", "visit_gap", "touchpoints", "stages", "journeys", "dimensions", "identity"] as const;
export type Part = (typeof PARTS)[number];
export type Sections = { readonly [P in Part]?: EditableSettings[P] };

export interface Draft {
  /** What was looked at when the change began. */
  readonly base: EditableSettings;
  /** What shall stand instead. */
  readonly sections: Sections;
}

/** One thing that differs: of a part that holds several, the one of that name; null: the part's own value. */
export interface Difference {
  readonly part: Part;
  readonly name: string | null;
}

/** What a part holds, each by its name; null: what it says by itself. */
type Entries = ReadonlyMap<string | null, unknown>;
type Named = Readonly<Record<string, unknown>>;

/** The settings as the draft would have them. */
export function drafted({ base, sections }: Draft): EditableSettings {
  return { ...base, ...sections };
}

/** The same changes, made to what somebody else has written meanwhile: where both changed a thing, mine stands. */
export function rebased({ base, sections }: Draft, theirs: EditableSettings): Draft {
  const merged = Object.fromEntries(
    Object.entries(sections).map(([name, mine]) => {
      const part = name as Part;
      return [part, backAs(part, mergedEntries(entriesOf(part, base[part]), entriesOf(part, mine), entriesOf(part, theirs[part])))];
    }),
  );
  return { base: theirs, sections: merged };
}

/** What differs between two states of the settings. */
export function differing(before: EditableSettings, after: EditableSettings): readonly Difference[] {
  return PARTS.flatMap((part) => {
    const [old, now] = [entriesOf(part, before[part]), entriesOf(part, after[part])];
    return [...new Set([...old.keys(), ...now.keys()])].filter((name) => !same(old.get(name), now.get(name))).map((name) => ({ part, name }));
  });
}

function entriesOf(part: Part, value: unknown): Entries {
  switch (part) {
    case "touchpoints":
    case "stages":
    case "dimensions":
      return new Map((value as readonly Named[]).map((one) => [String(one["name"]), one]));
    case "journeys":
      return new Map(Object.entries(value as Named));
    case "identity": {
      const { namespaces, ...own } = value as EditableSettings["identity"];
      return new Map<string | null, unknown>([[null, own], ...Object.entries(namespaces ?? {})]);
    }
    default:
      return new Map([[null, value]]);
  }
}

function backAs(part: Part, found: Entries): unknown {
  switch (part) {
    case "touchpoints":
    case "stages":
    case "dimensions":
      return [...found.values()];
    case "journeys":
      return Object.fromEntries(found);
    case "identity": {
      const namespaces = Object.fromEntries([...found].filter(([name]) => name !== null));
      return { ...(found.get(null) as Named), namespaces };
    }
    default:
      return found.get(null);
  }
}

function mergedEntries(base: Entries, mine: Entries, theirs: Entries): Entries {
  const moved = !same([...mine.keys()].filter((name) => base.has(name)), [...base.keys()].filter((name) => mine.has(name)));
  const [first, second] = moved ? [mine, theirs] : [theirs, mine];
  const found = new Map<string | null, unknown>();
  for (const name of [...first.keys(), ...second.keys()]) {
    const kept = same(base.get(name), mine.get(name)) ? theirs : mine;
    if (kept.has(name)) found.set(name, kept.get(name));
  }
  return found;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
