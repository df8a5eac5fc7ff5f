import { ArrowDown, ArrowUp, Pencil, Plus, Trash2 } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { Button, IconButton } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { useWords } from "../../../ui/context";
import { Notice } from "../../../ui/Notice";
import { Drawer } from "../../../ui/Overlay";
import type { Column } from "../../../ui/Table";
import { Table } from "../../../ui/Table";
import type { Part } from "../model/parts";

interface Props<Row> {
  readonly part: Part;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly nameOf: (row: Row) => string;
  readonly edits: boolean;
  /** The place of the one that is open in the drawer; null: none. */
  readonly open: number | null;
  readonly show: (place: number | null) => void;
  readonly fresh: () => Row;
  readonly onChange: (rows: readonly Row[]) => void;
  /** The form of one, in the drawer. */
  readonly editor: (row: Row, place: number, change: (row: Row) => void) => ReactNode;
}

/** Things in an order that counts: looked through, moved, added, taken out, and changed in a drawer. */
export function ListPart<Row>({ part, rows, columns, nameOf, edits, open, show, fresh, onChange, editor }: Props<Row>): ReactElement {
  const words = useWords();
  const row = open === null ? undefined : rows[open];
  const move = (place: number, to: number): void => {
    const next = [...rows];
    next.splice(to, 0, ...next.splice(place, 1));
    onChange(next);
  };
  const numbered = rows.map((one, place) => ({ one, place }));
  const tools: Column<{ readonly one: Row; readonly place: number }> = {
    id: "tools",
    title: <span className="dl-unseen">{words("data.rules.change")}</span>,
    cell: ({ one, place }) => {
      const name = nameOf(one);
      return (
        <span className="dl-tools">
          <IconButton icon={Pencil} label={words("data.rules.edit", { name })} onPress={() => show(place)} />
          <IconButton icon={ArrowUp} label={words("data.rules.up", { name })} disabled={place === 0} onPress={() => move(place, place - 1)} />
          <IconButton icon={ArrowDown} label={words("data.rules.down", { name })} disabled={place === rows.length - 1} onPress={() => move(place, place + 1)} />
          <IconButton icon={Trash2} label={words("data.rules.remove", { name })} onPress={() => onChange(rows.filter((_, at) => at !== place))} />
        </span>
      );
    },
  };
  const shown = columns.map((column) => ({ ...column, cell: ({ one }: { readonly one: Row }) => column.cell(one) }));
  const add = (
    <Button
      icon={Plus}
      onPress={() => {
        onChange([...rows, fresh()]);
        show(rows.length);
      }}
    >
      {words(`data.rules.add.${part}`)}
    </Button>
  );
  return (
    <Card title={words(`data.rules.${part}`)} {...(edits ? { aside: add } : {})}>
      {rows.length === 0 ? (
        <Notice title={words("data.rules.none")} small>
          <p>{words("data.rules.none.hint")}</p>
        </Notice>
      ) : (
        <Table caption={words(`data.rules.${part}`)} columns={edits ? [...shown, tools] : shown} rows={numbered} keyOf={({ place }) => place} />
      )}
      <Drawer title={row === undefined ? "" : nameOf(row) || words(`data.rules.add.${part}`)} open={row !== undefined} onClose={() => show(null)} actions={<Button onPress={() => show(null)}>{words("data.rules.done")}</Button>}>
        {row !== undefined && open !== null && (
          <div className="dl-stack" key={open}>
            {editor(row, open, (next) => onChange(rows.map((one, at) => (at === open ? next : one))))}
          </div>
        )}
      </Drawer>
    </Card>
  );
}
