import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Maximize, ZoomIn, ZoomOut } from "lucide-react";
import type { ReactElement } from "react";
import { useRef } from "react";
import { usePlace } from "../../lib/address";
import { getText } from "../../lib/api";
import { useMedia } from "../../lib/media";
import { useApi } from "../../lib/queries";
import type { MapView, ProjectInfo } from "../../lib/types";
import type { Zoom } from "../../map/MapPicture";
import { MapPicture } from "../../map/MapPicture";
import { MapTable } from "../../map/MapTable";
import { isEmpty } from "../../map/model/rows";
import { IconButton } from "../../ui/Button";
import { Select } from "../../ui/Choice";
import { useWords } from "../../ui/context";
import { Failed, Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Progress";

/** The journey map from data: what customers really do, on the stages of the settings. */
export function MapRoom(): ReactElement {
  const words = useWords();
  const { params, change } = usePlace();
  const asked = { journey: params.get("journey"), lang: words.language };
  const layout = useMedia("(max-width: 760px)") ? "narrow" : "wide";
  const map = useApi<MapView>("/api/map", asked, { keep: true });
  const picture = useQuery({
    queryKey: ["/api/map.svg", asked, layout],
    queryFn: ({ signal }) => getText("/api/map.svg", { query: { ...asked, layout, theme: "css" }, signal }),
    placeholderData: keepPreviousData,
  });
  const journeys = useApi<ProjectInfo>("/api/project", { lang: words.language }).data?.journeys ?? [];
  const zoom = useRef<Zoom>(null);
  const failed = map.error ?? picture.error;
  const shown = map.data !== undefined && !isEmpty(map.data);
  return (
    <Page
      title={words("map.title")}
      wide
      actions={
        shown && (
          <>
            {journeys.length > 1 && (
              <Select
                label={words("map.journey")}
                options={journeys.map(({ name, label }) => ({ id: name, label }))}
                value={map.data?.journey ?? null}
                onChange={(journey) => change({ journey })}
              />
            )}
            <IconButton icon={ZoomOut} label={words("map.zoom.out")} onPress={() => zoom.current?.further()} />
            <IconButton icon={ZoomIn} label={words("map.zoom.in")} onPress={() => zoom.current?.closer()} />
            <IconButton icon={Maximize} label={words("map.zoom.fit")} onPress={() => zoom.current?.fit()} />
          </>
        )
      }
    >
      {failed ? (
        <Failed error={failed} onRetry={() => void Promise.all([map.refetch(), picture.refetch()])} />
      ) : map.data && isEmpty(map.data) ? (
        <Empty />
      ) : picture.data && map.data ? (
        <>
          <MapPicture drawing={picture.data} label={words("map.title")} ref={zoom} />
          <MapTable view={map.data} />
        </>
      ) : (
        <Waiting label={words("ui.loading")} lines={8} />
      )}
    </Page>
  );
}

function Empty(): ReactElement {
  const words = useWords();
  return (
    <Notice title={words("map.empty.title")} small>
      <p>{words("map.empty.body")}</p>
      <pre>
        <code>{"desireline import orders.csv\ndesireline suggest --write\ndesireline build"}</code>
      </pre>
    </Notice>
  );
}
