import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { ALL_JOBS, JOBS, withJob } from "./live";
import type { Job, JobList } from "./types";

/** Shows a job as it is now, without waiting to hear of it. */
export function useJobStarted(): (job: Job) => void {
  const queries = useQueryClient();
  return useCallback(
    (job: Job) => {
      queries.setQueryData<JobList>(ALL_JOBS, (list) => (list ? withJob(list, job) : list));
      void queries.invalidateQueries({ queryKey: [JOBS] });
    },
    [queries],
  );
}
