import { describe, expect, it } from "vitest";
import en from "../../../lib/languages/en";
import type { Touchpoint } from "../../../lib/types";
import { wordsOf } from "../../../lib/words";
import { formOfRule, labelOf, labelText, ruleText, touchpointOf } from "./rule";

const RULE: Touchpoint = {
  name: "Newsletter opened",
  when: { channel: ["email", "app"], name: ["open*", "seen"], source: "mailer", properties: { "campaign.kind": "news", trial: false, plan: ["pro", "team"] } },
  stage: "consideration",
  label: { en: "Newsletter", hu: "Hírlevél" },
};

describe("a touchpoint's rule", () => {
  const words = wordsOf("en", en);

  it("is told in words", () => {
    expect(ruleText(RULE.when, words, (name) => name.toUpperCase())).toBe("channel EMAIL or APP; name “open*” or “seen”; source “mailer”; campaign.kind “news”; trial “false”; plan “pro” or “team”");
    expect(ruleText({}, words, String)).toBe("every event");
  });

  it("comes out of its form as it went in", () => {
    expect(touchpointOf(formOfRule(RULE), RULE)).toEqual(RULE);
    expect(touchpointOf(formOfRule({ name: "a", when: { name: "a" } }))).toEqual({ name: "a", when: { name: "a" } });
  });

  it("takes what is typed: lines, values, a property that is only there", () => {
    const form = { ...formOfRule(RULE), channels: [], names: " a \n\nb", sources: [], properties: "plan = pro\nvip", stage: null, label: {} };
    expect(touchpointOf(form, RULE)).toEqual({ name: "Newsletter opened", when: { name: ["a", "b"], properties: { plan: "pro", vip: "*" } } });
  });
});

it("labels are one text for all languages, or one text a language", () => {
  expect(labelOf({ "": " Cart " })).toBe("Cart");
  expect(labelOf({ "": "Cart", hu: "Kosár" })).toEqual({ hu: "Kosár" });
  expect(labelOf({ hu: " " })).toBeNull();
  expect([labelText(RULE.label, "x", "hu"), labelText(RULE.label, "x", "ru"), labelText("Cart", "x", "ru"), labelText(null, "x", "en")]).toEqual(["Hírlevél", "Newsletter", "Cart", "x"]);
});
