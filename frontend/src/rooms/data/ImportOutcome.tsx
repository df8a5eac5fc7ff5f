import { Map as MapIcon, Users } from "lucide-react";
import type { ReactElement } from "react";
import { useState } from "react";
import type { Job, TableResult } from "../../lib/types";
import { ButtonLink } from "../../ui/Button";
import { useFormat, useWords } from "../../ui/context";
import { Count } from "../../ui/Count";
import { useMay } from "../../lib/session";
import type { Column } from "../../ui/Table";
import { Table } from "../../ui/Table";
import { Rejects } from "./Rejects";

/** What an import brought, table by table, what was left aside, and where to go from here. */
export function ImportOutcome({ job }: { readonly job: Job }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const [rejects, open] = useState<{ readonly id: number; readonly source: string } | null>(null);
  const looks = useMay("people");
  const tables = job.outcome?.tables ?? [];
  const refused = job.outcome?.refused ?? [];
  const count = (id: string, title: string, of: (row: TableResult) => number): Column<TableResult> => ({ id, title: words(title), number: true, cell: (row) => format.count(of(row)) });
  const columns: readonly Column<TableResult>[] = [
    { id: "source", title: words("data.source"), head: true, cell: ({ source }) => source },
    count("rows", "data.rows", ({ rows }) => rows),
    count("added", "data.added", ({ events, measures }) => events + measures),
    count("known", "data.known", ({ known }) => known),
    count("repeats", "data.repeats", ({ repeats }) => repeats),
    {
      id: "rejected",
      title: words("data.rejected"),
      number: true,
      cell: ({ rejected, import_id: id, source }) => <Count value={rejected} label={words("data.rejects.of", { source })} onOpen={looks && id !== null ? () => open({ id, source }) : undefined} />,
    },
    count("unreadable", "data.unreadable", ({ unreadable_values }) => unreadable_values),
  ];
  return (
    <div className="dl-stack">
      {tables.length > 0 && <Table caption={words("data.outcome")} columns={columns} rows={tables} keyOf={(row, place) => `${row.source} ${place}`} />}
      {refused.map((one) => (
        <p key={`${one.source} ${one.files.join(" ")}`}>
          <strong>{words("data.outcome.refused", { source: one.source })}</strong> <span className="dl-muted">{one.reason}</span>
        </p>
      ))}
      {job.state === "done" && !job.request.dry_run && (
        <div className="dl-row">
          <ButtonLink href="/map" kind="primary" icon={MapIcon}>
            {words("data.next.map")}
          </ButtonLink>
          {looks && (
            <ButtonLink href="/people" icon={Users}>
              {words("data.next.people")}
            </ButtonLink>
          )}
          <ButtonLink href="/data">{words("data.next.data")}</ButtonLink>
        </div>
      )}
      <Rejects of={rejects} onClose={() => open(null)} />
    </div>
  );
}
