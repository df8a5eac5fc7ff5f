import { describe, expect, it } from "vitest";
import type { Lines } from "./lines";
import { isComplete, linesOf, selectionOf } from "./lines";

const LINES: Lines = {
  join: "and",
  lines: [
    { kind: "is", not: false, dimension: "country", values: ["HU", "TW"] },
    { kind: "did", not: false, touchpoints: ["cart"], atLeast: 3 },
    { kind: "did", not: true, touchpoints: ["order", "receipt"], atLeast: null },
    { kind: "segment", not: true, name: "staff" },
  ],
};

describe("lines of a condition", () => {
  it("come back from the selection that they make", () => {
    const made = selectionOf(LINES);
    expect(made && linesOf(made)).toEqual(LINES);
    const one: Lines = { join: "and", lines: LINES.lines.slice(2, 3) };
    const single = selectionOf(one);
    expect(single).toEqual({ kind: "not", part: { kind: "did", touchpoints: ["order", "receipt"] } });
    expect(single && linesOf(single)).toEqual(one);
  });

  it("leave out what is not finished", () => {
    expect(selectionOf({ join: "or", lines: [{ kind: "did", not: false, touchpoints: [], atLeast: null }] })).toBeNull();
    expect(isComplete({ kind: "is", not: false, dimension: "country", values: [] })).toBe(false);
  });

  it("do not pretend to hold what they cannot", () => {
    const did = { kind: "did", touchpoints: ["cart"] };
    for (const more of [{ within: "7d" }, { period: "2026-03" }, { where: { kind: "none", dimension: "plan" } }, { times: { limit: "exactly", times: 2 } }]) {
      expect(linesOf({ ...did, ...more })).toBeNull();
    }
    expect(linesOf({ kind: "pattern", pattern: "a, b" })).toBeNull();
    expect(linesOf({ kind: "and", parts: [did, { kind: "or", parts: [did, did] }] })).toBeNull();
    expect(linesOf({ kind: "not", part: { kind: "not", part: did } })).toBeNull();
  });
});
