import { useMutation } from "@tanstack/react-query";
import { CircleCheck, CircleX, Hammer, Info, RotateCw, ScanSearch, TriangleAlert } from "lucide-react";
import type { ReactElement } from "react";
import { useState } from "react";
import { JobLine } from "../../jobs/JobLine";
import { send } from "../../lib/api";
import { isLive, useJobs } from "../../lib/live";
import { useApi } from "../../lib/queries";
import { useMay } from "../../lib/session";
import { useJobStarted } from "../../lib/useJobStarted";
import type { Job, ProjectHealth, ProjectTrouble, SourceList } from "../../lib/types";
import { Button, Link } from "../../ui/Button";
import { Card, Tag } from "../../ui/Card";
import { useFormat, useWords } from "../../ui/context";
import { Failed, sentence } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Pairs } from "../../ui/Pairs";
import { Waiting } from "../../ui/Progress";
import { DataTabs } from "./DataTabs";
import { DiskCard, InstalledCard } from "./HealthFacts";
import { placeOf, well, worst } from "./model/health";
import { SourceFreshness } from "./SourceFreshness";
import "./Data.css";

const SIGNS = { error: CircleX, warning: TriangleAlert, note: Info } as const;

/** Whether all is well: what was looked at, what is not as it should be and what to do about it, how fresh and how large the data are. */
export function Health(): ReactElement {
  const words = useWords();
  const [closely, look] = useState(false);
  const health = useApi<ProjectHealth>("/api/doctor", { lang: words.language, verify: closely || null }, { keep: true });
  const sources = useApi<SourceList>("/api/sources");
  const found = health.data;
  const again = (verify: boolean): void => {
    look(verify);
    void sources.refetch();
    if (verify === closely) void health.refetch();
  };
  const actions = (
    <>
      <Button icon={ScanSearch} disabled={health.isFetching} onPress={() => again(true)}>
        {words("data.health.closely")}
      </Button>
      <Button icon={RotateCw} busy={health.isFetching} onPress={() => again(closely)}>
        {words("data.health.again")}
      </Button>
    </>
  );
  return (
    <Page title={words("data.health")} about={words("data.health.about")} tabs={<DataTabs current="health" />} actions={actions}>
      {health.error ? (
        <Failed error={health.error} onRetry={() => void health.refetch()} />
      ) : !found ? (
        <Waiting label={words("data.health.looking")} lines={9} />
      ) : (
        <>
          <Verdict found={found} closely={closely && !health.isPlaceholderData} />
          <Built found={found} />
          {sources.error ? <Failed error={sources.error} onRetry={() => void sources.refetch()} /> : <SourceFreshness sources={sources.data?.rows ?? []} />}
          <DiskCard disk={found.disk} />
          <InstalledCard installed={found.installed} engine={found.engine} />
        </>
      )}
    </Page>
  );
}

/** What is not well, the gravest first, and what is. */
function Verdict({ found, closely }: { readonly found: ProjectHealth; readonly closely: boolean }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const worstOf = worst(found);
  const grave = found.troubles.filter(({ severity }) => severity !== "note").length;
  return (
    <Card
      title={words(grave > 0 ? "data.health.troubles" : worstOf ? "data.health.well_noted" : "data.health.well", { n: grave })}
      aside={
        <span className="dl-muted dl-small" role="status">
          {words(closely ? "data.health.looked_closely" : "data.health.looked", { when: format.moment(found.looked_at_us) })}
        </span>
      }
    >
      <ul className="dl-checks">
        {found.troubles.map((trouble) => (
          <Trouble key={`${trouble.code} ${trouble.message}`} trouble={trouble} />
        ))}
        {well(found).map((subject) => (
          <li key={subject} data-well>
            <CircleCheck size={20} aria-hidden="true" />
            <p>{words(`data.health.well.${subject}`)}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** One thing that is not as it should be, with what helps beside it. */
function Trouble({ trouble }: { readonly trouble: ProjectTrouble }): ReactElement {
  const words = useWords();
  const edits = useMay("edit");
  const Sign = SIGNS[trouble.severity];
  const href = placeOf(trouble);
  return (
    <li data-severity={trouble.severity}>
      <Sign size={20} aria-hidden="true" />
      <div className="dl-stack">
        <p>
          <Tag tone={trouble.severity === "error" ? "bad" : trouble.severity === "warning" ? "mood" : "plain"}>{words(`data.health.severity.${trouble.severity}`)}</Tag> {trouble.message}
        </p>
        {href && (
          <p>
            <Link href={href}>{words(`data.health.go.${trouble.code === "rejects" || trouble.code === "log" ? trouble.code : "settings"}`)}</Link>
          </p>
        )}
        {edits && (trouble.cure === "build" || trouble.cure === "build-full") && <Build full={trouble.cure === "build-full"} />}
      </div>
    </li>
  );
}

/** Builds, and shows how far that is. */
function Build({ full }: { readonly full: boolean }): ReactElement {
  const words = useWords();
  const started = useJobStarted();
  const build = useMutation({ mutationFn: () => send<Job>("POST", "/api/builds", { full }), onSuccess: started });
  const running = useJobs().data?.rows.find((job) => isLive(job) && job.request.kind === "build");
  if (running) return <JobLine job={running} />;
  return (
    <div className="dl-row">
      <Button icon={Hammer} busy={build.isPending} onPress={() => build.mutate()}>
        {words(full ? "data.health.build_full" : "data.health.build")}
      </Button>
      {build.error && (
        <span className="dl-error" role="alert">
          {sentence(build.error, words)}
        </span>
      )}
    </div>
  );
}

/** What was built last, and how much lies in it. */
function Built({ found: { journeys, events, parts, imports } }: { readonly found: ProjectHealth }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const facts: readonly (readonly [string, string | null])[] = [
    ["built", journeys.built_us == null ? words("data.health.never_built") : format.moment(journeys.built_us)],
    ["customers", journeys.customers == null ? null : format.count(journeys.customers)],
    ["of_customers", journeys.events == null ? null : format.count(journeys.events)],
    ["anonymous", journeys.anonymous_events == null ? null : format.count(journeys.anonymous_events)],
    ["overlay", journeys.overlay_events == null ? null : format.count(journeys.overlay_events)],
    ["events", format.count(events)],
    ["imports", format.count(imports)],
    ["parts", format.count(parts)],
  ];
  return (
    <Card title={words("data.health.contents")}>
      <Pairs
        rows={facts.flatMap(([name, value]) => (value === null ? [] : [[words(name === "anonymous" ? "data.identity.anonymous" : `data.health.fact.${name}`), value] as const]))}
      />
    </Card>
  );
}
