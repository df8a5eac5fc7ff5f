/** How charts look here: the server's specification in the app's colours, letters and width. */

/** A Vega-Lite specification, as the server sends it. */
export type Spec = Readonly<Record<string, unknown>>;

/** The colours and letters around a chart, as the page has them now. */
export interface Look {
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly card: string;
  /** The two ends of a scale from little to much. */
  readonly little: string;
  readonly much: string;
  readonly font: string;
  readonly dark: boolean;
}

/** The server's colours for groups, and what stands for them on dark paper. */
const ON_DARK: Readonly<Record<string, string>> = {
  "#2f6f8f": "#6fb0cf",
  "#d9822b": "#e8a05a",
  "#7a5195": "#b58ccf",
  "#3f9c8b": "#66c2b0",
  "#b5536d": "#d98099",
  "#8c8c3c": "#b8b868",
  "#5b7fc7": "#8fa9e0",
  "#a06b4a": "#c9977a",
  "#4b4b4b": "#b5b5b5",
  "#c9a227": "#dcbd55",
};
const INTERVAL = "#33333399";
const NARROW = 560;
const TICK = 130;
const STEP = 26;
const STEP_BESIDE = 13;
const GUTTER = 0.42;

/** The specification as it is drawn here: in these colours, so wide, its marks to be pressed where they open people. */
export function dressed(spec: Spec, look: Look, width: number, opens = true): Spec {
  const small = width < NARROW;
  const mark = { color: colour("#2f6f8f", look) };
  const pressed = opens && rowsOf(spec).some(({ cell }) => typeof cell === "string") ? { cursor: "pointer" } : {};
  const letters = { labelColor: look.muted, titleColor: look.muted, labelFontSize: 12, titleFontSize: 12 };
  const config = {
    background: look.card,
    font: look.font,
    aria: false, // the words stand beside the drawing
    view: { stroke: null },
    bar: { ...mark, ...pressed },
    line: mark,
    point: { ...mark, ...pressed },
    rect: pressed,
    axis: { ...letters, gridColor: look.line, domainColor: look.line, tickColor: look.line, titleFontWeight: 600 },
    legend: { ...letters, orient: small ? "bottom" : "right", ...(small ? { columns: 2 } : {}) },
  };
  const own = Object.entries(spec).filter(([key]) => key !== "title");
  const coloured = Object.fromEntries(own.map(([key, value]) => [key, key === "data" ? value : key === "height" ? height(value, spec) : recoloured(value, look, width)]));
  return { ...coloured, width, autosize: { type: "fit-x", contains: "padding" }, padding: 4, config };
}

/** Bars are so thick that they can be pressed; those beside each other share the place. */
function height(given: unknown, spec: Spec): unknown {
  if (!isRecord(given) || typeof given["step"] !== "number") return given;
  return { step: JSON.stringify(spec["layer"] ?? []).includes('"yOffset"') ? STEP_BESIDE : STEP };
}

function recoloured(part: unknown, look: Look, width: number): unknown {
  if (typeof part === "string") return part === INTERVAL ? `${look.ink}99` : part === "%Y-%m-%d" ? "%x" : colour(part, look);
  if (Array.isArray(part)) return part.map((one) => recoloured(one, look, width));
  if (!isRecord(part)) return part;
  const entries = Object.entries(part).map(([key, value]): [string, unknown] => {
    if (key === "scheme") return ["range", [look.little, look.much]];
    if (key === "tickCount" && typeof value === "number") return [key, Math.max(2, Math.min(value, Math.floor(width / TICK)))];
    if (key === "labelLimit") return [key, Math.round(width * GUTTER)];
    return [key, recoloured(value, look, width)];
  });
  return Object.fromEntries(entries);
}

function colour(text: string, look: Look): string {
  return look.dark ? (ON_DARK[text] ?? text) : text;
}

/** The rows that a drawing shows. */
export function rowsOf(spec: Spec): readonly Readonly<Record<string, unknown>>[] {
  const data = spec["data"];
  const values = isRecord(data) ? data["values"] : undefined;
  return Array.isArray(values) ? values.filter(isRecord) : [];
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
