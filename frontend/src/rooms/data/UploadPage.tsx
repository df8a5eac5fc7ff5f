import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Trash2 } from "lucide-react";
import type { ReactElement } from "react";
import { JobLine } from "../../jobs/JobLine";
import { jobOf } from "../../jobs/model";
import { usePlace } from "../../lib/address";
import { isChanged, send } from "../../lib/api";
import { isLive, useJobs } from "../../lib/live";
import type { Job, UploadPreview } from "../../lib/types";
import { Button, Link } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { useWords } from "../../ui/context";
import { Failed, Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Progress";
import { DamagedFile } from "./DamagedFile";
import { ImportOutcome } from "./ImportOutcome";
import { aside, readAs } from "./model/corrections";
import type { Fault, Owner } from "./model/faults";
import { nameOf } from "./model/faults";
import { Suggestions } from "./Suggestions";
import { TableCard } from "./TableCard";
import { damaged, elsewhere, faultAt, metBy } from "./uploadFaults";
import type { Correction } from "./useCorrections";
import { useCorrections } from "./useCorrections";
import { useJobStarted } from "../../lib/useJobStarted";
import "./Data.css";

/** Files that were put in: what was recognised and why, what may be corrected, and the import. */
export function UploadPage(): ReactElement {
  const words = useWords();
  const { id = "" } = useParams({ strict: false }) as { readonly id?: string };
  const correcting = useCorrections(id, words.language);
  const jobs = useJobs().data?.rows ?? [];
  const [imported, tried] = [jobOf(jobs, id, false), jobOf(jobs, id, true)];
  const { preview } = correcting;
  const files = preview.data?.upload.files ?? [];
  const met = metBy([imported, tried], preview.data);
  const faultOf = (owner: Owner): Fault | null => faultAt(owner, correcting.refused, met, words);
  const title = files.length === 1 ? (files[0]?.name ?? "") : words("data.upload.title", { n: files.length });
  const back = <Link href="/data">{words("shell.room.data")}</Link>;
  const open = imported === undefined || (!isLive(imported) && imported.state !== "done");
  return (
    <Page title={preview.data ? title : words("data.upload")} about={back} wide {...(preview.data && open ? { actions: <Remove id={id} /> } : {})}>
      {imported && (
        <Card title={words("data.import")}>
          <JobLine job={imported} />
          {imported.outcome && !isLive(imported) && <ImportOutcome job={imported} />}
        </Card>
      )}
      {imported?.state === "done" && <Suggestions />}
      {preview.error ? (
        <Failed error={preview.error} onRetry={() => void preview.refetch()} />
      ) : preview.data ? (
        <>
          {open && <ImportBar id={id} preview={preview.data} tried={tried} busy={correcting.busy} />}
          {elsewhere(correcting.refused, [...preview.data.tables, ...damaged(preview.data).map(({ file }) => ({ files: [file] }))]).map(({ error, owner }) => (
            <Failed key={nameOf(owner)} error={error} />
          ))}
          {damaged(preview.data).map((file) => (
            <DamagedFile
              key={file.file}
              file={file}
              said={preview.data.corrections.files?.[file.file]}
              fault={faultOf({ files: [file.file] })}
              fixed={!open}
              onSay={(said) => void correcting.correct({ files: [file.file] }, ({ corrections }) => readAs(corrections, [file.file], said))}
            />
          ))}
          {preview.data.tables.map((table) => (
            <TableCard
              key={`${table.table} ${table.files.join(" ")}`}
              table={table}
              corrections={preview.data.corrections}
              fault={faultOf(table)}
              changed={isChanged(correcting.refused.get(nameOf(table))?.error)}
              fixed={!open}
              correcting={correcting}
            />
          ))}
          <LeftAside preview={preview.data} fixed={!open} onTake={(owner, correction) => void correcting.correct(owner, correction)} />
        </>
      ) : (
        <Waiting label={words("data.looking")} lines={9} />
      )}
    </Page>
  );
}

/** Takes the files away; nothing of them was imported. */
function Remove({ id }: { readonly id: string }): ReactElement {
  const words = useWords();
  const { go } = usePlace();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => send("DELETE", `/api/uploads/${encodeURIComponent(id)}`),
    onSuccess: async () => {
      go("/data");
      await queries.invalidateQueries({ queryKey: ["/api/uploads"] });
    },
  });
  return (
    <div className="dl-stack">
      <Button icon={Trash2} busy={remove.isPending} onPress={() => remove.mutate()}>
        {words("data.upload.remove")}
      </Button>
      {remove.error && <Failed error={remove.error} />}
    </div>
  );
}

interface BarProps {
  readonly id: string;
  readonly preview: UploadPreview;
  readonly tried: Job | undefined;
  readonly busy: boolean;
}

/** What would be imported, and the button that does it. */
function ImportBar({ id, preview, tried, busy }: BarProps): ReactElement {
  const { tables } = preview;
  const broken = damaged(preview).length;
  const words = useWords();
  const started = useJobStarted();
  const start = useMutation({ mutationFn: (dry: boolean) => send<Job>("POST", "/api/imports", { upload: id, dry_run: dry }), onSuccess: started });
  const readable = tables.filter(({ mapping }) => mapping !== null).length;
  const unsure = tables.filter(({ guesses }) => guesses.some(({ sure }) => !sure)).length;
  return (
    <Card>
      <div className="dl-row dl-spread">
        <p role="status">
          <strong>{words("data.upload.readable", { n: readable })}</strong> {unsure > 0 && <span className="dl-muted">{words("data.upload.unsure", { n: unsure })}</span>}{" "}
          {broken > 0 && <span className="dl-error">{words("data.upload.damaged", { n: broken })}</span>}
        </p>
        <div className="dl-row">
          <Button busy={start.isPending && start.variables} disabled={readable === 0 || broken > 0 || busy || (tried !== undefined && isLive(tried))} onPress={() => start.mutate(true)}>
            {words("data.try")}
          </Button>
          <Button kind="primary" busy={start.isPending && !start.variables} disabled={readable === 0 || broken > 0 || busy} onPress={() => start.mutate(false)}>
            {words("data.import.do")}
          </Button>
        </div>
      </div>
      {start.error && <Failed error={start.error} />}
      {tried && (
        <>
          <JobLine job={tried} />
          {tried.state === "done" && <ImportOutcome job={tried} />}
        </>
      )}
    </Card>
  );
}

interface AsideProps {
  readonly preview: UploadPreview;
  readonly fixed: boolean;
  readonly onTake: (owner: Owner, correction: Correction) => void;
}

/** Files and tables that will not be read, and why. */
function LeftAside({ preview, fixed, onTake }: AsideProps): ReactElement | null {
  const words = useWords();
  const { corrections } = preview;
  const left = preview.aside.filter((file) => !file.damaged);
  if (left.length === 0) return null;
  return (
    <Notice title={words("data.aside")} small>
      <ul className="dl-jobs">
        {left.map((one) => (
          <li key={`${one.file} ${one.table}`}>
            <strong>{one.file}</strong> <span className="dl-muted">{one.reason}</span>{" "}
            {!fixed && corrections.files?.[one.file]?.aside ? (
              <Button onPress={() => onTake({ files: [one.file] }, (now) => readAs(now.corrections, [one.file], { aside: false }))}>{words("data.aside.take")}</Button>
            ) : (
              !fixed && corrections.tables?.[one.table]?.aside && <Button onPress={() => onTake({ table: one.table, files: [one.file] }, (now) => aside(now.corrections, one.table, false))}>{words("data.aside.take")}</Button>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
