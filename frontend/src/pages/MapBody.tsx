import type { ReactElement, Ref } from "react";
import type { Loaded } from "../lib/load";
import type { MapView } from "../lib/types";
import type { Words } from "../lib/words";
import type { Zoom } from "../map/MapPicture";
import { MapPicture } from "../map/MapPicture";
import { MapTable } from "../map/MapTable";
import { isEmpty } from "../map/model/rows";
import { Notice } from "../ui/Notice";

interface Props {
  readonly map: Loaded<MapView>;
  readonly picture: Loaded<string>;
  readonly words: Words;
  readonly zoom: Ref<Zoom>;
  readonly onRetry: () => void;
}

/** What stands below the bar: the map, or why there is none. */
export function MapBody({ map, picture, words, zoom, onRetry }: Props): ReactElement {
  if (map.kind === "failed") return <Failed code={map.code} message={map.message} words={words} onRetry={onRetry} />;
  if (map.kind === "ready" && isEmpty(map.value)) return <Empty words={words} />;
  switch (picture.kind) {
    case "failed":
      return <Failed code={picture.code} message={picture.message} words={words} onRetry={onRetry} />;
    case "loading":
      return <Notice title={words("app.loading")} />;
    case "ready":
      return (
        <>
          <MapPicture drawing={picture.value} label={words("map.title")} ref={zoom} />
          {map.kind === "ready" && <MapTable view={map.value} words={words} />}
        </>
      );
  }
}

function Empty({ words }: { readonly words: Words }): ReactElement {
  return (
    <Notice title={words("app.empty.title")}>
      <p>{words("app.empty.body")}</p>
      <pre>
        <code>{"desireline import orders.csv\ndesireline suggest --write\ndesireline build"}</code>
      </pre>
      <p>{words("app.empty.then")}</p>
    </Notice>
  );
}

function Failed({ code, message, words, onRetry }: { readonly code: string; readonly message: string; readonly words: Words; readonly onRetry: () => void }): ReactElement {
  if (code === "sign-in-needed") {
    return (
      <Notice title={words("app.sign_in.title")} role="alert">
        <p>{words("app.sign_in.body")}</p>
      </Notice>
    );
  }
  return (
    <Notice title={words("app.error.title")} role="alert">
      <p>{code === "offline" ? words("app.error.offline") : message}</p>
      <button type="button" onClick={onRetry}>
        {words("app.error.again")}
      </button>
    </Notice>
  );
}
