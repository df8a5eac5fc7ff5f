import type { ReactElement } from "react";
import type { RowEvent, TablePreview } from "../../lib/types";
import { Tag } from "../../ui/Card";
import { ChannelIcon, channelName } from "../../ui/Channel";
import { useFormat, useWords } from "../../ui/context";
import type { Column } from "../../ui/Table";
import { Table } from "../../ui/Table";
import { rolesOf } from "./model/corrections";
import type { ShownRow } from "./model/rows";
import { shownRows } from "./model/rows";

/** A table's first rows: at the left what becomes of each, at the right as it stands in the file. */
export function FirstRows({ table }: { readonly table: TablePreview }): ReactElement {
  const words = useWords();
  const roles = rolesOf(table.mapping);
  const raw: readonly Column<ShownRow>[] = table.first.columns.map((name, place) => ({
    id: `raw ${place}`,
    title: (
      <span className="dl-stack dl-raw">
        {roles.has(name) && <Tag tone="good">{words(`data.role.${roles.get(name) ?? ""}`)}</Tag>}
        {name}
      </span>
    ),
    cell: (row) => <span title={row.raw[place] ?? ""}>{row.raw[place]}</span>,
  }));
  return (
    <div className="dl-first">
      <Table caption={words("data.first_rows", { source: table.source })} columns={[...useBecome(table), ...raw]} rows={shownRows(table.first)} keyOf={(row, place) => `${row.place} ${place}`} />
    </div>
  );
}

/** The columns of what rows become; those that no row fills are not shown. */
function useBecome(table: TablePreview): readonly Column<ShownRow>[] {
  const [words, format] = [useWords(), useFormat()];
  if (table.mapping === null) return [];
  const { events } = table.first;
  const some = (has: (event: RowEvent) => boolean): boolean => events.some(has);
  const column = (id: string, cell: (event: RowEvent) => ReactElement | string, number = false): Column<ShownRow> => ({
    id,
    title: words(`data.becomes.${id}`),
    number,
    cell: ({ event }) => (event ? cell(event) : ""),
  });
  return [
    {
      id: "time",
      title: words("data.becomes.time"),
      head: true,
      cell: ({ event, fault }) => (
        <>
          {event && format.moment(event.ts)}
          {fault && <div className="dl-fault">{fault}</div>}
        </>
      ),
    },
    column("name", ({ name }) => name),
    ...(some(({ channel }) => Boolean(channel))
      ? [
          column("channel", ({ channel }) =>
            channel ? (
              <span className="dl-row">
                <ChannelIcon channel={channel} /> {channelName(channel, words)}
              </span>
            ) : (
              ""
            ),
          ),
        ]
      : []),
    ...(some(({ identifiers }) => (identifiers ?? []).length > 0) ? [column("identifiers", ({ identifiers }) => (identifiers ?? []).map(({ namespace, value }) => `${namespace}: ${value}`).join(", "))] : []),
    ...(some(({ value_minor }) => value_minor != null) ? [column("value", ({ value_minor, currency }) => (value_minor != null && currency ? format.money(value_minor, currency) : ""), true)] : []),
    ...(some(({ value }) => value != null) ? [column("measure", ({ value, unit }) => (value == null ? "" : `${words.number(value)} ${unit ?? ""}`), true)] : []),
    ...(some(({ score }) => score != null) ? [column("score", ({ score }) => (score == null ? "" : words.number(score)), true)] : []),
    ...(some(({ text }) => Boolean(text)) ? [column("text", ({ text }) => text ?? "")] : []),
  ];
}
