import { describe, expect, it } from "vitest";
import type { ProjectTrouble } from "../../../lib/types";
import { placeOf, sizes, well, worst } from "./health";

const trouble = (code: ProjectTrouble["code"], subject: ProjectTrouble["subject"], cure: ProjectTrouble["cure"] = null): ProjectTrouble => ({ code, subject, severity: "warning", message: "", cure });

describe("health", () => {
  it("says what is well: all that was looked at and no trouble is about", () => {
    expect(well({ checked: ["settings", "log", "journeys"], troubles: [trouble("stale", "journeys", "build")] })).toEqual(["settings", "log"]);
  });
  it("has the worst first", () => {
    expect(worst({ troubles: [] })).toBeNull();
    expect(worst({ troubles: [trouble("disk", "disk")] })).toBe("warning");
  });
  it("leads to where something can be done, and nowhere where it is done elsewhere", () => {
    expect(placeOf(trouble("unknown", "rules", "settings"))).toBe("/data/rules?part=journeys");
    expect(placeOf(trouble("rejects", "imports"))).toBe("/data");
    expect(placeOf(trouble("disk", "disk"))).toBeNull();
    expect(placeOf(trouble("stale", "journeys", "build"))).toBeNull();
  });
  it("adds up what has no name of its own, the largest first", () => {
    expect(sizes({ events: 5, jobs: 1, tmp: 9 })).toEqual([
      { name: "other", bytes: 10 },
      { name: "events", bytes: 5 },
    ]);
  });
});
