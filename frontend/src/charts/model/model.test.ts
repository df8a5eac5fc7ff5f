import { compile } from "vega-lite";
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../../lib/words";
import { drawingLocale } from "./locale";
import type { Look, Spec } from "./look";
import { dressed, rowsOf } from "./look";
import { emptyOf, partsOf } from "./parts";

const LIGHT: Look = { ink: "#111111", muted: "#222222", line: "#333333", card: "#ffffff", little: "#eeeeee", much: "#000099", font: "Noto Sans", dark: false };
const ROWS = [
  { step: "#2f6f8f", n: 9, cell: "/steps/0/customers" },
  { step: "blues", n: 4, cell: "/steps/1/customers" },
];
const BARS: Spec = {
  $schema: "https://vega.github.io/schema/vega-lite/v6.json",
  title: "web",
  data: { values: ROWS },
  width: "container",
  height: { step: 22 },
  layer: [
    {
      mark: { type: "bar" },
      encoding: {
        y: { field: "step", type: "nominal", sort: null, axis: { labelLimit: 260 } },
        x: { field: "n", type: "quantitative", scale: { zero: true } },
        color: { field: "step", type: "nominal", scale: { range: ["#2f6f8f", "#d9822b"] } },
      },
    },
    { mark: { type: "rule", color: "#33333399" }, encoding: { y: { field: "step" }, x: { field: "n", type: "quantitative" } } },
  ],
  config: { background: null },
};
const text = (spec: Spec): string => JSON.stringify(spec);

describe("a drawing", () => {
  it("has our colours, light and dark, and leaves the data's words alone", () => {
    const [light, dark] = [dressed(BARS, LIGHT, 800), dressed(BARS, { ...LIGHT, dark: true }, 800)];
    expect(text(light)).toContain("#111111" + "99");
    expect(text(light)).not.toContain("#33333399");
    expect(text(dark)).toContain("#e8a05a");
    expect(rowsOf(dark)).toEqual(ROWS);
    const heat = dressed({ data: { values: ROWS }, mark: "rect", encoding: { color: { field: "n", type: "quantitative", scale: { scheme: "blues" } } } }, LIGHT, 800);
    expect(text(heat)).toContain('"range":["#eeeeee","#000099"]');
  });

  it("is as wide as its place, with shorter names and fewer ticks where that is little", () => {
    const narrow = dressed(BARS, LIGHT, 300);
    expect(narrow["width"]).toBe(300);
    expect(text(narrow)).toContain('"labelLimit":126');
    expect(text(narrow)).toContain('"orient":"bottom"');
    expect(text(dressed(BARS, LIGHT, 900))).toContain('"orient":"right"');
  });

  it("shows that it can be pressed only where it opens somebody", () => {
    expect(text(dressed(BARS, LIGHT, 800))).toContain('"cursor":"pointer"');
    expect(text(dressed({ ...BARS, data: { values: [{ step: "a", n: 1 }] } }, LIGHT, 800))).not.toContain("pointer");
  });

  it("is still one that Vega-Lite draws", () => {
    const told: string[] = [];
    const logger = { level: () => logger, error: (...words: string[]) => (told.push(...words), logger), warn: (...words: string[]) => (told.push(...words), logger), info: () => logger, debug: () => logger };
    compile(dressed(BARS, LIGHT, 800) as never, { logger: logger as never });
    expect(told.filter((line) => !line.includes("fit-y"))).toEqual([]);
  });
});

describe("drawings of groups", () => {
  const other = { ...BARS, title: "app", data: { values: [{ step: "a", n: 40 }] } };

  it("stand one by one, under their names, and reach equally far", () => {
    const parts = partsOf({ vconcat: [BARS, other], config: {} });
    expect(parts.map(({ title }) => title)).toEqual(["web", "app"]);
    for (const { spec } of parts) expect(text(spec)).toContain('"domainMax":40');
    expect(partsOf(BARS)).toEqual([{ title: null, spec: BARS }]);
  });

  it("without anything to show are left out", () => {
    const empty = { ...BARS, title: "store", data: { values: [] } };
    expect(partsOf({ vconcat: [empty, BARS] }).map(({ title }) => title)).toEqual(["web"]);
    expect(partsOf(empty)).toEqual([]);
    const nobody = { ...BARS, title: "phone", data: { values: [{ step: "a", n: 0 }] } };
    expect(partsOf({ vconcat: [nobody, BARS] }).map(({ title }) => title)).toEqual(["web"]);
    expect(emptyOf({ vconcat: [nobody, BARS, empty] })).toEqual(["phone", "store"]);
  });
});

it.each(LANGUAGES)("numbers and dates are written in %s", (language) => {
  const { number, time } = drawingLocale(language);
  expect([time.months.length, time.shortMonths.length, time.days.length, new Set(time.days).size]).toEqual([12, 12, 7, 7]);
  expect(number.decimal).toBe(language === "ru" || language === "hu" ? "," : ".");
});
