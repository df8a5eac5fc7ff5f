import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Archive, Download } from "lucide-react";
import type { ReactElement } from "react";
import { useEffect, useState } from "react";
import { JobLine } from "../../jobs/JobLine";
import { send } from "../../lib/api";
import { isLive, useJobs } from "../../lib/live";
import { useApi } from "../../lib/queries";
import type { Backup, Job } from "../../lib/types";
import { useJobStarted } from "../../lib/useJobStarted";
import { Button, ButtonLink } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { useFormat, useWords } from "../../ui/context";
import { Failed, Notice } from "../../ui/Notice";
import { Confirm } from "../../ui/Overlay";
import { Waiting } from "../../ui/Progress";
import type { Column } from "../../ui/Table";
import { Table } from "../../ui/Table";
import { useTellFailure } from "../../ui/Toast";
import { SettingsPage } from "./SettingsPage";

const MEGABYTE = 1_000_000;

/** Everything that cannot be built again, in files to be taken away. */
export function Backups(): ReactElement {
  const words = useWords();
  const queries = useQueryClient();
  const backups = useApi<readonly Backup[]>("/api/backups");
  const job = useLatest();
  const started = useJobStarted();
  const [doomed, doom] = useState<Backup | null>(null);
  const onError = useTellFailure();
  const making = useMutation({ mutationFn: () => send<Job>("POST", "/api/backups"), onSuccess: started, onError });
  const removing = useMutation({
    mutationFn: (backup: Backup) => send("DELETE", path(backup)),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["/api/backups"] }),
    onError,
    onSettled: () => doom(null),
  });
  return (
    <SettingsPage
      page="backups"
      actions={
        <Button kind="primary" icon={Archive} busy={making.isPending || (job !== undefined && isLive(job))} onPress={() => making.mutate()}>
          {words("settings.backups.make")}
        </Button>
      }
    >
      <p className="dl-muted">{words("settings.backups.restore")}</p>
      {job && job.state !== "done" && (
        <Card>
          <JobLine job={job} />
        </Card>
      )}
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
        busy={removing.isPending}
        onConfirm={() => doomed && removing.mutate(doomed)}
        onClose={() => doom(null)}
      >
        <p>{words("settings.backups.remove.body", { name: doomed?.name ?? "" })}</p>
      </Confirm>
    </SettingsPage>
  );
}

/** The latest job that makes a backup; the list is asked for anew when it has made one. */
function useLatest(): Job | undefined {
  const queries = useQueryClient();
  const job = useJobs().data?.rows.find(({ request }) => request.kind === "backup");
  const made = job?.outcome?.backup;
  useEffect(() => {
    if (made) void queries.invalidateQueries({ queryKey: ["/api/backups"] });
  }, [queries, made]);
  return job;
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
