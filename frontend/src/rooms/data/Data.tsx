import type { ReactElement } from "react";
import { useEffect } from "react";
import { JobLine } from "../../jobs/JobLine";
import { usePlace } from "../../lib/address";
import { isLive, useJobs } from "../../lib/live";
import { useApi } from "../../lib/queries";
import { useMay } from "../../lib/session";
import type { ImportList, SourceList, UploadList } from "../../lib/types";
import { Card } from "../../ui/Card";
import { useWords } from "../../ui/context";
import { Failed, Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Progress";
import { DataTabs } from "./DataTabs";
import { DropFiles } from "./DropFiles";
import { Imports } from "./Imports";
import { Sources } from "./Sources";
import { UploadsWaiting } from "./UploadsWaiting";
import { uploader, useUploading } from "./useUploading";
import "./Data.css";

const LATEST = 3;

/** What is in the data, where it came from, what is on its way; and the place to put more in. */
export function Data(): ReactElement {
  const words = useWords();
  const edits = useMay("edit");
  const uploading = useUploading();
  const { go } = usePlace();
  const sources = useApi<SourceList>("/api/sources");
  const imports = useApi<ImportList>("/api/imports");
  const uploads = useApi<UploadList>("/api/uploads", {}, { when: edits });
  useEffect(() => {
    if (uploading.state !== "done") return;
    const { upload } = uploading;
    uploader.take();
    go(`/data/uploads/${upload}`);
  }, [uploading, go]);
  const failed = sources.error ?? imports.error;
  return (
    <Page title={words("shell.room.data")} about={words("data.about")} tabs={<DataTabs current="overview" />}>
      {edits && <DropFiles uploading={uploading} />}
      <Jobs />
      {uploads.data && <UploadsWaiting uploads={uploads.data.rows} />}
      {failed ? (
        <Failed error={failed} onRetry={() => void Promise.all([sources.refetch(), imports.refetch()])} />
      ) : sources.data && imports.data ? (
        imports.data.count === 0 ? (
          <Notice title={words("data.empty")} small>
            <p>{words("data.empty.what")}</p>
            <p>{words("data.empty.where")}</p>
          </Notice>
        ) : (
          <>
            <Sources sources={sources.data.rows} />
            <Imports imports={imports.data} edits={edits} />
          </>
        )
      ) : (
        <Waiting label={words("ui.loading")} lines={8} />
      )}
    </Page>
  );
}

/** What runs and waits, and what ended last. */
function Jobs(): ReactElement | null {
  const words = useWords();
  const jobs = useJobs();
  if (jobs.error) return <Failed error={jobs.error} onRetry={() => void jobs.refetch()} />;
  const rows = jobs.data?.rows ?? [];
  const shown = [...rows.filter(isLive), ...rows.filter((job) => !isLive(job)).slice(0, LATEST)];
  if (shown.length === 0) return null;
  return (
    <Card title={words("data.jobs")}>
      <ul className="dl-jobs">
        {shown.map((job) => (
          <li key={job.id}>
            <JobLine job={job} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
