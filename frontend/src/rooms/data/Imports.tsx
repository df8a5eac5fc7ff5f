import { useMutation } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import type { ReactElement } from "react";
import { useState } from "react";
import { usePlace } from "../../lib/address";
import { send } from "../../lib/api";
import { useMay } from "../../lib/session";
import type { ImportList, ImportSummary, Job } from "../../lib/types";
import { Button } from "../../ui/Button";
import { Card, Tag } from "../../ui/Card";
import { useFormat, useWords } from "../../ui/context";
import { Count } from "../../ui/Count";
import { sentence } from "../../ui/Notice";
import { Confirm } from "../../ui/Overlay";
import type { Column } from "../../ui/Table";
import { Table } from "../../ui/Table";
import { Rejects } from "./Rejects";
import { useJobStarted } from "../../lib/useJobStarted";

/** All imports, the newest first: what each brought, what it could not place, and the way to take it back. */
export function Imports({ imports, edits }: { readonly imports: ImportList; readonly edits: boolean }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const [undone, undo] = useState<ImportSummary | null>(null);
  const { params, change } = usePlace();
  const rejects = imports.rows.find(({ id }) => String(id) === params.get("rejects")) ?? null;
  const looks = useMay("people");
  const columns: readonly Column<ImportSummary>[] = [
    {
      id: "source",
      title: words("data.source"),
      head: true,
      cell: (row) => (
        <>
          {row.source} {row.undone_us !== null && <Tag>{words("data.import.undone")}</Tag>}
          <div className="dl-muted dl-small dl-files">{row.files.join(", ")}</div>
        </>
      ),
    },
    { id: "at", title: words("data.imported"), cell: (row) => format.moment(row.at_us) },
    { id: "rows", title: words("data.rows"), number: true, cell: (row) => format.count(row.rows) },
    { id: "events", title: words("data.added"), number: true, cell: (row) => format.count(row.events + row.measures) },
    { id: "known", title: words("data.known"), number: true, cell: (row) => (row.known ? format.count(row.known) : "") },
    { id: "repeats", title: words("data.repeats"), number: true, cell: (row) => (row.repeats ? format.count(row.repeats) : "") },
    {
      id: "rejected",
      title: words("data.rejected"),
      number: true,
      cell: (row) => (row.rejected === 0 ? "" : <Count value={row.rejected} label={words("data.rejects.of", { source: row.source })} onOpen={looks && row.has_rejects ? () => change({ rejects: row.id }) : undefined} />),
    },
    {
      id: "days",
      title: words("data.days"),
      cell: (row) => (row.first_us === null || row.last_us === null ? "" : `${format.day(row.first_us)} – ${format.day(row.last_us)}`),
    },
    {
      id: "undo",
      title: <span className="dl-unseen">{words("data.undo")}</span>,
      cell: (row) =>
        edits && row.undone_us === null ? (
          <Button kind="quiet" icon={Undo2} onPress={() => undo(row)}>
            {words("data.undo")}
          </Button>
        ) : null,
    },
  ];
  return (
    <Card title={words("data.imports")}>
      <Table caption={words("data.imports")} columns={columns} rows={imports.rows} keyOf={({ id }) => id} />
      {imports.rows.length < imports.count && <p className="dl-muted dl-small">{words("data.imports.latest", { shown: imports.rows.length, of: imports.count })}</p>}
      {undone && <Undo of={undone} onClose={() => undo(null)} />}
      <Rejects of={rejects} onClose={() => change({ rejects: null })} />
    </Card>
  );
}

function Undo({ of, onClose }: { readonly of: ImportSummary; readonly onClose: () => void }): ReactElement {
  const words = useWords();
  const started = useJobStarted();
  const undo = useMutation({
    mutationFn: () => send<Job>("DELETE", `/api/imports/${of.id}`),
    onSuccess: (job) => {
      started(job);
      onClose();
    },
  });
  return (
    <Confirm title={words("data.undo.title", { source: of.source })} open deed={words("data.undo")} danger busy={undo.isPending} onConfirm={() => undo.mutate()} onClose={onClose}>
      <div className="dl-stack">
        <p>{words("data.undo.what", { n: of.events + of.measures })}</p>
        {undo.error && (
          <p className="dl-error" role="alert">
            {sentence(undo.error, words)}
          </p>
        )}
      </div>
    </Confirm>
  );
}
