/** What is wrong with an upload, for each table and file of it: what was said of it last, else what an import met. */

import type { AsidePreview, Job, UploadPreview } from "../../lib/types";
import type { Words } from "../../lib/words";
import { sentence } from "../../ui/Notice";
import type { Fault, Owner } from "./model/faults";
import { fieldAt, nameOf, pathOf } from "./model/faults";
import type { Refusal } from "./useCorrections";

/** What an import met after the last correction; null: nothing, or it was corrected since. */
export function metBy(jobs: readonly (Job | undefined)[], preview: UploadPreview | undefined): Job["problem"] | null {
  const failed = jobs.filter((job) => job?.state === "failed" && (job.ended_us ?? 0) > (preview?.upload.changed_us ?? Infinity));
  return failed.sort((one, other) => (other?.ended_us ?? 0) - (one?.ended_us ?? 0))[0]?.problem ?? null;
}

/** What is wrong with a table or file; null: nothing. */
export function faultAt(owner: Owner, refused: ReadonlyMap<string, Refusal>, met: Job["problem"] | null, words: Words): Fault | null {
  for (const refusal of refused.values()) {
    const field = fieldOf(refusal, owner);
    if (field !== undefined) return { field, text: sentence(refusal.error, words) };
  }
  const field = met ? fieldAt(met.path ?? [], owner) : undefined;
  return met && field ? { field, text: met.message } : null;
}

/** What was refused and belongs to none of the tables and files. */
export function elsewhere(refused: ReadonlyMap<string, Refusal>, owners: readonly Owner[]): readonly Refusal[] {
  return [...refused.values()].filter((refusal) => owners.every((owner) => fieldOf(refusal, owner) === undefined));
}

function fieldOf({ error, owner: spoken }: Refusal, owner: Owner): Fault["field"] | undefined {
  const path = pathOf(error);
  return path ? fieldAt(path, owner) : nameOf(spoken) === nameOf(owner) ? null : undefined;
}

/** The files that cannot be read. */
export function damaged({ aside: files }: UploadPreview): readonly AsidePreview[] {
  return files.filter((file) => file.damaged);
}
