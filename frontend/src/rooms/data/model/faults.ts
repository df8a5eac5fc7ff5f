/** Faults that the server found in how an upload is read, at the fields of the form they lie in. */

import { ApiError } from "../../../lib/api";

export const FIELDS = [
  "source",
  "at",
  "format",
  "encoding",
  "separator",
  "time",
  "time.format",
  "time.zone",
  "time.day",
  "name",
  "name.const",
  "channel",
  "channel.const",
  "identifiers",
  "value",
  "value.currency",
  "score",
  "score.min",
  "score.max",
  "text",
] as const;
export type Field = (typeof FIELDS)[number];

export type Path = readonly (string | number)[];

/** A sentence, and the field it is about; null: it is about the table or file as a whole. */
export interface Fault {
  readonly field: Field | null;
  readonly text: string;
}

/** Which table or file of the upload something belongs to. */
export interface Owner {
  readonly table?: string;
  readonly files: readonly string[];
}

/** What a table or file is called where several are spoken of. */
export function nameOf({ table, files }: Owner): string {
  return table ?? files[0] ?? "";
}

/** Where in what was sent an error lies; null where the server does not say. */
export function pathOf(error: unknown): Path | null {
  const path = error instanceof ApiError ? error.told["path"] : null;
  return Array.isArray(path) ? (path as Path) : null;
}

/** The field that a path leads to within a table or file; null: it as a whole; undefined: it leads elsewhere. */
export function fieldAt(path: Path, { table, files }: Owner): Field | null | undefined {
  const [kind, name, ...rest] = path;
  if (kind === "files") return files.includes(String(name)) ? named(rest) : undefined;
  if (kind !== "tables" || table === undefined || name !== table) return undefined;
  return named(rest[0] === "mapping" ? rest.slice(1) : rest);
}

function named([first, second]: Path): Field | null {
  const known = (text: string): Field | null => FIELDS.find((field) => field === text) ?? null;
  return known(`${first ?? ""}.${second ?? ""}`) ?? known(String(first ?? ""));
}
