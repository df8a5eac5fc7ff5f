/** How a table is read, as a form; and a form that was changed, as the corrections that the server keeps. */

import type { ChannelRule, Corrections, FileCorrection, Mapping, NameRule, TableCorrection, TablePreview, UploadPreview } from "../../../lib/types";

export interface TableForm {
  readonly source: string;
  /** The day of all rows, for tables that say no time: 2026-01-31. */
  readonly at: string;
  readonly time: string | null;
  /** The column of the time of day, where it stands apart from the date. */
  readonly timeOfDay: string | null;
  readonly format: string;
  readonly zone: string;
  readonly day: "start" | "end";
  readonly name: string | null;
  /** What rows are called whose column is empty, or all where there is none. */
  readonly nameConst: string;
  readonly channel: string | null;
  readonly channelConst: string;
  readonly identifiers: readonly IdentifierField[];
  readonly value: string | null;
  readonly currency: string | null;
  readonly currencyConst: string;
  readonly score: string | null;
  readonly scoreMin: number | null;
  readonly scoreMax: number | null;
  readonly text: string | null;
}

export interface IdentifierField {
  readonly namespace: string;
  readonly column: string | null;
}

/** The form of what was recognised, and of the day that was given. */
export function formOf({ source, mapping, time_zone }: Pick<TablePreview, "source" | "mapping" | "time_zone">, at: string | null = null): TableForm {
  const { time, name, channel, identifiers, value, score, text }: Mapping = mapping ?? {};
  return {
    source,
    at: at ?? "",
    time: time?.columns[0] ?? null,
    timeOfDay: time?.columns[1] ?? null,
    format: time?.format ?? "iso",
    zone: time?.zone ?? time_zone,
    day: time?.day ?? "start",
    name: name?.columns?.[0] ?? null,
    nameConst: name?.const ?? "",
    channel: channel?.column ?? null,
    channelConst: channel?.const ?? "other",
    identifiers: Object.entries(identifiers ?? {}).flatMap(([namespace, columns]) => columns.map((column) => ({ namespace, column }))),
    value: value?.columns[0] ?? null,
    currency: value?.currency?.column ?? null,
    currencyConst: value?.currency?.const ?? "",
    score: score?.column ?? null,
    scoreMin: score?.min ?? null,
    scoreMax: score?.max ?? null,
    text: text?.column ?? null,
  };
}

/** What was typed into a form so far, with what a further change of it says. */
export function typedSince(typed: Partial<TableForm>, form: TableForm, next: TableForm): Partial<TableForm> {
  const changed = Object.entries(next).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(form[key as keyof TableForm]));
  return { ...typed, ...Object.fromEntries(changed) };
}

/** Everything said about an upload, with what was typed into a table's form: fields that were not touched stay as they are now. */
export function typedInto(now: UploadPreview, table: TablePreview, typed: Partial<TableForm>): Corrections {
  const own = now.tables.find((one) => one.table === table.table && one.files.join("/") === table.files.join("/")) ?? table;
  return corrected(now.corrections, own, { ...formOf(own, now.corrections.tables?.[own.table]?.at), ...typed });
}

/** What is said about a table and its files, or a file: the same text where it is the same. */
export function saidOf(corrections: Corrections, { table, files }: { readonly table?: string; readonly files: readonly string[] }): string {
  return JSON.stringify([table === undefined ? null : corrections.tables?.[table], files.map((file) => corrections.files?.[file])]);
}

/** Everything said about an upload, with what a table's form says otherwise than its preview. */
export function corrected(corrections: Corrections, preview: TablePreview, form: TableForm): Corrections {
  const before = corrections.tables?.[preview.table] ?? {};
  const mapping = { ...before.mapping, ...changes(preview, form) };
  const source = form.source.trim();
  const named = source && source !== preview.source ? { source } : {};
  const given = form.at === (before.at ?? "") ? {} : { at: form.at.trim() || null };
  return withTable(corrections, preview.table, { ...before, ...named, ...given, mapping });
}

/** A table left aside, or taken in again. */
export function aside(corrections: Corrections, table: string, left: boolean): Corrections {
  return withTable(corrections, table, { ...corrections.tables?.[table], aside: left });
}

/** What files are read as, said otherwise; the rest of what was said about them stays. */
export function readAs(corrections: Corrections, files: readonly string[], said: FileCorrection): Corrections {
  const changed = Object.fromEntries(files.map((file) => [file, { ...corrections.files?.[file], ...said }]));
  return { ...corrections, files: { ...corrections.files, ...changed } };
}

/** Whether anything is said about a table or its files. */
export function isCorrected(corrections: Corrections, { table, files }: Pick<TablePreview, "table" | "files">): boolean {
  return corrections.tables?.[table] !== undefined || files.some((file) => corrections.files?.[file] !== undefined);
}

/** Nothing said about a table and its files: it is read as recognised. */
export function uncorrected(corrections: Corrections, { table, files }: Pick<TablePreview, "table" | "files">): Corrections {
  const { [table]: _, ...tables } = corrections.tables ?? {};
  const kept = Object.entries(corrections.files ?? {}).filter(([file]) => !files.includes(file));
  return { ...corrections, tables, files: Object.fromEntries(kept) };
}

function withTable(corrections: Corrections, table: string, correction: TableCorrection): Corrections {
  return { ...corrections, tables: { ...corrections.tables, [table]: correction } };
}

/** The parts of a mapping that the form says otherwise; parts that it does not know stay as they were. */
function changes(preview: TablePreview, form: TableForm): Record<string, unknown> {
  const before = formOf(preview);
  const differs = (...keys: readonly (keyof TableForm)[]): boolean => keys.some((key) => JSON.stringify(before[key]) !== JSON.stringify(form[key]));
  const mapping: Mapping = preview.mapping ?? {};
  return {
    ...(differs("time", "timeOfDay", "format", "zone", "day") && form.time ? { time: timeOf(form, preview.time_zone) } : {}),
    ...(differs("name", "nameConst") ? { name: nameOf(form, mapping.name) } : {}),
    ...(differs("channel", "channelConst") ? { channel: channelOf(form, mapping.channel) } : {}),
    ...(differs("identifiers") ? { identifiers: identifiersOf(form) } : {}),
    ...(differs("value", "currency", "currencyConst") ? { value: valueOf(form, mapping.value) } : {}),
    ...(differs("score", "scoreMin", "scoreMax") ? { score: scoreOf(form) } : {}),
    ...(differs("text") ? { text: form.text ? { column: form.text } : null } : {}),
  };
}

function timeOf(form: TableForm, ownZone: string): Mapping["time"] {
  const columns = [form.time, form.timeOfDay].filter((column) => column !== null);
  return { columns, format: form.format.trim() || "iso", day: form.day, ...(form.zone && form.zone !== ownZone ? { zone: form.zone.trim() } : {}) };
}

function nameOf({ name, nameConst }: TableForm, before: NameRule = {}): NameRule {
  const others = before.columns?.[0] === name ? (before.columns ?? []) : name ? [name] : [];
  return { ...before, columns: others, const: nameConst.trim() || null };
}

function channelOf({ channel, channelConst }: TableForm, before: ChannelRule = {}): Record<string, unknown> {
  return { column: channel, const: channelConst, ...(before.column === channel && before.values ? { values: before.values } : {}) };
}

function identifiersOf({ identifiers }: TableForm): Record<string, readonly string[]> {
  const found: Record<string, readonly string[]> = {};
  for (const { namespace, column } of identifiers) if (column && namespace.trim()) found[namespace.trim()] = [...(found[namespace.trim()] ?? []), column];
  return found;
}

function valueOf({ value, currency, currencyConst }: TableForm, before: Mapping["value"]): Mapping["value"] {
  if (!value) return null;
  const code = currencyConst.trim().toUpperCase();
  const columns = before?.columns[0] === value ? before.columns : [value];
  return { ...before, columns, currency: { ...(currency ? { column: currency } : {}), ...(code ? { const: code } : {}) } };
}

function scoreOf({ score, scoreMin, scoreMax }: TableForm): Mapping["score"] {
  return score ? { column: score, min: scoreMin ?? 0, max: scoreMax ?? 10 } : null;
}

/** What each column of a table is read as. */
export function rolesOf(mapping: Mapping | null): ReadonlyMap<string, string> {
  const roles = new Map<string, string>();
  const say = (role: string, columns: readonly (string | null | undefined)[]): void => {
    for (const column of columns) if (column && !roles.has(column)) roles.set(column, role);
  };
  if (!mapping) return roles;
  say("time", [...(mapping.time?.columns ?? []), ...(mapping.moments ?? []).flatMap(({ time }) => time.columns)]);
  say("name", mapping.name?.columns ?? []);
  say("channel", [mapping.channel?.column]);
  for (const columns of Object.values(mapping.identifiers ?? {})) say("identifier", columns);
  say("value", mapping.value?.columns ?? []);
  say("currency", [mapping.value?.currency?.column]);
  say("score", [mapping.score?.column]);
  say("text", [mapping.text?.column]);
  say("id", [mapping.id]);
  say("measure", (mapping.measures ?? []).map(({ column }) => column));
  return roles;
}
