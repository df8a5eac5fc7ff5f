import type { ReactElement } from "react";
import type { SourceFacts } from "../../lib/types";
import { Card, Tag } from "../../ui/Card";
import { Channels } from "../../ui/Channel";
import { useFormat, useWords } from "../../ui/context";
import type { Column } from "../../ui/Table";
import { Table } from "../../ui/Table";
import { outdated } from "./model/freshness";

/** Each source with what it has given and how fresh it is. */
export function Sources({ sources }: { readonly sources: readonly SourceFacts[] }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const late = outdated(sources);
  const columns: readonly Column<SourceFacts>[] = [
    { id: "source", title: words("data.source"), head: true, cell: (row) => row.source },
    {
      id: "fresh",
      title: words("data.newest"),
      cell: (row) =>
        row.last_us === null ? (
          ""
        ) : (
          <>
            {format.day(row.last_us)} {late.has(row.source) && <Tag tone="bad">{words("data.outdated")}</Tag>}
          </>
        ),
    },
    { id: "channels", title: words("data.channels"), cell: (row) => <Channels names={Object.keys(row.channels)} /> },
    { id: "events", title: words("data.events"), number: true, cell: (row) => format.count(row.events) },
    { id: "measures", title: words("data.measures"), number: true, cell: (row) => (row.measures ? format.count(row.measures) : "") },
    { id: "who", title: words("data.identifiers"), cell: (row) => row.namespaces.join(", ") },
    { id: "first", title: words("data.since"), cell: (row) => (row.first_us === null ? "" : format.day(row.first_us)) },
    { id: "imported", title: words("data.imported"), cell: (row) => format.ago(row.imported_us) },
  ];
  return (
    <Card title={words("data.sources")}>
      {late.size > 0 && <p className="dl-muted dl-small">{words("data.outdated.hint")}</p>}
      <Table caption={words("data.sources")} columns={columns} rows={sources} keyOf={({ source }) => source} />
    </Card>
  );
}
