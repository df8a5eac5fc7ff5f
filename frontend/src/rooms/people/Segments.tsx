import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import type { ReactElement } from "react";
import { useState } from "react";
import { segment } from "../../conditions/model/written";
import { usePlace } from "../../lib/address";
import { address, getVersioned, send } from "../../lib/api";
import { useMay } from "../../lib/session";
import type { SavedSegment, Segments as AllSegments } from "../../lib/types";
import { Button, Link } from "../../ui/Button";
import { useFormat, useWords } from "../../ui/context";
import { Count } from "../../ui/Count";
import { Failed, Notice } from "../../ui/Notice";
import { Confirm, Menu } from "../../ui/Overlay";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Progress";
import type { Column } from "../../ui/Table";
import { Table } from "../../ui/Table";
import { useTellFailure } from "../../ui/Toast";
import { PeopleTabs } from "./PeopleTabs";
import { SegmentEditor } from "./SegmentEditor";

/** A segment to be removed, as it was when that was asked. */
interface Doomed {
  readonly name: string;
  readonly version: string;
}

/** Selections with a name: made by clicking, kept in the settings, used in every question. */
export function Segments(): ReactElement {
  const words = useWords();
  const { params, change, go } = usePlace();
  const queries = useQueryClient();
  const segments = useQuery({ queryKey: ["/api/segments"], queryFn: ({ signal }) => getVersioned<AllSegments>("/api/segments", { signal }) });
  const rows = segments.data?.value.rows ?? [];
  const [doomed, doom] = useState<Doomed | null>(null);
  const failed = useTellFailure();
  const removing = useMutation({
    mutationFn: ({ name, version }: Doomed) => send("DELETE", `/api/segments/${encodeURIComponent(name)}`, undefined, { version }),
    onSuccess: () => queries.invalidateQueries(),
    onError: (error) => {
      failed(error);
      void segments.refetch();
    },
    onSettled: () => doom(null),
  });
  const [edits, looks] = [useMay("edit"), useMay("people")];
  const edited = edits ? params.get("edit") : null;
  const close = (): void => change({ edit: null, where: null });
  return (
    <Page
      title={words("people.segments")}
      about={words("people.segments.about")}
      tabs={<PeopleTabs current="segments" />}
      actions={
        edits && (
          <Button kind="primary" icon={Plus} onPress={() => change({ edit: "+" })}>
            {words("people.segments.new")}
          </Button>
        )
      }
    >
      {segments.error ? (
        <Failed error={segments.error} onRetry={() => void segments.refetch()} />
      ) : !segments.data ? (
        <Waiting label={words("ui.loading")} />
      ) : rows.length === 0 ? (
        <Notice title={words("people.segments.none")} small>
          <p>{words("people.segments.none.hint")}</p>
        </Notice>
      ) : (
        <SegmentTable
          rows={rows}
          edits={edits}
          onEdit={(name) => change({ edit: name })}
          onRemove={({ name }) => doom({ name, version: segments.data.version })}
          onOpen={looks ? (name) => go(`/people?segment=${encodeURIComponent(name)}`) : undefined}
        />
      )}
      {edited !== null && segments.data && (
        <SegmentEditor
          key={edited}
          name={edited}
          where={params.get("where") ?? ""}
          segments={segments.data}
          onReload={async () => (await segments.refetch({ throwOnError: true })).data}
          onClose={close}
        />
      )}
      <Confirm
        title={words("people.segments.remove.title", { name: doomed?.name ?? "" })}
        open={doomed !== null}
        deed={words("people.segments.remove")}
        danger
        busy={removing.isPending}
        onConfirm={() => doomed && removing.mutate(doomed)}
        onClose={() => doom(null)}
      >
        <p>{words("people.segments.remove.body")}</p>
      </Confirm>
    </Page>
  );
}

interface TableProps {
  readonly rows: readonly SavedSegment[];
  /** Whether they may be changed. */
  readonly edits: boolean;
  readonly onEdit: (name: string) => void;
  readonly onRemove: (segment: SavedSegment) => void;
  /** Opens the people of a segment; not there for those who may not see them. */
  readonly onOpen: ((name: string) => void) | undefined;
}

function SegmentTable({ rows, edits, onEdit, onRemove, onOpen }: TableProps): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const columns: readonly Column<SavedSegment>[] = [
    { id: "name", title: words("people.segments.name"), head: true, cell: ({ name }) => (edits ? <Link href={`/segments?edit=${encodeURIComponent(name)}`}>{name}</Link> : name) },
    {
      id: "text",
      title: words("people.where"),
      cell: ({ text, fault }) => (
        <>
          <code>{text}</code>
          {fault && <p className="dl-error">{fault}</p>}
        </>
      ),
    },
    {
      id: "customers",
      title: words("map.table.customers"),
      number: true,
      cell: ({ name, customers }) => (customers === null ? "" : <Count value={customers} label={name} onOpen={onOpen && (() => onOpen(name))} />),
    },
    {
      id: "share",
      title: words("people.segments.share"),
      number: true,
      cell: ({ share }) =>
        share?.share == null ? "" : (
          <>
            {format.share(share.share)} <span className="dl-muted">({format.interval(share)})</span>
          </>
        ),
    },
    {
      id: "more",
      title: <span className="dl-unseen">{words("people.segments.more")}</span>,
      number: true,
      cell: (row) => (
        <Menu
          trigger={<Button kind="quiet">{words("people.segments.more")}</Button>}
          entries={[
            ...(edits ? [{ id: "edit", label: words("people.segments.edit"), onPress: () => onEdit(row.name) }] : []),
            { id: "map", label: words("people.segments.map"), href: address("/map", { where: segment(row.name) }) },
            ...(edits ? [{ id: "remove", label: words("people.segments.remove"), danger: true, onPress: () => onRemove(row) }] : []),
          ]}
        />
      ),
    },
  ];
  return <Table caption={words("people.segments")} columns={columns} rows={rows} keyOf={({ name }) => name} />;
}
