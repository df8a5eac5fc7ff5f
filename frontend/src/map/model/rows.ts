/** The map's touchpoints as rows of a table. */

import type { Cell, MapView } from "../../lib/types";

export interface Row {
  /** The stage's label; null for touchpoints without a stage. */
  readonly stage: string | null;
  readonly cell: Cell;
}

export function rowsOf(view: MapView): readonly Row[] {
  const staged = view.stages.flatMap((stage) => stage.cells.map((cell) => ({ stage: stage.label, cell })));
  return [...staged, ...view.unstaged.map((cell) => ({ stage: null, cell }))];
}

/** Whether there is anything to draw. */
export function isEmpty(view: MapView): boolean {
  return view.journeys === 0;
}
