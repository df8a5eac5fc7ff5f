import { expect, it } from "vitest";
import { monthsBetween } from "./months";

it("lists the months that data touch, the newest first", () => {
  const us = (text: string): number => Date.parse(text) * 1000;
  expect(monthsBetween(us("2025-11-30T12:00Z"), us("2026-02-01T00:00Z"))).toEqual(["2026-02", "2026-01", "2025-12", "2025-11"]);
  expect(monthsBetween(us("2020-01-01T00:00Z"), us("2026-02-01T00:00Z"))).toHaveLength(24);
  expect(monthsBetween(null, null)).toEqual([]);
});
