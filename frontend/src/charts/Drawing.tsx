import type { ReactElement, Ref } from "react";
import { useEffect, useImperativeHandle, useRef, useState } from "react";
import type { Spec as VegaSpec } from "vega";
import { Error as Errors, parse, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import type { TopLevelSpec } from "vega-lite";
import { compile } from "vega-lite";
import { useMedia } from "../lib/media";
import type { Language } from "../lib/words";
import { useWords } from "../ui/context";
import type { Look, Spec } from "./model/look";
import { dressed, isRecord } from "./model/look";
import { drawingLocale } from "./model/locale";

/** A drawing as a picture to keep. */
export interface Picture {
  svg(): Promise<Blob>;
  png(): Promise<Blob>;
}

interface Props {
  readonly spec: Spec;
  /** What it shows, for those who cannot see it. */
  readonly label: string;
  /** Opens the people behind a mark. */
  readonly onOpen?: ((cell: string) => void) | undefined;
  readonly picture?: Ref<Picture> | undefined;
}

interface Pointed {
  readonly x: number;
  readonly y: number;
  readonly told: readonly (readonly [string, string])[];
}

const SHARPNESS = 2;
/** While a window is drawn wider or narrower, charts wait for its end. */
const SETTLED_MS = 120;

/** Draws a specification, without eval and without styles of anybody else's. */
export default function Drawing({ spec, label, onOpen, picture }: Props): ReactElement {
  const { language } = useWords();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<View>(null);
  const opening = useRef(onOpen);
  const [width, measure] = useState(0);
  const [pointed, point] = useState<Pointed | null>(null);
  const opens = onOpen !== undefined;
  const dark = useMedia("(prefers-color-scheme: dark)");

  useEffect(() => {
    opening.current = onOpen;
  });
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    let timer = 0;
    const look = (): void => measure(Math.floor(element.clientWidth));
    look(); // the observer would only tell with the next frame
    const observer = new ResizeObserver(() => {
      window.clearTimeout(timer);
      timer = window.setTimeout(look, SETTLED_MS);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      window.clearTimeout(timer);
    };
  }, []);
  useEffect(() => {
    const element = host.current;
    if (!element || width === 0) return;
    const drawn = viewOf(dressed(spec, lookOf(element, dark), width, opens), language);
    drawn.tooltip((_handler, event, _item, told) => point(isRecord(told) ? pointedAt(element, event, told) : null));
    drawn.addEventListener("click", (_event, item) => {
      const datum: unknown = item?.datum;
      if (isRecord(datum) && typeof datum["cell"] === "string") opening.current?.(datum["cell"]);
    });
    const canvas = document.createElement("div");
    canvas.setAttribute("aria-hidden", "true"); // the box around it says what it shows
    element.append(canvas);
    drawn.initialize(canvas);
    void drawn.runAsync();
    view.current = drawn;
    return () => {
      point(null);
      view.current = null;
      drawn.finalize();
      element.replaceChildren();
    };
  }, [spec, width, dark, language, opens]);
  useImperativeHandle(picture, () => ({ svg: () => svgOf(view.current), png: () => pngOf(view.current) }), []);

  return (
    <div className="dl-drawing">
      <div ref={host} className="dl-canvas" role="img" aria-label={label} />
      {pointed && (
        <dl className="dl-pointed" aria-hidden="true" data-left={pointed.x > width / 2 || undefined} style={{ left: pointed.x, top: pointed.y }}>
          {pointed.told.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

function viewOf(spec: Spec, language: Language): View {
  const { spec: made } = compile(spec as unknown as TopLevelSpec, { logger: SILENT });
  return new View(parse(made as VegaSpec, {}, { ast: true }), {
    expr: expressionInterpreter,
    renderer: "svg",
    hover: true,
    logLevel: Errors,
    locale: drawingLocale(language) as never, // Vega takes definitions here; its types want what it makes of them
  });
}

/** Draws something that nobody sees: the first drawing of all takes much longer than those after it. */
export async function practise(): Promise<void> {
  const drawn = viewOf(PRACTICE, "en").initialize(document.createElement("div"));
  await drawn.runAsync();
  drawn.finalize();
}

const PRACTICE: Spec = {
  data: { values: [{ name: "a", count: 1 }] },
  mark: { type: "bar", tooltip: true },
  encoding: { y: { field: "name", type: "nominal", sort: null }, x: { field: "count", type: "quantitative" } },
};

function pointedAt(element: HTMLElement, event: MouseEvent | TouchEvent, told: Readonly<Record<string, unknown>>): Pointed | null {
  const at = "clientX" in event ? event : event.touches[0];
  if (!at) return null;
  const { left, top } = element.getBoundingClientRect();
  return { x: at.clientX - left, y: at.clientY - top, told: Object.entries(told).map(([name, value]) => [name, String(value)]) };
}

function lookOf(element: HTMLElement, dark: boolean): Look {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(`--dl-${name}`).trim();
  return {
    ink: token("ink"),
    muted: token("muted"),
    line: token("line"),
    card: token("card"),
    little: token("mood-ground"),
    much: token("mood"),
    font: style.fontFamily,
    dark,
  };
}

async function svgOf(view: View | null): Promise<Blob> {
  return new Blob([view ? await view.toSVG() : ""], { type: "image/svg+xml" });
}

async function pngOf(view: View | null): Promise<Blob> {
  const canvas = view ? await view.toCanvas(SHARPNESS) : document.createElement("canvas");
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the browser makes no pictures"))), "image/png");
  });
}

/** What Vega-Lite would tell its own programmers. */
const SILENT = {
  level: () => SILENT,
  error: () => SILENT,
  warn: () => SILENT,
  info: () => SILENT,
  debug: () => SILENT,
} as never;
