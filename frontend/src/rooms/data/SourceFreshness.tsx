import type { ReactElement } from "react";
import type { SourceFacts } from "../../lib/types";
import { Card, Tag } from "../../ui/Card";
import { useFormat, useWords } from "../../ui/context";
import { Table } from "../../ui/Table";
import { outdated } from "./model/freshness";

/** How fresh each source is, the one that is furthest behind first. */
export function SourceFreshness({ sources }: { readonly sources: readonly SourceFacts[] }): ReactElement | null {
  const [words, format] = [useWords(), useFormat()];
  if (sources.length === 0) return null;
  const late = outdated(sources);
  const rows = [...sources].sort((one, other) => (one.last_us ?? 0) - (other.last_us ?? 0));
  return (
    <Card title={words("data.health.fresh")}>
      {late.size > 0 && <p className="dl-muted dl-small">{words("data.outdated.hint")}</p>}
      <Table<SourceFacts>
        caption={words("data.health.fresh")}
        rows={rows}
        keyOf={({ source }) => source}
        columns={[
          { id: "source", title: words("data.source"), head: true, cell: ({ source }) => source },
          {
            id: "newest",
            title: words("data.newest"),
            cell: ({ source, last_us }) => (
              <>
                {last_us === null ? "" : `${format.day(last_us)} · ${format.ago(last_us)}`} {late.has(source) && <Tag tone="bad">{words("data.outdated")}</Tag>}
              </>
            ),
          },
          { id: "imported", title: words("data.imported"), cell: ({ imported_us }) => format.ago(imported_us) },
        ]}
      />
    </Card>
  );
}
