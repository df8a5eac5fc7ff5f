/** Where numbers stand in a map, and what they count. No React. */

import type { MapView } from "../../lib/types";

/** What the app calls the numbers of a map; words of `map.table`. */
export type Column = "customers" | "journeys" | "events" | "lost";

/** The path of a row's number, as the server opens it. */
export function pathOf(view: MapView, touchpoint: string, column: Column): string | null {
  for (const [place, stage] of view.stages.entries()) {
    const at = stage.cells.findIndex((cell) => cell.touchpoint === touchpoint);
    if (at >= 0) return `/stages/${place}/cells/${at}/${column}`;
  }
  const at = view.unstaged.findIndex((cell) => cell.touchpoint === touchpoint);
  return at >= 0 ? `/unstaged/${at}/${column}` : null;
}

/** The names that a path leads through: a stage, a touchpoint, where to or from; in order. */
export function namesOf(view: MapView, path: string): readonly string[] {
  const names: string[] = [];
  let here: unknown = view;
  for (const step of path.split("/").slice(1)) {
    if (here === null || typeof here !== "object") return names;
    here = (here as Readonly<Record<string, unknown>>)[step];
    const label = here && typeof here === "object" ? (here as { readonly label?: unknown }).label : undefined;
    if (typeof label === "string") names.push(label);
  }
  return names;
}

/** The label of the stage or touchpoint that most closely names a number; the journey type's where none does. */
export function titleOf(view: MapView, path: string): string {
  const names = namesOf(view, path);
  return names.length > 0 ? names.slice(-2).join(" → ") : view.label;
}

