import type { ReactElement, Ref } from "react";
import { useEffect, useMemo, useState } from "react";
import { useWords } from "../ui/context";
import { Waiting } from "../ui/Progress";
import type { Picture } from "./Drawing";
import type { Spec } from "./model/look";
import { emptyOf, partsOf } from "./model/parts";
import { drawing, drawingHere } from "./prepare";
import "./Chart.css";

interface Props {
  /** A Vega-Lite specification from the server; rows that name a `cell` can be pressed. */
  readonly spec: Spec;
  readonly label: string;
  readonly onOpen?: ((cell: string) => void) | undefined;
  /** The picture of a single drawing. */
  readonly picture?: Ref<Picture>;
}

/** A drawing from the server, or one for each group beside each other. Whoever cannot see it has the table. */
export function Chart({ spec, label, onOpen, picture }: Props): ReactElement {
  const words = useWords();
  const parts = useMemo(() => partsOf(spec), [spec]);
  const empty = emptyOf(spec);
  const Drawing = useDrawing();
  return (
    <div className={parts.length > 1 ? "dl-charts" : undefined}>
      {parts.map(({ title, spec: own }, place) => (
        <figure key={title ?? place} className="dl-chart">
          {title && <figcaption>{title}</figcaption>}
          {Drawing ? (
            <Drawing spec={own} label={title ? `${title}: ${label}` : label} onOpen={onOpen} {...(parts.length === 1 ? { picture } : {})} />
          ) : (
            <Waiting label={words("ui.loading")} lines={4} />
          )}
        </figure>
      ))}
      {empty.length > 0 && <p className="dl-muted dl-small">{words("charts.nothing", { names: empty.join(", ") })}</p>}
    </div>
  );
}

/** What draws, null until it is here. Not by `lazy`: what that brings, React puts off until all else is done. */
function useDrawing(): ReturnType<typeof drawingHere> {
  const [found, set] = useState(drawingHere);
  useEffect(() => {
    if (!found) void drawing().then((module) => set(() => module.default));
  }, [found]);
  return found;
}
