import { describe, expect, it } from "vitest";
import { address } from "../../../lib/api";
import type { Parameter } from "../../../lib/types";
import { changed, givenOf, packed, readGiven, unpacked, valueOf, writeGiven } from "./given";
import { PARAMETERS } from "./samples";

function there(given: Parameters<typeof writeGiven>[1]): URLSearchParams {
  return new URLSearchParams(address("", writeGiven(PARAMETERS, given)).slice(1));
}

describe("a question in an address", () => {
  it("comes back as it was", () => {
    const given = { steps: ["Home", "a|b\\", "", "ű,я 旅程 & =?"], window: "1h30m", depth: 3, each: true, within: "visit", where: 'x = "a|b"' };
    expect(readGiven(PARAMETERS, there(given))).toEqual(given);
  });

  it("says only what is not usual", () => {
    expect([...there({ depth: 5, window: "7d", each: false, within: "history" }).keys()]).toEqual([]);
    expect([...there({ depth: 6, where: "x" }).keys()].sort()).toEqual(["depth", "where"]);
  });

  it.each(["depth=many", "depth=", "each=perhaps", "within=moon", "where=", "nobody=1"])("leaves out what it says wrongly: %s", (text) => {
    expect(readGiven(PARAMETERS, new URLSearchParams(text))).toEqual({});
  });

  it("keeps texts with any letters apart", () => {
    for (const texts of [[""], ["", ""], ["|", "\\"], ["a\\|", "|b"], ["\\\\", "|||"]]) expect(unpacked(packed(texts))).toEqual(texts);
  });
});

describe("a question", () => {
  it("is changed by one parameter, and gives a default back", () => {
    const given = { depth: 3, where: "x" };
    expect(changed(PARAMETERS, given, "depth", 4)).toEqual({ depth: 4, where: "x" });
    expect(changed(PARAMETERS, given, "depth", 5)).toEqual({ where: "x" });
    expect(changed(PARAMETERS, given, "where", null)).toEqual({ depth: 3 });
    expect(changed(PARAMETERS, given, "nobody", 1)).toEqual(given);
  });

  it("takes from what was saved what it knows", () => {
    expect(givenOf(PARAMETERS, { depth: 5, steps: ["a", "b"], nobody: 1, where: null, each: { wrong: 1 } })).toEqual({ steps: ["a", "b"] });
  });

  it("holds defaults where nothing is given", () => {
    const depth = PARAMETERS.find(({ name }) => name === "depth") as Parameter;
    expect([valueOf(depth, {}), valueOf(depth, { depth: 2 })]).toEqual([5, 2]);
  });
});
