import type { FirstRows, RowEvent } from "../../../lib/types";

export interface ShownRow {
  /** The row's number in the table, from 0. */
  readonly place: number;
  /** What it becomes; null where it gives nothing. */
  readonly event: RowEvent | null;
  /** Why it, or a part of it, gives nothing. */
  readonly fault: string | null;
  /** As it stands in the file; empty where the row stands above already. */
  readonly raw: readonly (string | null)[];
}

/** Each row beside what it becomes: a row that becomes several events takes several lines. */
export function shownRows({ rows, events, faults }: FirstRows): readonly ShownRow[] {
  return rows.flatMap((raw, place) => {
    const own: readonly (RowEvent | null)[] = events.filter(({ row }) => row === place);
    return (own.length > 0 ? own : [null]).map((event, number) => ({ place, event, fault: number === 0 ? (faults[place] ?? null) : null, raw: number === 0 ? raw : [] }));
  });
}
