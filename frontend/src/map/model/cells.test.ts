import { describe, expect, it } from "vitest";
import type { MapView } from "../../lib/types";
import { pathOf, titleOf } from "./cells";

const cell = (touchpoint: string, ways_out: unknown[] = []): unknown => ({ touchpoint, label: touchpoint.toUpperCase(), ways_out });
const VIEW = {
  label: "Purchase",
  stages: [{ label: "Awareness", cells: [cell("ad"), cell("home", [{ label: "Cart", customers: 3 }])] }, { label: "Purchase", cells: [cell("order")] }],
  unstaged: [cell("identify")],
  reached: { count: 5 },
} as unknown as MapView;

describe("numbers of a map", () => {
  it("have the path that the server opens", () => {
    expect(pathOf(VIEW, "home", "customers")).toBe("/stages/0/cells/1/customers");
    expect(pathOf(VIEW, "order", "lost")).toBe("/stages/1/cells/0/lost");
    expect(pathOf(VIEW, "identify", "events")).toBe("/unstaged/0/events");
    expect(pathOf(VIEW, "nothing", "events")).toBeNull();
  });

  it("are named by what they lie in", () => {
    expect(titleOf(VIEW, "/stages/0/customers")).toBe("Awareness");
    expect(titleOf(VIEW, "/stages/0/cells/1/customers")).toBe("Awareness → HOME");
    expect(titleOf(VIEW, "/stages/0/cells/1/ways_out/0/customers")).toBe("HOME → Cart");
    expect(titleOf(VIEW, "/reached/count")).toBe("Purchase");
    expect(titleOf(VIEW, "/no/such/place")).toBe("Purchase");
  });
});
