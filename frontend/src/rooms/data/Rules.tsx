import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import type { ReactElement } from "react";
import { usePlace } from "../../lib/address";
import { getVersioned } from "../../lib/api";
import { useMay } from "../../lib/session";
import type { EditableSettings, JourneyType, Touchpoint } from "../../lib/types";
import { Button, Link } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { channelName, stageName } from "../../ui/Channel";
import { useWords } from "../../ui/context";
import { Failed, Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Progress";
import type { Column } from "../../ui/Table";
import { Table } from "../../ui/Table";
import { DataTabs } from "./DataTabs";
import { many } from "./model/rule";
import { Suggestions } from "./Suggestions";
import { TouchpointEditor } from "./TouchpointEditor";
import "./Data.css";

/** How events become touchpoints, touchpoints lie in stages, and journeys reach their goals. */
export function Rules(): ReactElement {
  const words = useWords();
  const edit = useMay("edit");
  const { params, change } = usePlace();
  const settings = useQuery({ queryKey: ["/api/settings"], queryFn: ({ signal }) => getVersioned<EditableSettings>("/api/settings", { signal }) });
  const edited = params.get("touchpoint");
  return (
    <Page
      title={words("data.rules")}
      about={words("data.rules.about")}
      tabs={<DataTabs current="rules" />}
      actions={
        edit && (
          <Button icon={Plus} onPress={() => change({ touchpoint: "+" })}>
            {words("data.rules.new")}
          </Button>
        )
      }
    >
      {edit && <Suggestions />}
      {settings.error ? (
        <Failed error={settings.error} onRetry={() => void settings.refetch()} />
      ) : !settings.data ? (
        <Waiting label={words("ui.loading")} lines={8} />
      ) : (
        <>
          <Card title={words("data.rules.touchpoints")}>
            {settings.data.value.touchpoints.length === 0 ? (
              <Notice title={words("data.rules.none")} small>
                <p>{words("data.rules.none.hint")}</p>
              </Notice>
            ) : (
              <Touchpoints rows={settings.data.value.touchpoints} />
            )}
          </Card>
          <Card title={words("data.rules.journeys")}>
            <Journeys journeys={settings.data.value.journeys} />
          </Card>
          {edited !== null && (
            <TouchpointEditor
              key={`${edited} ${settings.data.version}`}
              name={edited === "+" ? null : edited}
              settings={settings.data.value}
              version={settings.data.version}
              onReload={() => void settings.refetch()}
              onClose={() => change({ touchpoint: null })}
            />
          )}
        </>
      )}
    </Page>
  );
}

function Touchpoints({ rows }: { readonly rows: readonly Touchpoint[] }): ReactElement {
  const words = useWords();
  const columns: readonly Column<Touchpoint>[] = [
    { id: "name", title: words("map.table.touchpoint"), head: true, cell: ({ name }) => <Link href={`/data/rules?touchpoint=${encodeURIComponent(name)}`}>{name}</Link> },
    { id: "stage", title: words("map.table.stage"), cell: ({ stage }) => (stage ? stageName(stage, words) : words("map.unstaged")) },
    { id: "channel", title: words("map.table.channel"), cell: ({ when }) => many(when.channel).map((one) => channelName(one, words)).join(", ") },
    { id: "names", title: words("data.rules.names"), cell: ({ when }) => many(when.name).join(", ") },
    { id: "source", title: words("data.source"), cell: ({ when }) => many(when.source).join(", ") },
  ];
  return <Table caption={words("data.rules.touchpoints")} columns={columns} rows={rows} keyOf={({ name }) => name} />;
}

function Journeys({ journeys }: { readonly journeys: Readonly<Record<string, JourneyType>> }): ReactElement {
  const words = useWords();
  const columns: readonly Column<readonly [string, JourneyType]>[] = [
    { id: "name", title: words("map.journey"), head: true, cell: ([name]) => name },
    { id: "start", title: words("data.rules.start"), cell: ([, journey]) => many(journey.start).join(", ") || "—" },
    { id: "goal", title: words("map.goal"), cell: ([, journey]) => many(journey.goal).join(", ") },
    { id: "gap", title: words("data.rules.gap"), cell: ([, journey]) => journey.gap ?? "30d" },
  ];
  const rows = Object.entries(journeys);
  if (rows.length === 0) return <p className="dl-muted">{words("data.rules.no_journeys")}</p>;
  return <Table caption={words("data.rules.journeys")} columns={columns} rows={rows} keyOf={([name]) => name} />;
}
