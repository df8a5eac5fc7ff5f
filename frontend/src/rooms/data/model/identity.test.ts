import { expect, it } from "vitest";
import type { IdentityRules, KindOfIdentifier, NamespaceFacts } from "../../../lib/types";
import { kindOf, kindsOf, limitsOf, valuesOf, withLimit, withRule } from "./identity";

const KNOWN: readonly KindOfIdentifier[] = [
  { namespace: "email", level: "contact" },
  { namespace: "device_id", level: "device" },
];
const EMAIL: NamespaceFacts = { namespace: "email", level: "contact", links: true, identifiers: 5, customers: 4, events: 9, set_aside: 1, placeholders: 0 };
const RULES: IdentityRules = { namespaces: { till: { links: false }, email: { limit: 2 } } };

it("kinds are those of the data, then those that only the settings name", () => {
  expect(kindsOf(RULES, [EMAIL], KNOWN)).toEqual([
    { namespace: "email", level: "contact", rule: { limit: 2 }, facts: EMAIL },
    { namespace: "till", level: "account", rule: { links: false }, facts: null },
  ]);
});

it("a device that two accounts sign in on is shared, where nothing else is said", () => {
  const limits = (namespace: string, rules: IdentityRules): unknown => limitsOf(kindOf(namespace, rules, [], KNOWN), rules);
  expect(limits("device_id", {})).toEqual({ accounts: 1, contacts: 3 });
  expect(limits("device_id", { limit: 5, namespaces: { device_id: { limit: 2 } } })).toEqual({ accounts: 2, contacts: 2 });
  expect(limits("email", { limit: 5 })).toEqual({ accounts: 5, contacts: 5 });
});

it("what is as it is anyway is not said, and the others stay where they are", () => {
  expect(withRule(RULES, "till", { links: true, limit: null, ignore: [] })).toEqual({ namespaces: { email: { limit: 2 } } });
  expect(Object.keys(withRule(RULES, "till", { links: false, limit: 1 }).namespaces ?? {})).toEqual(["till", "email"]);
  expect(withRule({}, "phone", { ignore: ["0"] })).toEqual({ namespaces: { phone: { ignore: ["0"] } } });
  expect(withLimit({ limit: 2, ...RULES }, null)).toEqual(RULES);
  expect(withLimit(RULES, 4)).toEqual({ limit: 4, ...RULES });
});

it("values stand one a line, once each", () => {
  expect(valuesOf(" a@b.c \n\nnobody\na@b.c")).toEqual(["a@b.c", "nobody"]);
});
