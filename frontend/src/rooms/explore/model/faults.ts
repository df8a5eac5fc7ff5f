/** What keeps a question from being asked, told at its field before the server is. */

import type { Parameter } from "../../../lib/types";
import type { Given, Value } from "./given";
import { valueOf } from "./given";

export interface Fault {
  /** Its words are `explore.fault.WHAT`. */
  readonly what: "needed" | "few" | "empty" | "between" | "duration" | "period" | "unknown";
  readonly values: Readonly<Record<string, string | number>>;
}

/** The names that are known of a parameter; null where nobody knows yet. */
export type Known = (parameter: Parameter) => ReadonlySet<string> | null;

const DURATION = /^\s*(\d+(\.\d+)?\s*(ms|w|d|h|m|s)\s*)+$/i;
const DAY = String.raw`\d{4}(-\d{2}(-\d{2})?)?`;
const DAYS = new RegExp(String.raw`^\s*(${DAY}|${DAY}\s*\.\.|\.\.\s*${DAY}|${DAY}\s*\.\.\s*${DAY})\s*$`);

/** The faults of a question by parameter. */
export function faultsOf(parameters: readonly Parameter[], given: Given, known: Known): ReadonlyMap<string, Fault> {
  return new Map(
    parameters.flatMap((parameter) => {
      const fault = faultOf(parameter, valueOf(parameter, given), known(parameter));
      return fault ? [[parameter.name, fault] as const] : [];
    }),
  );
}

function faultOf(parameter: Parameter, value: Value | null, known: ReadonlySet<string> | null): Fault | null {
  if (value === null) return parameter.required ? fault("needed") : null;
  const texts = typeof value === "object" ? value : typeof value === "string" ? [value] : [];
  if (typeof value === "object" && value.length < (parameter.least ?? 0)) return fault("few", { n: parameter.least ?? 0 });
  if (typeof value === "number" && !between(parameter, value)) return fault("between", { least: parameter.least ?? 0, most: parameter.most ?? 0 });
  if (texts.some((text) => text.trim() === "")) return fault("empty");
  if (parameter.kind === "duration" && !texts.every((text) => isDuration(text) || (parameter.endless && text === "none"))) return fault("duration");
  if (parameter.kind === "period" && !texts.every(isPeriod)) return fault("period");
  const unknown = known && texts.find((text) => !known.has(text));
  return unknown === undefined || unknown === null ? null : fault("unknown", { name: unknown });
}

function fault(what: Fault["what"], values: Fault["values"] = {}): Fault {
  return { what, values };
}

function between({ least, most }: Parameter, value: number): boolean {
  return Number.isInteger(value) && value >= (least ?? value) && value <= (most ?? value);
}

/** Whether a text is a length of time, such as 7d or 1h30m, longer than nothing. */
export function isDuration(text: string): boolean {
  return DURATION.test(text) && /[1-9]/.test(text);
}

/** Whether a text is a span of days, such as 2026-03, 2026-01-01..2026-03-31 or last 30d. */
export function isPeriod(text: string): boolean {
  const last = /^\s*last\s+(.+)$/i.exec(text);
  return last ? isDuration(last[1] ?? "") : DAYS.test(text);
}
