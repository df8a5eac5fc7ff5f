/** What people say about a table instead of what was recognised, as the form has it and as the server takes it. No React. */

import type { Corrections, Mapping, TableCorrection } from "../../../lib/types";

/** One identifier of a table: the kind of it, and the column that holds it. */
export interface IdentifierChoice {
  readonly namespace: string;
  readonly column: string;
}

/** How a table is read, as people choose it. */
export interface Reading {
  readonly timeColumns: readonly string[];
  readonly timeFormat: string;
  readonly nameColumn: string | null;
  readonly nameConst: string | null;
  readonly channel: string | null;
  readonly identifiers: readonly IdentifierChoice[];
  /** Multiplied: a price and a number of pieces. */
  readonly valueColumns: readonly string[];
}

export function readingOf(mapping: Mapping): Reading {
  return {
    timeColumns: mapping.time?.columns ?? [],
    timeFormat: mapping.time?.format ?? "iso",
    nameColumn: mapping.name?.columns?.[0] ?? null,
    nameConst: mapping.name?.const ?? null,
    channel: mapping.channel?.const ?? null,
    identifiers: Object.entries(mapping.identifiers ?? {}).flatMap(([namespace, columns]) => columns.map((column) => ({ namespace, column }))),
    valueColumns: mapping.value?.columns ?? [],
  };
}

/** The keys of a mapping that say what a changed reading says; only those that were changed. */
export function mappingOf(before: Reading, after: Reading, mapping: Mapping): Readonly<Record<string, unknown>> {
  const changed: Record<string, unknown> = {};
  const differs = (key: keyof Reading): boolean => JSON.stringify(before[key]) !== JSON.stringify(after[key]);
  if (differs("timeColumns") || differs("timeFormat")) changed["time"] = { ...mapping.time, columns: after.timeColumns, format: after.timeFormat };
  if (differs("nameColumn") || differs("nameConst")) {
    changed["name"] = { ...(after.nameColumn ? { columns: [after.nameColumn] } : {}), ...(after.nameConst ? { const: after.nameConst } : {}) };
  }
  if (differs("channel")) changed["channel"] = { ...mapping.channel, const: after.channel };
  if (differs("identifiers")) {
    const by: Record<string, string[]> = {};
    for (const { namespace, column } of after.identifiers) if (namespace && column) (by[namespace] ??= []).push(column);
    changed["identifiers"] = by;
  }
  if (differs("valueColumns")) changed["value"] = after.valueColumns.length > 0 ? { ...mapping.value, columns: after.valueColumns } : null;
  return changed;
}

/** The corrections with one table's put in their place. */
export function corrected(all: Corrections, table: string, change: TableCorrection): Corrections {
  const before = all.tables?.[table] ?? {};
  return { ...all, tables: { ...all.tables, [table]: { ...before, ...change, mapping: { ...before.mapping, ...change.mapping } } } };
}
