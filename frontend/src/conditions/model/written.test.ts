import { describe, expect, it } from "vitest";
import { condition, segment } from "./written";

describe("a condition", () => {
  it("is written as selections write it, whatever letters it has", () => {
    expect(condition("channel", 'a "b" \\')).toBe('channel = "a \\"b\\" \\\\"');
    expect(condition("Billing Country", "HU")).toBe('"Billing Country" = "HU"');
    expect(segment("late buyers")).toBe('segment("late buyers")');
    expect(segment('those who "call" \\')).toBe('segment("those who \\"call\\" \\\\")');
  });
});
