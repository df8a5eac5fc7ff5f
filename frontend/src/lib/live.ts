/** Keeps what is shown as fresh as the server's data, and says whether the line to it is open. */

import type { QueryClient, UseQueryResult } from "@tanstack/react-query";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Told } from "./changes";
import { get } from "./api";
import { follow } from "./changes";
import type { Job, JobList } from "./types";

export const JOBS = "/api/jobs";
/** Under which the list of jobs is kept. */
export const ALL_JOBS = [JOBS, {}];
/** What no change of the data makes stale. */
const APART: readonly string[] = [JOBS, "/api/me"];
/** What an ended job may have changed besides the data. */
const AFTER_JOBS: readonly string[] = ["/api/imports", "/api/sources", "/api/uploads"];

/** What is heard of jobs while lists of them are on their way: those may be older. */
const onTheWay = new Set<Job[]>();

/** The jobs, the newest first, as they are now. */
export function useJobs(): UseQueryResult<JobList> {
  return useQuery<JobList>({ queryKey: ALL_JOBS, queryFn: ({ signal }) => fetchJobs(signal) });
}

/** Fetches the list; what is heard of jobs meanwhile is newer than it. */
export async function fetchJobs(signal: AbortSignal): Promise<JobList> {
  const meanwhile: Job[] = [];
  onTheWay.add(meanwhile);
  try {
    const list = await get<JobList>(JOBS, { signal });
    return meanwhile.reduce(withJob, list);
  } finally {
    onTheWay.delete(meanwhile);
  }
}

/** Whether it waits or runs. */
export function isLive({ state }: Pick<Job, "state">): boolean {
  return state === "waiting" || state === "running";
}

/** Brings a job's latest state into the list of jobs. */
export function withJob(list: JobList, job: Job): JobList {
  const there = list.rows.some(({ id }) => id === job.id);
  const rows = there ? list.rows.map((one) => (one.id === job.id ? job : one)) : [job, ...list.rows].sort((a, b) => b.id - a.id);
  return { count: there ? list.count : list.count + 1, rows };
}

export interface Live {
  /** False while the server is not heard. */
  readonly heard: boolean;
  /** Why newer data or settings cannot be used, in the reader's language; null where they can. */
  readonly problem: string | null;
}

/** Follows what the server tells while the app is open. */
export function useLive(): Live {
  const queries = useQueryClient();
  const [heard, line] = useState(true);
  const [problem, trouble] = useState<string | null>(null);
  useEffect(() => follow(hearing(queries, line, trouble)), [queries]);
  return { heard, problem };
}

function hearing(queries: QueryClient, line: (open: boolean) => void, trouble: (problem: string | null) => void): (what: Told) => void {
  let version: string | null | undefined;
  let heard = true;
  return (what) => {
    switch (what.kind) {
      case "data":
        if (version !== undefined && version !== what.of.version) refresh(queries, (path) => !APART.includes(path));
        version = what.of.version;
        trouble(what.of.problem?.message ?? null);
        return;
      case "job":
        hearJob(queries, what.of);
        return;
      case "line":
        line(what.open);
        if (what.open && !heard) refresh(queries, () => true); // whatever failed meanwhile
        heard = what.open;
    }
  };
}

/** Brings what is heard of a job into the list, and into those on their way. */
export function hearJob(queries: QueryClient, job: Job): void {
  const before = queries.getQueryData<JobList>(ALL_JOBS);
  if (before) queries.setQueryData<JobList>(ALL_JOBS, withJob(before, job));
  for (const meanwhile of onTheWay) meanwhile.push(job);
  if (isLive(job)) return;
  const known = before?.rows.find(({ id }) => id === job.id);
  if (known && isLive(known)) refresh(queries, (path) => AFTER_JOBS.some((start) => path.startsWith(start)));
}

function refresh(queries: QueryClient, which: (path: string) => boolean): void {
  void queries.invalidateQueries({ predicate: ({ queryKey: [path] }) => which(String(path)) });
}
