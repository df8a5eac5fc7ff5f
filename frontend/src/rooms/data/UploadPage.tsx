import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { usePlace } from "../../lib/address";
import { send } from "../../lib/api";
import { isLive, JOBS, useJobs } from "../../lib/live";
import { useApi } from "../../lib/queries";
import type { Corrections, Job, UploadPreview } from "../../lib/types";
import { Button, Link } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { useWords } from "../../ui/context";
import { Failed, Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Progress";
import { Jobs } from "./Jobs";
import { TableReading } from "./TableReading";
import "./Data.css";

/** An upload before it is imported: what was recognised and why, the first rows and what becomes of them; corrected, then imported. */
export function UploadPage(): ReactElement {
  const words = useWords();
  const queries = useQueryClient();
  const { go } = usePlace();
  const { upload = "" } = useParams({ strict: false }) as { readonly upload?: string };
  const path = `/api/uploads/${encodeURIComponent(upload)}`;
  const asked = { lang: words.language };
  const preview = useApi<UploadPreview>(`${path}/preview`, asked);
  const correcting = useMutation({
    mutationFn: (corrections: Corrections) => send<UploadPreview>("PUT", `${path}/corrections`, corrections, { query: asked }),
    onSuccess: (now) => queries.setQueryData([`${path}/preview`, asked], now),
  });
  const importing = useMutation({
    mutationFn: () => send<Job>("POST", "/api/imports", { upload }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [JOBS] }),
  });
  const removing = useMutation({
    mutationFn: () => send("DELETE", path),
    onSuccess: async () => {
      go("/data");
      await queries.invalidateQueries({ queryKey: ["/api/uploads"] });
    },
  });
  const jobs = useJobs().data?.rows.filter(({ request }) => request.upload === upload) ?? [];
  const busy = jobs.some(isLive);
  const done = jobs.find(({ state, request }) => state === "done" && !request.dry_run);
  const readable = preview.data?.tables.some(({ mapping }) => mapping !== null) ?? false;
  const error = importing.error ?? removing.error;
  return (
    <Page
      title={words("data.upload.title")}
      about={<Link href="/data">{words("shell.room.data")}</Link>}
      wide
      actions={
        preview.data && (
          <>
            <Button kind="danger" disabled={busy} busy={removing.isPending} onPress={() => removing.mutate()}>
              {words("data.upload.remove")}
            </Button>
            <Button kind="primary" disabled={!readable || busy} busy={importing.isPending} onPress={() => importing.mutate()}>
              {words("data.upload.import")}
            </Button>
          </>
        )
      }
    >
      {error && <Failed error={error} />}
      {jobs.length > 0 && <Jobs />}
      {done && (
        <Notice title={words("data.upload.done")} small>
          <p className="dl-row">
            <Link href="/map">{words("home.to_map")}</Link>
            <Link href="/">{words("shell.go_home")}</Link>
          </p>
        </Notice>
      )}
      {preview.error ? (
        <Failed error={preview.error} onRetry={() => void preview.refetch()} />
      ) : !preview.data ? (
        <Waiting label={words("ui.loading")} lines={9} />
      ) : (
        <>
          {preview.data.tables.map((table) => (
            <TableReading
              key={table.table}
              table={table}
              corrections={preview.data.corrections}
              error={correcting.error}
              busy={correcting.isPending}
              onCorrect={(next) => correcting.mutate(next)}
            />
          ))}
          {preview.data.aside.length > 0 && (
            <Card title={words("data.aside")}>
              <ul className="dl-plain">
                {preview.data.aside.map(({ file, reason }) => (
                  <li key={file}>
                    <strong>{file}</strong>: {reason}
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </>
      )}
    </Page>
  );
}
