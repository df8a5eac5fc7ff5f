import type { ReactElement, Ref } from "react";
import { lazy, Suspense, useMemo } from "react";
import { useWords } from "../ui/context";
import { Waiting } from "../ui/Progress";
import type { Picture } from "./Drawing";
import type { Spec } from "./model/look";
import { emptyOf, partsOf } from "./model/parts";
import "./Chart.css";

const load = (): Promise<typeof import("./Drawing")> => import("./Drawing");
const Drawing = lazy(load);

/** Fetches what draws, before there is anything to draw. */
export function prepareCharts(): void {
  void load();
}

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
  return (
    <div className={parts.length > 1 ? "dl-charts" : undefined}>
      {parts.map(({ title, spec: own }, place) => (
        <figure key={title ?? place} className="dl-chart">
          {title && <figcaption>{title}</figcaption>}
          <Suspense fallback={<Waiting label={words("ui.loading")} lines={4} />}>
            <Drawing spec={own} label={title ? `${title}: ${label}` : label} onOpen={onOpen} {...(parts.length === 1 ? { picture } : {})} />
          </Suspense>
        </figure>
      ))}
      {empty.length > 0 && <p className="dl-muted dl-small">{words("charts.nothing", { names: empty.join(", ") })}</p>}
    </div>
  );
}
