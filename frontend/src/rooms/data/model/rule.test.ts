import { describe, expect, it } from "vitest";
import type { Touchpoint } from "../../../lib/types";
import { many, moved, whenOf, withRule } from "./rule";

const RULES: readonly Touchpoint[] = ["cart", "order", "mail"].map((name) => ({ name, when: { name } }));
const names = (rules: readonly Touchpoint[]): string => rules.map(({ name }) => name).join(" ");

describe("rules of touchpoints", () => {
  it("are one or several, as lists", () => {
    expect([many("a"), many(["a", "b"]), many(null), many(undefined)]).toEqual([["a"], ["a", "b"], [], []]);
  });

  it("say only what was chosen, and keep properties that the form does not show", () => {
    expect(whenOf(["web"], [], [], { properties: { plan: "pro" } })).toEqual({ properties: { plan: "pro" }, channel: ["web"] });
    expect(whenOf([], ["order*"], ["shop"], {})).toEqual({ name: ["order*"], source: ["shop"] });
  });

  it("stay in their place when one is changed, and move by one", () => {
    expect(names(withRule(RULES, "order", { name: "bought", when: {} }))).toBe("cart bought mail");
    expect(names(withRule(RULES, null, { name: "call", when: {} }))).toBe("cart order mail call");
    expect(names(moved(RULES, "mail", -1))).toBe("cart mail order");
    expect(moved(RULES, "cart", -1)).toBe(RULES);
  });
});
