import { describe, expect, it } from "vitest";
import { moved, put, without } from "./order";

const IDS = ["a", "b", "c"];

describe("what stands on Home", () => {
  it("is moved by places, never over an end", () => {
    expect(moved(IDS, "c", -1)).toEqual(["a", "c", "b"]);
    expect(moved(IDS, "a", 1)).toEqual(["b", "a", "c"]);
    expect(moved(IDS, "a", 2)).toEqual(["b", "c", "a"]);
    expect(moved(IDS, "a", -1)).toBe(IDS);
    expect(moved(IDS, "c", 1)).toBe(IDS);
    expect(moved(IDS, "gone", -1)).toBe(IDS);
  });

  it("is put back where it was, once", () => {
    for (const [place, id] of IDS.entries()) expect(put(without(IDS, id), id, place)).toEqual(IDS);
    expect(put(["a"], "c", 2)).toEqual(["a", "c"]);
    expect(put(IDS, "b", 0)).toBe(IDS);
  });
});
