import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Archive, Download } from "lucide-react";
import type { ReactElement } from "react";
import { useState } from "react";
import { send } from "../../lib/api";
import { useApi } from "../../lib/queries";
import type { Backup } from "../../lib/types";
import { Button, ButtonLink } from "../../ui/Button";
import { useFormat, useWords } from "../../ui/context";
import { Failed, Notice, sentence } from "../../ui/Notice";
import { Confirm } from "../../ui/Overlay";
import { Waiting } from "../../ui/Progress";
import type { Column } from "../../ui/Table";
import { Table } from "../../ui/Table";
import { useTell } from "../../ui/Toast";
import { SettingsPage } from "./SettingsPage";

const MEGABYTE = 1_000_000;

/** Everything that cannot be built again, in files to be taken away. */
export function Backups(): ReactElement {
  const words = useWords();
  const queries = useQueryClient();
  const tell = useTell();
  const backups = useApi<readonly Backup[]>("/api/backups");
  const [doomed, doom] = useState<Backup | null>(null);
  const changing = useMutation({
    mutationFn: (backup: Backup | null) => (backup ? send("DELETE", path(backup)) : send("POST", "/api/backups")),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["/api/backups"] }),
    onError: (error) => tell({ text: sentence(error, words), tone: "bad" }),
    onSettled: () => doom(null),
  });
  return (
    <SettingsPage
      page="backups"
      actions={
        <Button kind="primary" icon={Archive} busy={changing.isPending && doomed === null} onPress={() => changing.mutate(null)}>
          {words("settings.backups.make")}
        </Button>
      }
    >
      <p className="dl-muted">{words("settings.backups.restore")}</p>
      {backups.error ? (
        <Failed error={backups.error} onRetry={() => void backups.refetch()} />
      ) : !backups.data ? (
        <Waiting label={words("ui.loading")} />
      ) : backups.data.length === 0 ? (
        <Notice title={words("settings.backups.none")} small>
          <p>{words("settings.backups.none.hint")}</p>
        </Notice>
      ) : (
        <List rows={backups.data} onRemove={doom} />
      )}
      <Confirm
        title={words("settings.backups.remove.title")}
        open={doomed !== null}
        deed={words("settings.backups.remove")}
        danger
        busy={changing.isPending}
        onConfirm={() => doomed && changing.mutate(doomed)}
        onClose={() => doom(null)}
      >
        <p>{words("settings.backups.remove.body", { name: doomed?.name ?? "" })}</p>
      </Confirm>
    </SettingsPage>
  );
}

function List({ rows, onRemove }: { readonly rows: readonly Backup[]; readonly onRemove: (backup: Backup) => void }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const columns: readonly Column<Backup>[] = [
    { id: "at", title: words("settings.backups.at"), head: true, cell: ({ at_us }) => format.moment(at_us) },
    { id: "name", title: words("settings.backups.file"), cell: ({ name }) => <span className="dl-muted">{name}</span> },
    { id: "size", title: words("settings.backups.size"), number: true, cell: ({ bytes }) => `${words.number(bytes / MEGABYTE, 1)} MB` },
    {
      id: "take",
      title: <span className="dl-unseen">{words("settings.backups.take")}</span>,
      number: true,
      cell: (backup) => (
        <span className="dl-row">
          <ButtonLink icon={Download} href={path(backup)} download={backup.name} outside>
            {words("settings.backups.take")}
          </ButtonLink>
          <Button kind="danger" onPress={() => onRemove(backup)}>
            {words("settings.backups.remove")}
          </Button>
        </span>
      ),
    },
  ];
  return <Table caption={words("settings.backups")} columns={columns} rows={rows} keyOf={({ name }) => name} />;
}

function path({ name }: Backup): string {
  return `/api/backups/${encodeURIComponent(name)}`;
}
