import { useMutation } from "@tanstack/react-query";
import { RotateCcw, Square } from "lucide-react";
import type { ReactElement } from "react";
import { send } from "../lib/api";
import { isLive } from "../lib/live";
import { useMay } from "../lib/session";
import type { Job } from "../lib/types";
import { Button, Link } from "../ui/Button";
import { Tag } from "../ui/Card";
import { useFormat, useWords } from "../ui/context";
import { sentence } from "../ui/Notice";
import { Progress } from "../ui/Progress";
import { useJobStarted } from "../lib/useJobStarted";
import { askedBy, canStartAgain, partDone, totals } from "./model";
import "./jobs.css";

const TONES = { done: "good", failed: "bad", interrupted: "bad", cancelled: "plain", running: "plain", waiting: "plain" } as const;

/** One job: what it does, how far it is, how it ended, and what can be done about it. */
export function JobLine({ job }: { readonly job: Job }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const may = useMay(askedBy(job));
  const started = useJobStarted();
  const cancel = useMutation({ mutationFn: () => send<Job>("DELETE", `/api/jobs/${job.id}`), onSuccess: started });
  const again = useMutation({ mutationFn: () => send<Job>("POST", `/api/jobs/${job.id}/again`), onSuccess: started });
  const error = cancel.error ?? again.error;
  const title = words(job.request.dry_run ? "jobs.kind.try" : `jobs.kind.${job.request.kind}`, { number: job.request.import_id ?? 0 });
  return (
    <div className="dl-job">
      <div className="dl-row dl-spread">
        <span className="dl-row">
          {job.request.upload ? <Link href={`/data/uploads/${job.request.upload}`}>{title}</Link> : <strong>{title}</strong>}
          <Tag tone={TONES[job.state]}>{words(job.stopping ? "jobs.stopping" : `jobs.state.${job.state}`)}</Tag>
          <span className="dl-muted dl-small">{format.moment(job.ended_us ?? job.started_us ?? job.created_us)}</span>
        </span>
        {may && isLive(job) && job.stoppable !== false && (
          <Button icon={Square} busy={cancel.isPending || job.stopping === true} onPress={() => cancel.mutate()}>
            {words("ui.cancel")}
          </Button>
        )}
        {may && canStartAgain(job) && (
          <Button icon={RotateCcw} busy={again.isPending} onPress={() => again.mutate()}>
            {words("jobs.again")}
          </Button>
        )}
      </div>
      {job.state === "running" && <JobProgress job={job} />}
      <JobEnd job={job} />
      {error && <p className="dl-error" role="alert">{sentence(error, words)}</p>}
    </div>
  );
}

/** How far a running job is. */
export function JobProgress({ job }: { readonly job: Job }): ReactElement {
  const words = useWords();
  const step = job.step;
  const text = step ? words(`jobs.step.${step.name}`, { source: step.source ?? "" }) : words("jobs.step.look");
  return <Progress label={step?.rows ? `${text} · ${words("jobs.step.rows", { n: step.rows })}` : text} value={partDone(job)} />;
}

function JobEnd({ job }: { readonly job: Job }): ReactElement | null {
  const words = useWords();
  if (job.problem) return <p className="dl-error">{job.problem.message}</p>;
  if (job.state === "interrupted")
    return <p>{words(job.request.upload ? "jobs.interrupted.files" : job.request.kind === "erase" ? "jobs.interrupted.erase" : "jobs.interrupted")}</p>;
  if (job.state !== "done") return null;
  const { outcome } = job;
  const sum = totals(job);
  return (
    <p className="dl-muted dl-small">
      {[
        job.request.kind === "import" ? words(job.request.dry_run ? "jobs.would_add" : "jobs.added", { n: sum.events + sum.measures }) : "",
        sum.known > 0 ? words("jobs.known", { n: sum.known }) : "",
        sum.rejected > 0 ? words("jobs.rejected", { n: sum.rejected }) : "",
        outcome?.backup ? words("jobs.backup", { name: outcome.backup }) : "",
        outcome?.undone_events != null ? words("jobs.undone", { n: outcome.undone_events }) : "",
        outcome?.customers != null ? words("jobs.customers", { n: outcome.customers }) : "",
        outcome?.import_again?.length ? words("jobs.import_again", { numbers: outcome.import_again.join(", ") }) : "",
      ]
        .filter(Boolean)
        .join(" · ")}
    </p>
  );
}
