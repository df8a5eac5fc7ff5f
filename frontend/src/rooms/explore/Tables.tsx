import type { ReactElement } from "react";
import { useState } from "react";
import type { AnswerTable, TableRow } from "../../lib/types";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { useWords } from "../../ui/context";
import { Figure, Figures } from "../../ui/Count";
import type { Column, Order } from "../../ui/Table";
import { Table } from "../../ui/Table";
import { GROUP, inOrder, isNumeric, nameOf } from "./model/answer";
import { TableCell } from "./TableCell";

interface Props {
  readonly table: AnswerTable;
  /** What the groups are told apart by. */
  readonly by: string;
  readonly onOpen: ((cell: string) => void) | undefined;
}

const AT_FIRST = 12;
const MORE = 100;

/** One table of an answer; a single row of facts stands as figures. */
export function AnswerTableCard({ table, by, onOpen }: Props): ReactElement {
  return (
    <Card title={table.title}>{table.name === "facts" && table.rows.length === 1 ? <Facts table={table} onOpen={onOpen} /> : <Rows table={table} by={by} onOpen={onOpen} />}</Card>
  );
}

function Facts({ table, onOpen }: Omit<Props, "by">): ReactElement {
  return (
    <Figures small>
      {table.rows.flatMap((row) =>
        table.columns.map((column, place) => (
          <Figure key={column.name} label={column.title}>
            <TableCell column={column} value={row.values[place] ?? {}} label={column.title} onOpen={onOpen} />
          </Figure>
        )),
      )}
    </Figures>
  );
}

function Rows({ table, by, onOpen }: Props): ReactElement {
  const words = useWords();
  const [sorting, sort] = useState<Order>();
  const [more, show] = useState({ of: table, rows: AT_FIRST });
  const rows = inOrder(table, sorting);
  const shown = rows.slice(0, more.of === table ? more.rows : AT_FIRST);
  const grouped = table.rows.some((row) => row.group !== null);
  const columns: readonly Column<TableRow>[] = [
    ...(grouped ? [{ id: GROUP, title: by, sortable: true, cell: (row: TableRow) => row.group }] : []),
    ...table.columns.map((column, place) => ({
      id: column.name,
      title: column.title,
      number: isNumeric(column) && place > 0,
      head: place === 0,
      sortable: column.kind !== "shares",
      cell: (row: TableRow) => <TableCell column={column} value={row.values[place] ?? {}} label={`${column.title}, ${nameOf(table, row)}`} onOpen={onOpen} />,
    })),
  ];
  return (
    <>
      <Table caption={table.title} columns={columns} rows={shown} keyOf={(_, index) => index} order={sorting} onOrder={sort} />
      {rows.length > shown.length && (
        <span>
          <Button onPress={() => show({ of: table, rows: shown.length + MORE })}>{words("explore.more_rows", { shown: shown.length, n: rows.length })}</Button>
        </span>
      )}
      {shown.length === rows.length && table.rows_in_all > rows.length && <p className="dl-muted">{words("explore.cut", { rows: rows.length, n: table.rows_in_all })}</p>}
    </>
  );
}
