import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import type { ReactElement } from "react";
import { useState } from "react";
import { ConditionEditor } from "../../conditions/ConditionEditor";
import { segment } from "../../conditions/model/written";
import { usePlace } from "../../lib/address";
import { address, getVersioned, send } from "../../lib/api";
import { useMay } from "../../lib/session";
import type { SavedSegment, Segments as AllSegments } from "../../lib/types";
import { Button, Link } from "../../ui/Button";
import { useFormat, useWords } from "../../ui/context";
import { Count } from "../../ui/Count";
import { TextField } from "../../ui/Field";
import { Failed, Notice, sentence } from "../../ui/Notice";
import { Confirm, Drawer, Menu } from "../../ui/Overlay";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Progress";
import type { Column } from "../../ui/Table";
import { Table } from "../../ui/Table";
import { useTell } from "../../ui/Toast";
import { PeopleTabs } from "./PeopleTabs";

/** Selections with a name: made by clicking, kept in the settings, used in every question. */
export function Segments(): ReactElement {
  const words = useWords();
  const { params, change, go } = usePlace();
  const queries = useQueryClient();
  const segments = useQuery({ queryKey: ["/api/segments"], queryFn: ({ signal }) => getVersioned<AllSegments>("/api/segments", { signal }) });
  const rows = segments.data?.value.rows ?? [];
  const [doomed, doom] = useState<SavedSegment | null>(null);
  const tell = useTell();
  const removing = useMutation({
    mutationFn: (name: string) => send("DELETE", `/api/segments/${encodeURIComponent(name)}`, undefined, { version: segments.data?.version }),
    onSuccess: () => queries.invalidateQueries(),
    onError: (error) => tell({ text: sentence(error, words), tone: "bad" }),
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
          onRemove={doom}
          onOpen={looks ? (name) => go(`/people?segment=${encodeURIComponent(name)}`) : undefined}
        />
      )}
      {edited !== null && segments.data && (
        <Edit
          key={edited}
          segment={rows.find(({ name }) => name === edited) ?? null}
          where={params.get("where") ?? ""}
          version={segments.data.version}
          onReload={() => void segments.refetch()}
          onClose={close}
        />
      )}
      <Confirm
        title={words("people.segments.remove.title", { name: doomed?.name ?? "" })}
        open={doomed !== null}
        deed={words("people.segments.remove")}
        danger
        busy={removing.isPending}
        onConfirm={() => doomed && removing.mutate(doomed.name)}
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

interface EditProps {
  /** Null for a new one. */
  readonly segment: SavedSegment | null;
  /** What a new one begins with. */
  readonly where: string;
  readonly version: string;
  readonly onReload: () => void;
  readonly onClose: () => void;
}

function Edit({ segment, where, version, onReload, onClose }: EditProps): ReactElement {
  const words = useWords();
  const queries = useQueryClient();
  const tell = useTell();
  const [name, call] = useState(segment?.name ?? "");
  const [text, put] = useState(segment?.text ?? where);
  const saving = useMutation({
    mutationFn: () =>
      segment
        ? send("PUT", `/api/segments/${encodeURIComponent(segment.name)}`, { name, text }, { version })
        : send("POST", "/api/segments", { name, text }, { version }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      tell({ text: words("people.segments.saved", { name }) });
      onClose();
    },
    onError: onReload, // somebody else may have changed the settings: the next try is made on what there is now
  });
  return (
    <Drawer
      title={segment ? segment.name : words("people.segments.new")}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{words("ui.cancel")}</Button>
          <Button kind="primary" busy={saving.isPending} disabled={!name.trim() || !text.trim()} onPress={() => saving.mutate()}>
            {words("ui.save")}
          </Button>
        </>
      }
    >
      <div className="dl-stack">
        <TextField label={words("people.segments.name")} value={name} onChange={call} required autoFocus={!segment} />
        <ConditionEditor label={words("people.where")} value={text} onChange={put} />
        {segment && segment.used_by.length > 0 && <p className="dl-muted dl-small">{words("people.segments.used", { what: segment.used_by.join(", ") })}</p>}
        {saving.error && <Failed error={saving.error} />}
      </div>
    </Drawer>
  );
}
