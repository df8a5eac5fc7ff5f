import type { Spec } from "../charts/model/look";
import type { AnswerTable } from "../lib/types";

/** What every question's answer has. */
export interface Answer {
  readonly story: readonly string[];
  readonly chart: Spec | null;
  readonly tables: readonly AnswerTable[];
  readonly groups_overlap: boolean;
  readonly version: string;
}
