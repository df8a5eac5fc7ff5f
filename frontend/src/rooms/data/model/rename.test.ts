import { expect, test } from "vitest";
import { stageRenamed, touchpointRenamed } from "./rename";

const journeys = {
  purchase: { goal: "paid", start: ["visit", "paid"], recovery: ["paid"], gap: "30d" },
  support: { goal: ["solved"], stages: ["use", "help"] },
};

test("journey types follow a touchpoint to its new name, and keep all else", () => {
  expect(touchpointRenamed(journeys, "paid", "order paid")).toEqual({
    purchase: { goal: "order paid", start: ["visit", "order paid"], recovery: ["order paid"], gap: "30d" },
    support: { goal: ["solved"], stages: ["use", "help"] },
  });
});

test("what does not refer to it stays as it is", () => {
  expect(touchpointRenamed(journeys, "unknown", "new")).toEqual(journeys);
});

test("touchpoints and journey types follow a stage", () => {
  const touchpoints = [
    { name: "paid", when: {}, stage: "use" },
    { name: "visit", when: {}, stage: "see" },
  ];
  const changed = stageRenamed({ touchpoints, journeys }, "use", "enjoy");
  expect(changed.touchpoints.map(({ stage }) => stage)).toEqual(["enjoy", "see"]);
  expect(changed.journeys["support"]?.stages).toEqual(["enjoy", "help"]);
  expect(changed.journeys["purchase"]).toEqual(journeys.purchase);
});
