import type { ReactElement } from "react";
import type { Freshness, SourceFreshness } from "../../lib/types";
import { Card } from "../../ui/Card";
import { useFormat, useWords } from "../../ui/context";
import type { Column } from "../../ui/Table";
import { Table } from "../../ui/Table";

/** How long ago each source last told something. */
export function FreshnessCard({ freshness }: { readonly freshness: Freshness }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const columns: readonly Column<SourceFreshness>[] = [
    { id: "source", title: words("home.fresh.source"), head: true, cell: ({ source }) => source },
    {
      id: "last",
      title: words("home.fresh.last"),
      cell: ({ last_us }) =>
        last_us === null ? (
          "—"
        ) : (
          <>
            {format.ago(last_us, freshness.now_us / 1000)} <span className="dl-fresh-day">({format.day(last_us)})</span>
          </>
        ),
    },
  ];
  return (
    <Card title={words("home.fresh")}>
      <Table caption={words("home.fresh")} columns={columns} rows={freshness.sources} keyOf={({ source }) => source} />
    </Card>
  );
}
