import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import "./Table.css";

export interface Column<Row> {
  readonly id: string;
  readonly title: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the right, one below the other. */
  readonly number?: boolean;
  /** Sentences stand in it: it keeps room for a few words, in scripts without spaces too. */
  readonly prose?: boolean;
  /** The column that names the row. */
  readonly head?: boolean;
  readonly sortable?: boolean;
}

export interface Order {
  readonly by: string;
  readonly down: boolean;
}

interface Props<Row> {
  /** What it holds, for those who cannot see it. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row, index: number) => string | number;
  readonly order?: Order | undefined;
  readonly onOrder?: (order: Order) => void;
}

/** Rows of numbers and names; scrolls within itself where it is wide. */
export function Table<Row>({ caption, columns, rows, keyOf, order, onOrder }: Props<Row>): ReactElement {
  return (
    <div className="dl-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table className="dl-table">
        <caption className="dl-unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" data-number={column.number || undefined} {...sorted(column, order)}>
                {column.sortable && onOrder ? (
                  <button type="button" className="dl-sort" onClick={() => onOrder({ by: column.id, down: order?.by === column.id ? !order.down : Boolean(column.number) })}>
                    {column.title}
                    {order?.by === column.id && (order.down ? <ArrowDown size={14} aria-hidden="true" /> : <ArrowUp size={14} aria-hidden="true" />)}
                  </button>
                ) : (
                  column.title
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={keyOf(row, index)}>
              {columns.map((column) =>
                column.head ? (
                  <th key={column.id} scope="row">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.id} data-number={column.number || undefined} data-prose={column.prose || undefined}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function sorted<Row>(column: Column<Row>, order: Order | undefined): { readonly "aria-sort"?: "ascending" | "descending" } {
  return order?.by === column.id ? { "aria-sort": order.down ? "descending" : "ascending" } : {};
}
