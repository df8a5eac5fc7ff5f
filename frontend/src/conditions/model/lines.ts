/** A condition as lines that can be clicked together, and the way to and from the server's data form. No React. */

/** Those who did something, or did not. */
export interface DidLine {
  readonly kind: "did";
  readonly not: boolean;
  readonly touchpoints: readonly string[];
  /** At least how many times; null: once is enough. */
  readonly atLeast: number | null;
}

/** Those with one of some values of a dimension, or with none of them. */
export interface IsLine {
  readonly kind: "is";
  readonly not: boolean;
  readonly dimension: string;
  readonly values: readonly string[];
}

/** Those in a segment, or outside it. */
export interface SegmentLine {
  readonly kind: "segment";
  readonly not: boolean;
  readonly name: string;
}

export type Line = DidLine | IsLine | SegmentLine;

export interface Lines {
  /** Whether all lines must hold, or any. */
  readonly join: "and" | "or";
  readonly lines: readonly Line[];
}

/** A selection as the server gives and takes it. */
export type SelectionData = Readonly<Record<string, unknown>> & { readonly kind: string };

export const NOTHING: Lines = { join: "and", lines: [] };

/** Whether everything is chosen that the line needs. */
export function isComplete(line: Line): boolean {
  if (line.kind === "did") return line.touchpoints.length > 0;
  return line.kind === "is" ? line.dimension !== "" && line.values.length > 0 : line.name !== "";
}

/** The selection that the complete lines make; null where there are none. */
export function selectionOf({ join, lines }: Lines): SelectionData | null {
  const parts = lines.filter(isComplete).map(partOf);
  if (parts.length < 2) return parts[0] ?? null;
  return { kind: join, parts };
}

function partOf(line: Line): SelectionData {
  const positive = positiveOf(line);
  return line.not ? { kind: "not", part: positive } : positive;
}

function positiveOf(line: Line): SelectionData {
  switch (line.kind) {
    case "did":
      return { kind: "did", touchpoints: line.touchpoints, ...(line.atLeast === null ? {} : { times: { limit: "at least", times: line.atLeast } }) };
    case "is":
      return { kind: "is", dimension: line.dimension, values: line.values };
    case "segment":
      return { kind: "segment", name: line.name };
  }
}

/** The lines that make a selection; null where it says more than lines can. */
export function linesOf(selection: SelectionData): Lines | null {
  if (selection.kind === "and" || selection.kind === "or") {
    const parts = Array.isArray(selection["parts"]) ? (selection["parts"] as SelectionData[]) : [];
    const lines = parts.map((part) => lineOf(part, false));
    return lines.every((line) => line !== null) ? { join: selection.kind, lines } : null;
  }
  const line = lineOf(selection, false);
  return line ? { join: "and", lines: [line] } : null;
}

function lineOf(part: SelectionData, not: boolean): Line | null {
  const keys = Object.keys(part).filter((key) => key !== "kind").sort().join(" ");
  switch (part.kind) {
    case "not":
      return not ? null : lineOf(part["part"] as SelectionData, true);
    case "did": {
      const atLeast = times(part["times"]);
      return (keys === "touchpoints" || keys === "times touchpoints") && atLeast !== undefined
        ? { kind: "did", not, touchpoints: part["touchpoints"] as string[], atLeast }
        : null;
    }
    case "is":
      return { kind: "is", not, dimension: String(part["dimension"]), values: part["values"] as string[] };
    case "segment":
      return { kind: "segment", not, name: String(part["name"]) };
    default:
      return null;
  }
}

/** At least how many times; null where nothing is said, undefined where it is said otherwise. */
function times(said: unknown): number | null | undefined {
  if (said === undefined || said === null) return null;
  const { limit, times: many } = said as { readonly limit: string; readonly times: number };
  return limit === "at least" ? many : undefined;
}
