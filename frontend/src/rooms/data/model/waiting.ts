import type { Job, Upload } from "../../../lib/types";

/** Whether an upload waits to be imported: it has not been, and is not being so now. */
export function isWaiting({ id }: Upload, jobs: readonly Job[]): boolean {
  return !jobs.some(({ request, state }) => request.upload === id && !request.dry_run && (state === "done" || state === "running" || state === "waiting"));
}
