import type { SettingsFault } from "../lib/types";

/** What is wrong at a field, as the server words it; null: nothing. */
export function faultAt(faults: readonly SettingsFault[], ...path: readonly (string | number)[]): string | null {
  return faults.find((fault) => path.every((step, place) => fault.path[place] === step))?.message ?? null;
}
