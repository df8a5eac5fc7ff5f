import { QueryClient } from "@tanstack/react-query";
import { afterEach, expect, it, vi } from "vitest";
import { fetchJobs, hearJob, withJob } from "./live";
import type { Job } from "./types";

afterEach(() => vi.unstubAllGlobals());

function job(id: number, more: Partial<Job>): Job {
  return { id, by: "ann", request: { kind: "backup" }, state: "running", created_us: 0, ...more };
}

it("what is heard of jobs while their list is on its way is newer than the list", async () => {
  let answer: (response: Response) => void = () => undefined;
  vi.stubGlobal("fetch", () => new Promise<Response>((done) => (answer = done)));
  const list = fetchJobs(new AbortController().signal);
  hearJob(new QueryClient(), job(7, { step: { name: "pack", number: 1, of: 1, part: 0.5 } }));
  hearJob(new QueryClient(), job(8, { state: "done" }));
  answer(Response.json({ count: 2, rows: [job(7, { step: { name: "pack", number: 1, of: 1, part: 0 } }), job(6, { state: "done" })] }));
  const { count, rows } = await list;
  expect([count, rows.map(({ id }) => id)]).toEqual([3, [8, 7, 6]]);
  expect(rows[1]?.step?.part).toBe(0.5);
});

it("a job has one place in the list, the newest first", () => {
  const list = { count: 2, rows: [job(2, {}), job(1, { state: "done" })] };
  expect(withJob(list, job(2, { state: "done" }))).toEqual({ count: 2, rows: [job(2, { state: "done" }), job(1, { state: "done" })] });
  expect(withJob(list, job(3, {})).rows.map(({ id }) => id)).toEqual([3, 2, 1]);
});
