/** The rules of identity as a form shows them. */

import type { IdentityRules, KindOfIdentifier, NamespaceFacts, NamespaceRule } from "../../../lib/types";

const LIMIT = 3;
const DEVICES_ACCOUNTS = 1;

/** One kind of identifier: what the settings say of it, and what the data know of it. */
export interface Kind {
  readonly namespace: string;
  readonly level: KindOfIdentifier["level"];
  readonly rule: NamespaceRule;
  readonly facts: NamespaceFacts | null;
}

/** All kinds that the data or the settings name, those of most events first. */
export function kindsOf(rules: IdentityRules, facts: readonly NamespaceFacts[], known: readonly KindOfIdentifier[]): readonly Kind[] {
  const said = Object.keys(rules.namespaces ?? {}).filter((name) => !facts.some(({ namespace }) => namespace === name));
  return [...facts.map(({ namespace }) => namespace), ...said].map((namespace) => kindOf(namespace, rules, facts, known));
}

/** One kind; one that nobody knows is taken as given to accounts, as the server takes it. */
export function kindOf(namespace: string, rules: IdentityRules, facts: readonly NamespaceFacts[], known: readonly KindOfIdentifier[]): Kind {
  const found = facts.find((one) => one.namespace === namespace) ?? null;
  const level = (found ?? known.find((one) => one.namespace === namespace))?.level ?? "account";
  return { namespace, level, rule: rules.namespaces?.[namespace] ?? {}, facts: found };
}

/** The limit for kinds that set none. */
export function limitOf({ limit }: IdentityRules): number {
  return limit ?? LIMIT;
}

/** With how many accounts, and with how many contacts, a value may be seen before it is shared. */
export function limitsOf({ level, rule }: Kind, rules: IdentityRules): { readonly accounts: number; readonly contacts: number } {
  const own = rule.limit ?? null;
  if (own !== null) return { accounts: own, contacts: own };
  const all = limitOf(rules);
  return { accounts: level === "device" ? DEVICES_ACCOUNTS : all, contacts: all };
}

/** The rules with another limit for kinds that set none; null: the usual one. */
export function withLimit(rules: IdentityRules, limit: number | null): IdentityRules {
  const { limit: _, ...rest } = rules;
  return limit === null ? rest : { limit, ...rest };
}

/** The rules with those of one kind changed; what is as it is anyway is not said. */
export function withRule(rules: IdentityRules, namespace: string, { links, limit, ignore }: NamespaceRule): IdentityRules {
  const { [namespace]: _, ...others } = rules.namespaces ?? {};
  const rule: NamespaceRule = { ...(links === false ? { links } : {}), ...(limit == null ? {} : { limit }), ...(ignore?.length ? { ignore } : {}) };
  if (Object.keys(rule).length === 0) return { ...rules, namespaces: others };
  const place = namespace in (rules.namespaces ?? {});
  return { ...rules, namespaces: place ? { ...rules.namespaces, [namespace]: rule } : { ...others, [namespace]: rule } };
}

/** The values that a text holds, one a line. */
export function valuesOf(text: string): readonly string[] {
  return [...new Set(text.split("\n").map((line) => line.trim()))].filter(Boolean);
}
