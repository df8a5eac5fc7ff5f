/** What is wrong with an upload, for each table and file of it: what was said of it last, else what an import met. */

import type { AsidePreview, Job, UploadPreview } from "../../lib/types";
import type { Words } from "../../lib/words";
import { sentence } from "../../ui/Notice";
import type { Fault, Owner } from "./model/faults";
import { fieldAt, pathOf } from "./model/faults";
import type { Correcting } from "./useCorrections";

/** What an import met after the last correction; null: nothing, or it was corrected since. */
export function metBy(jobs: readonly (Job | undefined)[], preview: UploadPreview | undefined): Job["problem"] | null {
  const failed = jobs.filter((job) => job?.state === "failed" && (job.ended_us ?? 0) > (preview?.upload.changed_us ?? Infinity));
  return failed.sort((one, other) => (other?.ended_us ?? 0) - (one?.ended_us ?? 0))[0]?.problem ?? null;
}

/** What is wrong with a table or file; null: nothing. */
export function faultAt(owner: Owner, correcting: Pick<Correcting, "error" | "wrong">, met: Job["problem"] | null, words: Words): Fault | null {
  if (correcting.error) {
    const path = pathOf(correcting.error);
    const field = path ? fieldAt(path, owner) : correcting.wrong === (owner.table ?? owner.files[0]) ? null : undefined;
    return field === undefined ? null : { field, text: sentence(correcting.error, words) };
  }
  const field = met ? fieldAt(met.path ?? [], owner) : undefined;
  return met && field ? { field, text: met.message } : null;
}

/** The files that cannot be read. */
export function damaged({ aside: files }: UploadPreview): readonly AsidePreview[] {
  return files.filter((file) => file.damaged);
}
