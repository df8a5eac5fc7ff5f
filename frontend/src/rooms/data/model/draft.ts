/** Rules that are being changed while others may change them too. */

import type { EditableSettings } from "../../../lib/types";

export const PARTS = ["touchpoints", "stages", "journeys", "dimensions"] as const;
export type Part = (typeof PARTS)[number];
export type Sections = { readonly [P in Part]?: EditableSettings[P] };

export interface Draft {
  /** What was looked at when the change began. */
  readonly base: EditableSettings;
  /** What shall stand instead. */
  readonly sections: Sections;
}

type Named = Readonly<Record<string, unknown>>;

/** The settings as the draft would have them. */
export function drafted({ base, sections }: Draft): EditableSettings {
  return { ...base, ...sections };
}

/** The same changes, made to what somebody else has written meanwhile: where both changed a thing, mine stands. */
export function rebased({ base, sections }: Draft, theirs: EditableSettings): Draft {
  const merged = Object.fromEntries(
    Object.entries(sections).map(([part, mine]) => {
      const key = part as Part;
      return [part, backAs(key, mergedEntries(entries(key, base), entriesOf(mine), entries(key, theirs)))];
    }),
  );
  return { base: theirs, sections: merged };
}

/** Names of what differs between two states of a part. */
export function differing(part: Part, before: EditableSettings, after: EditableSettings): readonly string[] {
  const [old, now] = [entries(part, before), entries(part, after)];
  return [...new Set([...old.keys(), ...now.keys()])].filter((name) => !same(old.get(name), now.get(name)));
}

function entries(part: Part, settings: EditableSettings): ReadonlyMap<string, Named> {
  return entriesOf(settings[part]);
}

function entriesOf(value: unknown): ReadonlyMap<string, Named> {
  if (!Array.isArray(value)) return new Map(Object.entries(value as Readonly<Record<string, Named>>));
  return new Map((value as readonly Named[]).map((one) => [String(one["name"]), one]));
}

function backAs(part: Part, found: ReadonlyMap<string, Named>): unknown {
  return part === "journeys" ? Object.fromEntries(found) : [...found.values()];
}

function mergedEntries(base: ReadonlyMap<string, Named>, mine: ReadonlyMap<string, Named>, theirs: ReadonlyMap<string, Named>): ReadonlyMap<string, Named> {
  const moved = !same([...mine.keys()].filter((name) => base.has(name)), [...base.keys()].filter((name) => mine.has(name)));
  const [first, second] = moved ? [mine, theirs] : [theirs, mine];
  const found = new Map<string, Named>();
  for (const name of [...first.keys(), ...second.keys()]) {
    const [was, own, other] = [base.get(name), mine.get(name), theirs.get(name)];
    const kept = same(was, own) ? other : own;
    if (kept) found.set(name, kept);
  }
  return found;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
