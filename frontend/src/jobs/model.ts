/** How a job stands, for those who wait for it. */

import type { Job, Me } from "../lib/types";

/** How far a running job is, as a part of one; null where nobody knows. */
export function partDone({ step }: Pick<Job, "step">): number | null {
  return step?.of ? Math.min(1, (step.number - 1 + (step.part ?? 0)) / step.of) : null;
}

/** What one must be allowed to ask for such a job, to cancel it and to start it anew. */
export function askedBy({ request }: Pick<Job, "request">): Me["rights"][number] {
  return request.kind === "erase" || request.kind === "backup" ? "admin" : "edit";
}

/** Whether what it was asked can be started anew with one press; an erasure does not say whom. */
export function canStartAgain({ state, request }: Pick<Job, "state" | "request">): boolean {
  return request.kind !== "erase" && (state === "interrupted" || state === "cancelled" || state === "failed");
}

/** The latest job of an upload, a dry run apart from an import. */
export function jobOf(jobs: readonly Job[], upload: string, dryRun: boolean): Job | undefined {
  return jobs.find(({ request }) => request.kind === "import" && request.upload === upload && (request.dry_run ?? false) === dryRun);
}

/** What was read, all tables together. */
export function totals(job: Job): { readonly events: number; readonly measures: number; readonly known: number; readonly repeats: number; readonly rejected: number } {
  const none = { events: 0, measures: 0, known: 0, repeats: 0, rejected: 0 };
  return (job.outcome?.tables ?? []).reduce(
    (sum, table) => ({
      events: sum.events + table.events,
      measures: sum.measures + table.measures,
      known: sum.known + table.known,
      repeats: sum.repeats + table.repeats,
      rejected: sum.rejected + table.rejected,
    }),
    none,
  );
}
