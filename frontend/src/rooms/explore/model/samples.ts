/** Parameters of every kind, for tests. */

import type { Parameter } from "../../../lib/types";

function parameter(name: string, kind: Parameter["kind"], more: Partial<Parameter> = {}): Parameter {
  return { name, title: name, about: "", kind, shared: false, required: false, many: false, default: null, choices: [], of: null, least: null, most: null, endless: false, ...more };
}

export const PARAMETERS: readonly Parameter[] = [
  parameter("steps", "touchpoint", { many: true, required: true, least: 2, most: 20 }),
  parameter("start", "touchpoint"),
  parameter("window", "duration", { default: "7d", endless: true }),
  parameter("depth", "number", { default: 5, least: 1, most: 10 }),
  parameter("each", "yes_no", { default: false }),
  parameter("within", "choice", { default: "history", choices: ["history", "journey", "visit"].map((value) => ({ value, title: value })) }),
  parameter("to", "choice", { default: "channel", choices: ["channel", "touchpoint"].map((value) => ({ value, title: value })) }),
  parameter("direct", "value", { many: true, default: [], of: "to" }),
  parameter("pattern", "pattern"),
  parameter("journey", "journey"),
  parameter("where", "selection", { shared: true }),
  parameter("period", "period", { shared: true }),
  parameter("by", "dimension", { shared: true }),
];
