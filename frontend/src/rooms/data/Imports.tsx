import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useState } from "react";
import { usePlace } from "../../lib/address";
import { send } from "../../lib/api";
import { useApi } from "../../lib/queries";
import { useMay } from "../../lib/session";
import type { ImportSummary, Reject, RejectPage } from "../../lib/types";
import { Button } from "../../ui/Button";
import { Tag } from "../../ui/Card";
import { useFormat, useWords } from "../../ui/context";
import { Failed, sentence } from "../../ui/Notice";
import { Confirm, Drawer } from "../../ui/Overlay";
import { Waiting } from "../../ui/Progress";
import type { Column } from "../../ui/Table";
import { Table } from "../../ui/Table";
import { useTell } from "../../ui/Toast";

/** Every import: what it gave, what it could not place, and the way to take it back. */
export function Imports({ rows }: { readonly rows: readonly ImportSummary[] }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const { params, change } = usePlace();
  const [edit, people] = [useMay("edit"), useMay("people")];
  const [doomed, doom] = useState<ImportSummary | null>(null);
  const tell = useTell();
  const undoing = useMutation({
    mutationFn: (one: ImportSummary) => send("DELETE", `/api/imports/${one.id}`),
    onError: (error) => tell({ text: sentence(error, words), tone: "bad" }),
    onSettled: () => doom(null),
  });
  const columns: readonly Column<ImportSummary>[] = [
    { id: "at", title: words("data.imports.at"), cell: ({ at_us }) => <span title={format.moment(at_us)}>{format.ago(at_us)}</span> },
    {
      id: "files",
      title: words("data.imports.files"),
      head: true,
      cell: ({ source, files, undone_us }) => (
        <>
          {source} <span className="dl-muted">{files.join(", ")}</span> {undone_us !== null && <Tag>{words("data.imports.undone")}</Tag>}
        </>
      ),
    },
    { id: "rows", title: words("data.imports.rows"), number: true, cell: (one) => format.count(one.rows) },
    { id: "events", title: words("map.table.events"), number: true, cell: ({ events, measures }) => format.count(events + measures) },
    { id: "known", title: words("data.imports.known"), number: true, cell: ({ known }) => format.count(known) },
    {
      id: "rejected",
      title: words("data.imports.rejected"),
      number: true,
      cell: ({ id, rejected, has_rejects }) =>
        rejected > 0 && has_rejects && people ? (
          <Button kind="quiet" onPress={() => change({ rejects: id })}>
            {format.count(rejected)}
          </Button>
        ) : (
          format.count(rejected)
        ),
    },
    {
      id: "undo",
      title: <span className="dl-unseen">{words("data.imports.undo")}</span>,
      number: true,
      cell: (one) =>
        edit && one.undone_us === null ? (
          <Button kind="quiet" onPress={() => doom(one)}>
            {words("data.imports.undo")}
          </Button>
        ) : (
          ""
        ),
    },
  ];
  const rejects = Number(params.get("rejects")) || null;
  return (
    <>
      <Table caption={words("data.imports")} columns={columns} rows={rows} keyOf={({ id }) => id} />
      <Confirm
        title={words("data.imports.undo.title", { source: doomed?.source ?? "" })}
        open={doomed !== null}
        deed={words("data.imports.undo")}
        danger
        busy={undoing.isPending}
        onConfirm={() => doomed && undoing.mutate(doomed)}
        onClose={() => doom(null)}
      >
        <p>{words("data.imports.undo.body", { n: doomed?.events ?? 0 })}</p>
      </Confirm>
      {rejects !== null && <Rejects number={rejects} onClose={() => change({ rejects: null })} />}
    </>
  );
}

function Rejects({ number, onClose }: { readonly number: number; readonly onClose: () => void }): ReactElement {
  const words = useWords();
  const page = useApi<RejectPage>(`/api/imports/${number}/rejects`, { most: 200 });
  const columns: readonly Column<Reject>[] = [
    { id: "line", title: words("data.rejects.line"), number: true, cell: ({ line }) => line },
    { id: "reason", title: words("data.rejects.reason"), cell: ({ reason }) => reason },
    { id: "row", title: words("data.rejects.row"), cell: ({ row }) => <code>{row}</code> },
  ];
  return (
    <Drawer title={words("data.rejects", { n: page.data?.count ?? 0 })} open onClose={onClose}>
      {page.error ? (
        <Failed error={page.error} onRetry={() => void page.refetch()} />
      ) : page.data ? (
        <Table caption={words("data.imports.rejected")} columns={columns} rows={page.data.rows} keyOf={(row, place) => `${row.file} ${row.line} ${place}`} />
      ) : (
        <Waiting label={words("ui.loading")} />
      )}
    </Drawer>
  );
}
