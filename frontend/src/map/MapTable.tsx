import type { ReactElement } from "react";
import type { Cell, Edge, MapView } from "../lib/types";
import type { Words } from "../lib/words";
import { channelName } from "../ui/Channel";
import { useWords } from "../ui/context";
import { Count } from "../ui/Count";
import type { Column } from "../ui/Table";
import { Table } from "../ui/Table";
import type { Column as Counted } from "./model/cells";
import { pathOf } from "./model/cells";
import type { Row } from "./model/rows";
import { rowsOf } from "./model/rows";

/** Opens the people behind the number of a path; none where numbers are only told. */
type Opening = ((path: string) => void) | undefined;

/** Every number of the map as a table: for those who read, copy or cannot see the picture. */
export function MapTable({ view, onOpen }: { readonly view: MapView; readonly onOpen: Opening }): ReactElement {
  const words = useWords();
  return (
    <details className="dl-numbers">
      <summary>{words("map.all_numbers")}</summary>
      <Table caption={words("map.table.caption")} columns={columns(view, words, onOpen)} rows={rowsOf(view)} keyOf={({ cell }) => cell.touchpoint} />
    </details>
  );
}

function columns(view: MapView, words: Words, onOpen: Opening): readonly Column<Row>[] {
  const title = (name: string): string => words(`map.table.${name}`);
  const number = (name: Counted): Column<Row> => ({
    id: name,
    title: title(name),
    number: true,
    cell: ({ cell }) => {
      const path = pathOf(view, cell.touchpoint, name);
      return <Count value={cell[name]} label={`${title(name)}, ${cell.label}`} onOpen={path && onOpen ? () => onOpen(path) : undefined} />;
    },
  });
  return [
    { id: "stage", title: title("stage"), cell: ({ stage }) => stage ?? words("map.unstaged") },
    { id: "touchpoint", title: title("touchpoint"), head: true, cell: ({ cell }) => (cell.goal ? `${cell.label} (${words("map.goal")})` : cell.label) },
    { id: "channel", title: title("channel"), cell: ({ cell }) => channelName(cell.channel, words) },
    number("customers"),
    number("journeys"),
    number("events"),
    number("lost"),
    { id: "score", title: title("score"), cell: ({ cell }) => score(cell, words) },
    { id: "in", title: title("in"), cell: ({ cell }) => edges(cell.ways_in, words) },
    { id: "out", title: title("out"), cell: ({ cell }) => edges(cell.ways_out, words) },
  ];
}

function score(cell: Cell, words: Words): string {
  if (!cell.score) return "";
  const { mean, scale_min, scale_max, answers } = cell.score;
  return `${words.number(mean, 1)} (${words.number(scale_min)}–${words.number(scale_max)}), ${words("map.answers", { n: answers })}`;
}

function edges(list: readonly Edge[], words: Words): string {
  return list.map((edge) => `${edge.label} ${words.number(edge.customers)}`).join(", ");
}
