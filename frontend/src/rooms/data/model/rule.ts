/** Rules of touchpoints as the form has them. No React. */

import type { Touchpoint, When } from "../../../lib/types";

/** One or several, as a list. */
export function many<T extends string>(value: T | readonly T[] | null | undefined): readonly T[] {
  if (value === null || value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}

/** A rule with lists for what is one or several; properties stay as they are. */
export function whenOf(channels: readonly string[], names: readonly string[], sources: readonly string[], before: When): When {
  return {
    ...(before.properties ? { properties: before.properties } : {}),
    ...(channels.length > 0 ? { channel: channels } : {}),
    ...(names.length > 0 ? { name: names } : {}),
    ...(sources.length > 0 ? { source: sources } : {}),
  } as When;
}

/** The rules with one in its own place, or behind all; `was` is the name it had. */
export function withRule(rules: readonly Touchpoint[], was: string | null, rule: Touchpoint): readonly Touchpoint[] {
  return was === null ? [...rules, rule] : rules.map((one) => (one.name === was ? rule : one));
}

/** The rules with one a place earlier or later, where there is one. */
export function moved(rules: readonly Touchpoint[], name: string, by: -1 | 1): readonly Touchpoint[] {
  const at = rules.findIndex((one) => one.name === name);
  const [here, there] = [rules[at], rules[at + by]];
  if (!here || !there) return rules;
  return rules.map((one, place) => (place === at ? there : place === at + by ? here : one));
}
