import type { ReactElement } from "react";
import { useApi } from "../../lib/queries";
import { useMay } from "../../lib/session";
import type { ImportList, SourceFacts, SourceList } from "../../lib/types";
import { Card, Tag } from "../../ui/Card";
import { Channels } from "../../ui/Channel";
import { useFormat, useWords } from "../../ui/context";
import { Failed, Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Progress";
import type { Column } from "../../ui/Table";
import { Table } from "../../ui/Table";
import { DropPlace } from "./DropPlace";
import { Imports } from "./Imports";
import { Jobs } from "./Jobs";
import "./Data.css";

const WEEK_US = 7 * 86_400 * 1e6;

/** What has come in, from where, how fresh it is; and the place where more comes in. */
export function Overview(): ReactElement {
  const words = useWords();
  const edit = useMay("edit");
  const sources = useApi<SourceList>("/api/sources");
  const imports = useApi<ImportList>("/api/imports");
  const failed = sources.error ?? imports.error;
  return (
    <Page title={words("shell.room.data")} about={words("data.about")}>
      {edit && <DropPlace />}
      <Jobs />
      {failed ? (
        <Failed error={failed} onRetry={() => void Promise.all([sources.refetch(), imports.refetch()])} />
      ) : !sources.data || !imports.data ? (
        <Waiting label={words("ui.loading")} lines={6} />
      ) : imports.data.count === 0 ? (
        <Notice title={words("data.none")} small>
          <p>{words("data.none.hint")}</p>
        </Notice>
      ) : (
        <>
          <Card title={words("data.sources")}>
            <Sources rows={sources.data.rows} />
          </Card>
          <Card title={words("data.imports")}>
            <Imports rows={imports.data.rows} />
          </Card>
        </>
      )}
    </Page>
  );
}

function Sources({ rows }: { readonly rows: readonly SourceFacts[] }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const newest = Math.max(...rows.map(({ last_us }) => last_us ?? 0));
  const columns: readonly Column<SourceFacts>[] = [
    { id: "source", title: words("data.source"), head: true, cell: ({ source }) => source },
    { id: "channels", title: words("people.channels"), cell: ({ channels }) => <Channels names={Object.keys(channels)} /> },
    { id: "events", title: words("map.table.events"), number: true, cell: ({ events, measures }) => format.count(events + measures) },
    { id: "first", title: words("data.first"), cell: ({ first_us }) => (first_us === null ? "" : format.day(first_us)) },
    {
      id: "last",
      title: words("data.last"),
      cell: ({ last_us }) =>
        last_us === null ? (
          ""
        ) : (
          <>
            {format.day(last_us)} {newest - last_us > WEEK_US && <Tag tone="bad">{words("data.quiet")}</Tag>}
          </>
        ),
    },
    { id: "imported", title: words("data.imported"), cell: ({ imported_us }) => format.ago(imported_us) },
  ];
  return <Table caption={words("data.sources")} columns={columns} rows={rows} keyOf={({ source }) => source} />;
}
