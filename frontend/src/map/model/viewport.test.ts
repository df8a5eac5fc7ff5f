import { describe, expect, it } from "vitest";
import { closer, FIT, further, LEAST, MOST, moved, wheelFactor, zoomAt } from "./viewport";

describe("zooming", () => {
  it("keeps what lies under the pointer", () => {
    const before = { scale: 1.5, left: 200, top: 90 };
    const point = { x: 320, y: 40 };
    const after = zoomAt(before, 1.4, point);
    expect((after.left + point.x) / after.scale).toBeCloseTo((before.left + point.x) / before.scale);
    expect((after.top + point.y) / after.scale).toBeCloseTo((before.top + point.y) / before.scale);
  });

  it("comes back after in and out", () => {
    const point = { x: 100, y: 100 };
    const there = closer(FIT, point);
    expect(there.scale).toBeGreaterThan(1);
    const back = further(there, point);
    expect(back.scale).toBeCloseTo(1);
    expect(back.left).toBeCloseTo(0);
  });

  it("stays within its bounds, and does not jump at them", () => {
    const largest = { scale: MOST, left: 700, top: 300 };
    expect(zoomAt(largest, 3, { x: 10, y: 10 })).toEqual(largest);
    expect(zoomAt(FIT, 0.001, { x: 0, y: 0 }).scale).toBe(LEAST);
  });

  it("never shows what lies before the map's beginning", () => {
    expect(moved({ scale: 1, left: 10, top: 10 }, { x: 50, y: -5 })).toEqual({ scale: 1, left: 0, top: 15 });
  });

  it("takes a wild wheel for a turned one", () => {
    expect(wheelFactor(1e9)).toBe(wheelFactor(100));
    expect(wheelFactor(-20)).toBeGreaterThan(1);
    expect(wheelFactor(0)).toBe(1);
  });
});
