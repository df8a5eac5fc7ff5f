import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { send } from "../../lib/api";
import { isLive, useJobs } from "../../lib/live";
import { useMay } from "../../lib/session";
import type { Job, JobOutcome } from "../../lib/types";
import { Button, Link } from "../../ui/Button";
import { Card, Tag } from "../../ui/Card";
import { useFormat, useWords } from "../../ui/context";
import { sentence } from "../../ui/Notice";
import { Progress } from "../../ui/Progress";
import { useTell } from "../../ui/Toast";

const SHOWN = 3;
const TONES = { done: "good", failed: "bad", interrupted: "bad", cancelled: "plain", running: "plain", waiting: "plain" } as const;

/** Long work: what runs, how far it is, and how the last of it ended. */
export function Jobs(): ReactElement | null {
  const words = useWords();
  const rows = useJobs().data?.rows ?? [];
  const shown = rows.filter((job, place) => isLive(job) || place < SHOWN);
  if (shown.length === 0) return null;
  return (
    <Card title={words("data.jobs")}>
      <ul className="dl-jobs">
        {shown.map((job) => (
          <li key={job.id}>
            <OneJob job={job} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function OneJob({ job }: { readonly job: Job }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const edit = useMay("edit");
  const tell = useTell();
  const acting = useMutation({
    mutationFn: (act: "cancel" | "again") => (act === "cancel" ? send("DELETE", `/api/jobs/${job.id}`) : send("POST", `/api/jobs/${job.id}/again`)),
    onError: (error) => tell({ text: sentence(error, words), tone: "bad" }),
  });
  return (
    <article className="dl-stack">
      <p className="dl-row">
        <strong>{words(`data.job.${job.request.kind}${job.request.dry_run ? ".dry" : ""}`)}</strong>
        <Tag tone={TONES[job.state]}>{words(`data.job.state.${job.stopping ? "stopping" : job.state}`)}</Tag>
        <span className="dl-muted dl-small">
          {job.by} · {format.moment(job.created_us)}
        </span>
      </p>
      {isLive(job) && <Progress label={stepText(job, words)} value={job.step?.of ? (job.step.number - 1) / job.step.of : null} />}
      {job.problem && <p className="dl-error">{job.problem.message}</p>}
      {job.state === "interrupted" && <p>{words("data.job.interrupted")}</p>}
      {job.outcome && <Outcome of={job.outcome} />}
      {edit && (
        <div className="dl-row">
          {isLive(job) && job.stoppable !== false && (
            <Button disabled={job.stopping ?? false} busy={acting.isPending} onPress={() => acting.mutate("cancel")}>
              {words("ui.cancel")}
            </Button>
          )}
          {(job.state === "interrupted" || job.state === "failed" || job.state === "cancelled") && (
            <Button busy={acting.isPending} onPress={() => acting.mutate("again")}>
              {words("data.job.again")}
            </Button>
          )}
          {job.state === "done" && job.request.kind === "import" && !job.request.dry_run && <Link href="/map">{words("home.to_map")}</Link>}
        </div>
      )}
    </article>
  );
}

/** Where a running job is, in words. */
export function stepText(job: Job, words: ReturnType<typeof useWords>): string {
  const step = job.step;
  if (!step) return words("data.job.state.waiting");
  const rows = step.rows ? ` · ${words("data.rows", { n: step.rows })}` : "";
  return `${words(`data.step.${step.name}`)}${step.source ? ` “${step.source}”` : ""}${rows}`;
}

function Outcome({ of }: { readonly of: JobOutcome }): ReactElement {
  const words = useWords();
  return (
    <ul className="dl-plain dl-small">
      {(of.tables ?? []).map((table) => (
        <li key={table.source}>
          <strong>{table.source}</strong>: {words("data.outcome.table", { rows: table.rows, events: table.events, known: table.known, rejected: table.rejected })}
        </li>
      ))}
      {(of.refused ?? []).map((table) => (
        <li key={table.source} className="dl-error">
          {table.source}: {table.reason}
        </li>
      ))}
      {of.undone_events != null && <li>{words("data.outcome.undone", { n: of.undone_events })}</li>}
      {(of.import_again ?? []).length > 0 && <li>{words("data.outcome.again", { numbers: (of.import_again ?? []).join(", ") })}</li>}
      {of.events != null && of.customers != null && <li>{words("data.outcome.build", { events: of.events, customers: of.customers })}</li>}
    </ul>
  );
}
