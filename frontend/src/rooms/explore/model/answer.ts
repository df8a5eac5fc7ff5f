/** The tables of an answer, in an order. */

import type { AnswerTable, TableColumn, TableRow, TableValue } from "../../../lib/types";

export interface Sorting {
  readonly by: string;
  readonly down: boolean;
}

/** Rows in the order of a column; those without a value stay last. */
export function inOrder(table: AnswerTable, sorting: Sorting | undefined): readonly TableRow[] {
  const place = sorting ? table.columns.findIndex(({ name }) => name === sorting.by) : -1;
  if (!sorting || (place < 0 && sorting.by !== GROUP)) return table.rows;
  const key = (row: TableRow): number | string | null => (sorting.by === GROUP ? row.group : keyOf(row.values[place]));
  const sign = sorting.down ? -1 : 1;
  return [...table.rows].sort((one, other) => {
    const [first, second] = [key(one), key(other)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    if (typeof first === "number" && typeof second === "number") return sign * (first - second);
    return sign * String(first).localeCompare(String(second), undefined, { numeric: true });
  });
}

/** The column of groups, which no field of an answer is named as. */
export const GROUP = "group";

function keyOf(value: TableValue | undefined): number | string | null {
  if (!value) return null;
  return value.number ?? value.text ?? (value.parts ? value.parts.map((part) => part.text ?? part.number ?? "").join(" ") : null);
}

const NUMBERS: ReadonlySet<TableColumn["kind"]> = new Set(["count", "share", "points", "p", "duration", "money", "number"]);

/** Whether a column's values stand at the right. */
export function isNumeric({ kind }: TableColumn): boolean {
  return NUMBERS.has(kind);
}

/** What a row is called: its group and its first words. */
export function nameOf(table: AnswerTable, row: TableRow): string {
  const place = table.columns.findIndex(({ kind }) => kind === "text" || kind === "touchpoint" || kind === "steps" || kind === "day" || kind === "customer");
  const value = row.values[place];
  const words = value?.text ?? value?.parts?.map((part) => part.text ?? "").join(" › ");
  return [row.group, words].filter(Boolean).join(" · ");
}

/** What a cell of an answer counts, in words: the row and the column that it stands in. */
export function titleOf(tables: readonly AnswerTable[], cell: string): string | null {
  const own = (table: AnswerTable): number => Number(table.name === "comparison"); // a count is known by its own place first
  for (const table of [...tables].sort((one, other) => own(one) - own(other))) {
    for (const row of table.rows) {
      const place = row.values.findIndex((value) => holds(value, cell));
      const column = table.columns[place];
      if (column) return [nameOf(table, row), column.title].filter(Boolean).join(" · ");
    }
  }
  return null;
}

function holds(value: TableValue, cell: string): boolean {
  return value.cell === cell || value.of_cell === cell || (value.parts ?? []).some((part) => holds(part, cell));
}
