import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { usePlace } from "../../lib/address";
import { getText, send } from "../../lib/api";
import { useApi } from "../../lib/queries";
import type { MapView, OverviewResult } from "../../lib/types";
import { MapPicture } from "../../map/MapPicture";
import { isEmpty } from "../../map/model/rows";
import { MembersDrawer } from "../../members/MembersDrawer";
import { Link } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { useFormat, useProject, useWords } from "../../ui/context";
import { Count, Figure } from "../../ui/Count";
import { Failed } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Progress";
import "./Home.css";

/** An overview as the server answers it. */
interface Overview {
  readonly result: OverviewResult;
  readonly story: readonly string[];
}

/** What the data say, the map in small, and what to do next. */
export function Home(): ReactElement {
  const words = useWords();
  const { name } = useProject();
  const overview = useQuery({
    queryKey: ["/api/analyses/overview", words.language],
    queryFn: ({ signal }) => send<Overview>("POST", "/api/analyses/overview", {}, { query: { lang: words.language }, signal }),
  });
  const { params, change } = usePlace();
  const cell = params.get("cell");
  return (
    <Page title={name}>
      {overview.error ? (
        <Failed error={overview.error} onRetry={() => void overview.refetch()} />
      ) : !overview.data ? (
        <Waiting label={words("ui.loading")} lines={9} />
      ) : (
        <>
          <Figures of={overview.data.result} onOpen={(path) => change({ cell: path })} />
          <div className="dl-home">
            <Card title={words("home.says")}>
              <ul className="dl-says">
                {overview.data.story.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </Card>
            <SmallMap />
          </div>
        </>
      )}
      <MembersDrawer of={cell ? { path: "/api/analyses/overview/people", body: { question: {}, cell } } : null} title={name} onClose={() => change({ cell: null })} />
    </Page>
  );
}

/** The numbers that everybody asks for first; each opens. */
function Figures({ of, onOpen }: { readonly of: OverviewResult; readonly onOpen: (path: string) => void }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const labels = useApi<{ readonly journeys: readonly { readonly name: string; readonly label: string }[] }>("/api/project", { lang: words.language }).data?.journeys ?? [];
  return (
    <dl className="dl-figures">
      <Figure label={words("map.table.customers")} {...(of.first_day && of.last_day ? { note: `${format.date(of.first_day)} – ${format.date(of.last_day)}` } : {})}>
        <Count value={of.customers} label={words("map.table.customers")} onOpen={() => onOpen("/customers")} />
      </Figure>
      <Figure label={words("map.table.events")} note={words("home.anonymous", { n: of.anonymous_events })}>
        <Count value={of.events} label={words("map.table.events")} onOpen={() => onOpen("/events")} />
      </Figure>
      {of.journey_types.map((type, place) => {
        const label = labels.find(({ name }) => name === type.journey)?.label ?? type.journey;
        return (
          <div key={type.journey} className="dl-figure">
            <dt>
              <Link href={`/map?journey=${encodeURIComponent(type.journey)}`}>{label}</Link>
            </dt>
            <dd>
              {type.reached ? (
                <>
                  <span className="dl-figure-value">{type.reached.share === null ? "—" : format.share(type.reached.share)}</span>
                  <span className="dl-muted dl-small">
                    {words("home.reach")} (<Count value={type.reached.count} label={label} onOpen={() => onOpen(`/journey_types/${place}/reached/count`)} /> /{" "}
                    <Count value={type.reached.of} label={label} onOpen={() => onOpen(`/journey_types/${place}/reached/of`)} />; {format.interval(type.reached)})
                  </span>
                </>
              ) : (
                <span className="dl-figure-value">
                  <Count value={type.journeys} label={label} onOpen={() => onOpen(`/journey_types/${place}/journeys`)} />
                </span>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function SmallMap(): ReactElement | null {
  const words = useWords();
  const map = useApi<MapView>("/api/map", { lang: words.language }).data;
  const picture = useQuery({
    queryKey: ["/api/map.svg", words.language, "small"],
    queryFn: ({ signal }) => getText("/api/map.svg", { query: { lang: words.language, layout: "small", theme: "css" }, signal }),
    enabled: map !== undefined && !isEmpty(map),
  });
  if (!picture.data) return null;
  return (
    <Card title={words("map.title")} aside={<Link href="/map">{words("home.to_map")}</Link>}>
      <MapPicture drawing={picture.data} label={words("map.title")} small />
    </Card>
  );
}
