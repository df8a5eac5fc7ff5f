import { describe, expect, it } from "vitest";
import type { Awaited } from "./condition";
import { asked, changed, usable, whole } from "./condition";

const START: Awaited = { condition: whole(" old "), wanted: false };
const making = (at: Awaited): Awaited => changed(at, { ...at.condition, state: "making" });

describe("a condition that was asked for", () => {
  it("is used at once where it is whole", () => {
    expect(usable(START)).toBeNull();
    expect(usable(asked(START))).toBe("old");
  });

  it("is not used before its lines are written as text", () => {
    const pressed = asked(making(START));
    expect(usable(pressed)).toBeNull();
    expect(usable(changed(pressed, whole("new")))).toBe("new");
  });

  it("is not used where it was changed further, or could not be written", () => {
    const pressed = asked(making(START));
    expect(usable(changed(making(pressed), whole("newer")))).toBeNull();
    const refused = changed(pressed, { ...pressed.condition, state: "refused" });
    expect(usable(changed(refused, whole("new")))).toBeNull();
    expect(asked(refused).wanted).toBe(false);
  });
});
