import { describe, expect, it } from "vitest";
import { meanwhile } from "./meanwhile";

interface Thing {
  readonly text: string;
  readonly customers: number;
}

const text = (one: Thing): string => one.text;

describe("a thing that is edited", () => {
  const base: Thing = { text: "a", customers: 1 };

  it("stays the same where only what follows from the data has changed", () => {
    expect(meanwhile(base, { text: "a", customers: 2 }, text)).toEqual({ kind: "same" });
  });

  it("was changed by somebody else, or removed", () => {
    const now = { text: "b", customers: 1 };
    expect(meanwhile(base, now, text)).toEqual({ kind: "changed", now });
    expect(meanwhile(base, undefined, text)).toEqual({ kind: "gone" });
  });

  it("cannot have been changed where it is new", () => {
    expect(meanwhile(null, undefined, text)).toEqual({ kind: "same" });
  });
});
