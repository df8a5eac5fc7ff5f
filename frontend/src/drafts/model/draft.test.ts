import { expect, it } from "vitest";
import type { EditableSettings, Touchpoint } from "../../lib/types";
import { differing, drafted, rebased } from "./draft";

const point = (name: string, event = name): Touchpoint => ({ name, when: { name: event } });

function settings(version: string, touchpoints: readonly Touchpoint[]): EditableSettings {
  return {
    ...{ version, name: null, language: "en", time_zone: "UTC", currency: "EUR", country: null, visit_gap: "30m" },
    ...{ stages: [{ name: "purchase" }], touchpoints, journeys: { buy: { goal: "b" } }, dimensions: [], identity: {} },
  };
}

const base = settings("1", [point("a"), point("b"), point("c")]);

it("a draft stands in place of what was looked at", () => {
  expect(drafted({ base, sections: { touchpoints: [] } })).toEqual({ ...base, touchpoints: [] });
});

it("both changes stay where they are of different things", () => {
  const theirs = settings("2", [point("a", "A"), point("b"), point("c"), point("e")]);
  const mine = { base, sections: { touchpoints: [point("a"), point("b", "B"), point("d")] } };
  const now = rebased(mine, theirs);
  expect(now.base.version).toBe("2");
  expect(now.sections.touchpoints).toEqual([point("a", "A"), point("b", "B"), point("e"), point("d")]);
});

it("mine stands where both changed the same, and my order where I changed it", () => {
  const theirs = settings("2", [point("a", "theirs"), point("b"), point("c")]);
  const now = rebased({ base, sections: { touchpoints: [point("c"), point("a", "mine"), point("b")] } }, theirs);
  expect(now.sections.touchpoints).toEqual([point("c"), point("a", "mine"), point("b")]);
});

it("journeys are merged by their names", () => {
  const theirs: EditableSettings = { ...base, journeys: { buy: { goal: "b" }, lead: { goal: "a" } } };
  expect(rebased({ base, sections: { journeys: { buy: { goal: "c" } } } }, theirs).sections.journeys).toEqual({ buy: { goal: "c" }, lead: { goal: "a" } });
});

it("a single value is merged whole: mine stands where I changed it", () => {
  const theirs: EditableSettings = { ...base, version: "2", name: "Theirs", currency: "HUF" };
  expect(rebased({ base, sections: { name: "Mine", time_zone: "Asia/Taipei" } }, theirs).sections).toEqual({ name: "Mine", time_zone: "Asia/Taipei" });
  expect(rebased({ base: { ...base, name: "Old" }, sections: { name: null } }, { ...base, name: "Old" }).sections).toEqual({ name: null });
});

it("rules of identity are merged by the kind of identifier, and the limit for all apart", () => {
  const was: EditableSettings = { ...base, identity: { namespaces: { email: { limit: 2 } } } };
  const theirs: EditableSettings = { ...was, identity: { limit: 5, namespaces: { email: { limit: 2 }, phone: { links: false } } } };
  const mine = { namespaces: { email: { limit: 4 } } };
  expect(rebased({ base: was, sections: { identity: mine } }, theirs).sections.identity).toEqual({ limit: 5, namespaces: { email: { limit: 4 }, phone: { links: false } } });
  expect(rebased({ base: was, sections: { identity: {} } }, was).sections.identity).toEqual({ namespaces: {} });
});

it("says by name what differs", () => {
  const names = (after: EditableSettings): readonly string[] => differing(base, after).map(({ part, name }) => `${part}:${name ?? ""}`);
  expect(names(settings("2", [point("a"), point("b", "x"), point("d")]))).toEqual(["touchpoints:b", "touchpoints:c", "touchpoints:d"]);
  expect(names({ ...base, country: "HU", identity: { limit: 2, namespaces: { email: {} } } })).toEqual(["country:", "identity:", "identity:email"]);
  expect(names(base)).toEqual([]);
});
