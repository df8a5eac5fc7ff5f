import { describe, expect, it } from "vitest";
import { faultsOf, isDuration, isPeriod } from "./faults";
import type { Given } from "./given";
import { PARAMETERS } from "./samples";
import type { Vocabulary } from "./vocabulary";
import { knownIn, optionsOf } from "./vocabulary";

const value = (name: string): Vocabulary["choices"]["dimensions"][number]["values"][number] => ({ value: name, label: name.toUpperCase(), count: 1 });
const VOCABULARY: Vocabulary = {
  choices: {
    dimensions: [{ dimension: "channel", label: "Channel", scope: "event", unit: "events", values: [value("web"), value("email")], found: 2, none: 0 }],
    touchpoints: [
      { touchpoint: "cart", label: "Cart", stage: null, events: 9 },
      { touchpoint: "order", label: "Order", stage: null, events: 4 },
    ],
    segments: ["buyers"],
    journeys: ["purchase"],
    currencies: [],
    currency: "EUR",
    scales: [],
    first_us: null,
    last_us: null,
  },
  journeys: [{ name: "purchase", label: "Purchase" }],
};
const FINE: Given = { steps: ["cart", "order"] };

function faults(given: Given): Record<string, string> {
  const found = faultsOf(PARAMETERS, { ...FINE, ...given }, knownIn(VOCABULARY, PARAMETERS, { ...FINE, ...given }));
  return Object.fromEntries([...found].map(([name, { what }]) => [name, what]));
}

describe("the faults of a question", () => {
  it.each<[Given, Record<string, string>]>([
    [{}, {}],
    [{ steps: ["cart"] }, { steps: "few" }],
    [{ steps: ["cart", ""] }, { steps: "empty" }],
    [{ steps: ["cart", "moon"] }, { steps: "unknown" }],
    [{ window: "none" }, {}],
    [{ window: "soon" }, { window: "duration" }],
    [{ depth: 11 }, { depth: "between" }],
    [{ depth: 1.5 }, { depth: "between" }],
    [{ period: "last 30d" }, {}],
    [{ period: "yesterday" }, { period: "period" }],
    [{ by: "moon" }, { by: "unknown" }],
    [{ direct: ["web"] }, {}],
    [{ direct: ["cart"] }, { direct: "unknown" }],
    [{ direct: ["cart"], to: "touchpoint" }, {}],
    [{ journey: "support" }, { journey: "unknown" }],
    [{ where: 'segment("buyers")' }, {}],
  ])("%j", (given, expected) => {
    expect(faults(given)).toEqual(expected);
  });

  it("are not told of names before anybody knows them", () => {
    expect(faultsOf(PARAMETERS, { steps: ["moon", "sun"] }, knownIn(null, PARAMETERS, {})).size).toBe(0);
  });

  it("start with what is needed", () => {
    expect([...faultsOf(PARAMETERS, {}, () => null)].map(([name, { what }]) => [name, what])).toEqual([["steps", "needed"]]);
  });
});

describe("what is written", () => {
  it.each(["30m", "1h30m", "7 d", "1.5h", "250ms", "2W"])("%s is a length of time", (text) => expect(isDuration(text)).toBe(true));
  it.each(["", "7", "d", "0d", "7 days", "-1d", "none"])("%j is none", (text) => expect(isDuration(text)).toBe(false));
  it.each(["2026", "2026-03", "2026-03-05", "2026-01..2026-03-31", "..2026", "2026-02..", "last 30d", " Last 2w "])("%s is a span of days", (text) => expect(isPeriod(text)).toBe(true));
  it.each(["", "..", "last", "last year", "03/2026", "2026-3"])("%j is none", (text) => expect(isPeriod(text)).toBe(false));
});

describe("what can be chosen", () => {
  it("is told by labels, of a `value` those of the dimension that is named", () => {
    const parameter = (name: string): (typeof PARAMETERS)[number] => PARAMETERS.find((one) => one.name === name) ?? PARAMETERS[0]!;
    const labels = (name: string, given: Given = {}): string[] => optionsOf(parameter(name), PARAMETERS, given, VOCABULARY).map(({ label }) => label);
    expect(labels("steps")).toEqual(["Cart", "Order"]);
    expect(labels("direct")).toEqual(["WEB", "EMAIL"]);
    expect(labels("direct", { to: "touchpoint" })).toEqual(["Cart", "Order"]);
    expect(labels("within")).toEqual(["history", "journey", "visit"]);
    expect(labels("pattern")).toEqual([]);
    expect(optionsOf(parameter("where"), PARAMETERS, {}, VOCABULARY)).toEqual([{ id: 'segment("buyers")', label: "buyers" }]);
  });
});
