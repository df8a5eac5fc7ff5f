import { expect, it } from "vitest";
import en from "../lib/languages/en";
import type { Job, JobRequest, JobStep } from "../lib/types";
import { askedBy, canStartAgain, partDone } from "./model";

const KINDS: Readonly<Record<JobRequest["kind"], true>> = { import: true, undo: true, build: true, erase: true, backup: true };
const STEPS: Readonly<Record<JobStep["name"], true>> = {
  wait: true, look: true, read: true, undo: true, erase: true, pack: true, identity: true, log: true, group: true, write: true,
};
const STATES: Readonly<Record<Job["state"], true>> = { waiting: true, running: true, done: true, failed: true, cancelled: true, interrupted: true };

it("every kind, step and state of a job has its words", () => {
  const wanted = [
    ...Object.keys(KINDS).map((kind) => `jobs.kind.${kind}`),
    ...Object.keys(STEPS).map((step) => `jobs.step.${step}`),
    ...Object.keys(STATES).map((state) => `jobs.state.${state}`),
  ];
  expect(wanted.filter((key) => !(key in en))).toEqual([]);
});

it("how far it is counts what is done of the step", () => {
  expect(partDone({ step: { name: "pack", number: 1, of: 1, part: 0.25 } })).toBe(0.25);
  expect(partDone({ step: { name: "read", number: 2, of: 4 } })).toBe(0.25);
  expect(partDone({ step: { name: "look", number: 1, of: null } })).toBeNull();
});

it("an erasure cannot be started again, and it and a backup are an admin's", () => {
  expect(canStartAgain({ state: "interrupted", request: { kind: "backup" } })).toBe(true);
  expect(canStartAgain({ state: "interrupted", request: { kind: "erase" } })).toBe(false);
  expect(canStartAgain({ state: "done", request: { kind: "build" } })).toBe(false);
  expect((["erase", "backup", "import", "undo", "build"] as const).map((kind) => askedBy({ request: { kind } }))).toEqual(["admin", "admin", "edit", "edit", "edit"]);
});
