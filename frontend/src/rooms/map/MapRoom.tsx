import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Maximize, ZoomIn, ZoomOut } from "lucide-react";
import type { ReactElement } from "react";
import { useRef } from "react";
import { ConditionDrawer } from "../../conditions/ConditionDrawer";
import { PeriodPicker } from "../../conditions/PeriodPicker";
import { usePlace } from "../../lib/address";
import { getText } from "../../lib/api";
import { useMedia } from "../../lib/media";
import { useApi } from "../../lib/queries";
import { useMay } from "../../lib/session";
import type { MapView, ProjectInfo } from "../../lib/types";
import type { Zoom } from "../../map/MapPicture";
import { MapPicture } from "../../map/MapPicture";
import { MapTable } from "../../map/MapTable";
import { titleOf } from "../../map/model/cells";
import { isEmpty } from "../../map/model/rows";
import { MembersDrawer } from "../../members/MembersDrawer";
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
  const asked = { journey: params.get("journey"), where: params.get("where"), period: params.get("period"), lang: words.language };
  const layout = useMedia("(max-width: 760px)") ? "narrow" : "wide";
  const map = useApi<MapView>("/api/map", asked, { keep: true });
  const picture = useQuery({
    queryKey: ["/api/map.svg", asked, layout],
    queryFn: ({ signal }) => getText("/api/map.svg", { query: { ...asked, layout, theme: "css" }, signal }),
    placeholderData: keepPreviousData,
  });
  const zoom = useRef<Zoom>(null);
  const may = useMay("people");
  const cell = may ? params.get("cell") : null;
  const open = may ? (path: string): void => change({ cell: path }) : undefined;
  const failed = map.error ?? picture.error;
  const narrowed = asked.where !== null || asked.period !== null;
  const shown = map.data !== undefined && !isEmpty(map.data);
  return (
    <Page
      title={words("map.title")}
      wide
      actions={
        (shown || narrowed) && (
          <>
            <Narrowing view={map.data} />
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
        <Empty narrowed={narrowed} />
      ) : picture.data && map.data ? (
        <div className="dl-stack" aria-busy={map.isPlaceholderData || picture.isPlaceholderData}>
          <MapPicture drawing={picture.data} label={words("map.title")} onOpen={picture.isPlaceholderData ? undefined : open} ref={zoom} />
          <MapTable view={map.data} onOpen={map.isPlaceholderData ? undefined : open} />
        </div>
      ) : (
        <Waiting label={words("ui.loading")} lines={8} />
      )}
      <MembersDrawer
        of={cell ? { path: "/api/map/people", body: { ...asked, cell } } : null}
        title={cell && map.data ? titleOf(map.data, cell) : ""}
        onClose={() => change({ cell: null })}
      />
    </Page>
  );
}

/** Which journeys the map is of: their type, whose they are, and when. */
function Narrowing({ view }: { readonly view: MapView | undefined }): ReactElement {
  const words = useWords();
  const { params, change } = usePlace();
  const journeys = useApi<ProjectInfo>("/api/project", { lang: words.language }).data?.journeys ?? [];
  const whole = useApi<MapView>("/api/map", { journey: params.get("journey"), lang: words.language }, { keep: true }).data;
  const where = params.get("where") ?? "";
  return (
    <>
      {journeys.length > 1 && (
        <Select
          label={words("map.journey")}
          options={journeys.map(({ name, label }) => ({ id: name, label }))}
          value={params.get("journey") ?? view?.journey ?? null}
          onChange={(journey) => change({ journey })}
        />
      )}
      <PeriodPicker key={params.get("period")} value={params.get("period") ?? ""} first={whole?.first_us ?? null} last={whole?.last_us ?? null} onChange={(period) => change({ period })} />
      <ConditionDrawer
        title={words("map.whose")}
        button={where ? words("map.whose.some") : words("map.whose.all")}
        value={where}
        onApply={(text) => change({ where: text })}
      />
    </>
  );
}

function Empty({ narrowed }: { readonly narrowed: boolean }): ReactElement {
  const words = useWords();
  if (narrowed) {
    return (
      <Notice title={words("map.none_such.title")} small>
        <p>{words("map.none_such.body")}</p>
      </Notice>
    );
  }
  return (
    <Notice title={words("map.empty.title")} small>
      <p>{words("map.empty.body")}</p>
      <pre>
        <code>{"desireline import orders.csv\ndesireline suggest --write\ndesireline build"}</code>
      </pre>
    </Notice>
  );
}
