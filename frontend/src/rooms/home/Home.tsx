import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { usePlace } from "../../lib/address";
import { getText } from "../../lib/api";
import { useApi } from "../../lib/queries";
import { useMay } from "../../lib/session";
import type { Home as HomePage, HomeCount } from "../../lib/types";
import { MapPicture } from "../../map/MapPicture";
import { MembersDrawer } from "../../members/MembersDrawer";
import { Link } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { useFormat, useProject, useWords } from "../../ui/context";
import { Count, Figure, Figures } from "../../ui/Count";
import { Failed } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Progress";
import { FreshnessCard } from "./FreshnessCard";
import { NextSteps } from "./NextSteps";
import { HowToPin, Pinned } from "./Pinned";
import "./Home.css";

/** What the data say, in sentences; the map in small; how fresh the data are; what to do next. */
export function Home(): ReactElement {
  const words = useWords();
  const { name } = useProject();
  const home = useApi<HomePage>("/api/home", { lang: words.language });
  const { params, change } = usePlace();
  const may = useMay("people");
  const cell = may ? params.get("cell") : null;
  const opened = home.data?.counts.find((one) => one.cell === cell);
  return (
    <Page title={name}>
      {home.error ? (
        <Failed error={home.error} onRetry={() => void home.refetch()} />
      ) : !home.data ? (
        <Waiting label={words("ui.loading")} lines={9} />
      ) : (
        <>
          {home.data.counts.length > 0 && <Counts counts={home.data.counts} onOpen={may ? (path) => change({ cell: path }) : undefined} />}
          <div className="dl-home">
            {home.data.sentences.length > 0 && (
              <Card title={words("home.says")}>
                <ul className="dl-says">
                  {home.data.sentences.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              </Card>
            )}
            <NextSteps steps={home.data.next_steps} />
            <Pinned questions={home.data.pinned} />
            {home.data.counts.length > 0 && <SmallMap />}
            {home.data.freshness.sources.length > 0 && <FreshnessCard freshness={home.data.freshness} />}
            {home.data.counts.length > 0 && home.data.pinned.length === 0 && <HowToPin />}
          </div>
        </>
      )}
      <MembersDrawer
        of={cell ? { path: "/api/analyses/overview/people", body: { question: {}, cell } } : null}
        title={opened?.title ?? name}
        onClose={() => change({ cell: null })}
      />
    </Page>
  );
}

/** The numbers that everybody asks for first; each opens, for those who may see people. */
function Counts({ counts, onOpen }: { readonly counts: readonly HomeCount[]; readonly onOpen: ((path: string) => void) | undefined }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  return (
    <Figures>
      {counts.map(({ title, value, cell, share }) => (
        <Figure
          key={cell}
          label={title}
          note={share?.share == null ? undefined : `${format.share(share.share)} ${words("ui.share.of", { interval: format.interval(share), of: format.count(share.of) })}`}
        >
          <Count value={value} label={title} onOpen={onOpen && (() => onOpen(cell))} />
        </Figure>
      ))}
    </Figures>
  );
}

function SmallMap(): ReactElement | null {
  const words = useWords();
  const picture = useQuery({
    queryKey: ["/api/map.svg", words.language, "small"],
    queryFn: ({ signal }) => getText("/api/map.svg", { query: { lang: words.language, layout: "small", theme: "css" }, signal }),
  });
  return (
    <Card title={words("map.title")} aside={<Link href="/map">{words("home.to_map")}</Link>}>
      {picture.error ? (
        <Failed error={picture.error} onRetry={() => void picture.refetch()} />
      ) : picture.data ? (
        <MapPicture drawing={picture.data} label={words("map.title")} small />
      ) : (
        <Waiting label={words("ui.loading")} lines={5} />
      )}
    </Card>
  );
}
