import type { ReactElement } from "react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Api } from "../lib/api";
import { useLoaded } from "../lib/load";
import { useMedia } from "../lib/media";
import { rememberedLanguage, rememberLanguage } from "../lib/remembered";
import type { Language } from "../lib/words";
import { preferred, wordsOf } from "../lib/words";
import type { Zoom } from "../map/MapPicture";
import { isEmpty } from "../map/model/rows";
import { LanguageSwitch } from "../ui/LanguageSwitch";
import { Mark } from "../ui/Mark";
import { MapBody } from "./MapBody";

/** The first page: the journey map of the project. */
export function MapPage({ api }: { readonly api: Api }): ReactElement {
  const [chosen, choose] = useState<Language | null>(rememberedLanguage);
  const [attempt, again] = useState(0);
  const layout = useMedia("(max-width: 760px)") ? "narrow" : "wide";
  const map = useLoaded(
    useCallback((signal: AbortSignal) => api.map(chosen, signal), [api, chosen, attempt]),
  );
  const picture = useLoaded(
    useCallback((signal: AbortSignal) => api.picture(chosen, layout, signal), [api, chosen, layout, attempt]),
  );
  const language = chosen ?? (map.kind === "ready" ? map.value.language : preferred(navigator.languages));
  const words = useMemo(() => wordsOf(language), [language]);
  const zoom = useRef<Zoom>(null);
  const drawn = map.kind === "ready" && !isEmpty(map.value) && picture.kind === "ready";

  useEffect(() => {
    document.documentElement.lang = language;
    document.title = map.kind === "ready" ? `${map.value.project} · ${words("map.title")}` : words("app.title");
  }, [language, map, words]);

  return (
    <>
      <header className="bar">
        <span className="name">
          <Mark size={22} />
          Desireline
        </span>
        {drawn && (
          <>
            <ZoomButton sign="−" label={words("app.zoom.out")} onPress={() => zoom.current?.further()} />
            <ZoomButton sign="+" label={words("app.zoom.in")} onPress={() => zoom.current?.closer()} />
            <ZoomButton sign="⤢" label={words("app.zoom.fit")} onPress={() => zoom.current?.fit()} />
          </>
        )}
        <LanguageSwitch
          words={words}
          onChoose={(next) => {
            rememberLanguage(next);
            choose(next);
          }}
        />
      </header>
      <main>
        <MapBody map={map} picture={picture} words={words} zoom={zoom} onRetry={() => again((count) => count + 1)} />
      </main>
    </>
  );
}

function ZoomButton({ sign, label, onPress }: { readonly sign: string; readonly label: string; readonly onPress: () => void }): ReactElement {
  return (
    <button type="button" title={label} aria-label={label} onClick={onPress}>
      {sign}
    </button>
  );
}
