/** A question's parameters as given, in an address and out of it. */

import type { Query } from "../../../lib/api";
import type { Parameter } from "../../../lib/types";

export type Value = string | number | boolean | readonly string[];

/** What is given of a question's parameters; what is not holds its default. */
export type Given = Readonly<Record<string, Value>>;

/** What an address says; what it says wrongly of numbers and choices is left out. */
export function readGiven(parameters: readonly Parameter[], params: URLSearchParams): Given {
  const found: Record<string, Value> = {};
  for (const parameter of parameters) {
    const text = params.get(parameter.name);
    const value = text === null ? null : read(parameter, text);
    if (value !== null) found[parameter.name] = value;
  }
  return found;
}

function read(parameter: Parameter, text: string): Value | null {
  if (parameter.many) return unpacked(text);
  if (parameter.kind === "number") return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : null;
  if (parameter.kind === "yes_no") return text === "true" ? true : text === "false" ? false : null;
  if (parameter.kind === "choice") return parameter.choices.some(({ value }) => value === text) ? text : null;
  return text === "" ? null : text;
}

/** What stands in the address: null takes a parameter out of it. */
export function writeGiven(parameters: readonly Parameter[], given: Given): Query {
  return Object.fromEntries(parameters.map((parameter) => [parameter.name, written(parameter, given[parameter.name])]));
}

function written(parameter: Parameter, value: Value | undefined): string | null {
  if (value === undefined || equal(value, parameter.default)) return null;
  return typeof value === "object" ? packed(value) : String(value);
}

/** What was saved or sent, as far as the question has such parameters. */
export function givenOf(parameters: readonly Parameter[], sent: Readonly<Record<string, unknown>>): Given {
  const found: Record<string, Value> = {};
  for (const parameter of parameters) {
    const value = sent[parameter.name];
    if (isValue(value) && !equal(value, parameter.default)) found[parameter.name] = value;
  }
  return found;
}

/** With one parameter changed; null gives it back its default. */
export function changed(parameters: readonly Parameter[], given: Given, name: string, value: Value | null): Given {
  const rest = Object.entries(given).filter(([other]) => other !== name);
  const parameter = parameters.find((one) => one.name === name);
  return Object.fromEntries(value === null || !parameter || equal(value, parameter.default) ? rest : [...rest, [name, value]]);
}

/** What holds: as given, else the default. */
export function valueOf(parameter: Parameter, given: Given): Value | null {
  return given[parameter.name] ?? parameter.default;
}

/** Texts in one text: `|` stands between them. */
export function packed(texts: readonly string[]): string {
  return texts.map((text) => text.replace(/[\\|]/g, "\\$&")).join("|");
}

export function unpacked(text: string): readonly string[] {
  const found = [""];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "|") found.push("");
    else {
      if (text[at] === "\\" && at + 1 < text.length) at += 1;
      found[found.length - 1] += text[at] ?? "";
    }
  }
  return found;
}

function equal(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function isValue(value: unknown): value is Value {
  return ["string", "number", "boolean"].includes(typeof value) || (Array.isArray(value) && value.every((one) => typeof one === "string"));
}
