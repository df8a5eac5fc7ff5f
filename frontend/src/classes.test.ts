import { expect, it } from "vitest";

const styles: Record<string, string> = import.meta.glob("./**/*.css", { query: "?raw", import: "default", eager: true });
const sources: Record<string, string> = import.meta.glob("./**/*.tsx", { query: "?raw", import: "default", eager: true });

it("a class is defined in one file only: the styles of a room stay loaded when it is left", () => {
  const files = new Map<string, Set<string>>();
  for (const [path, text] of Object.entries(styles)) for (const name of defined(text)) files.set(name, (files.get(name) ?? new Set()).add(path));
  expect(files.size).toBeGreaterThan(100);
  expect([...files].filter(([, paths]) => paths.size > 1).map(([name, paths]) => `${name}: ${[...paths].join(", ")}`)).toEqual([]);
});

it("every class with a style is used, and every class that is used has a style", () => {
  const styled = new Set(Object.values(styles).flatMap(mentioned));
  const used = new Set(Object.values(sources).flatMap((text) => [...text.matchAll(/(?<![\w-])dl-[a-z0-9-]+/g)].map(([name]) => name)));
  const worn = new Set(Object.values(sources).flatMap((text) => [...text.matchAll(/className="([^"]*)"/g)].flatMap(([, names]) => (names ?? "").split(" "))));
  expect(worn.size).toBeGreaterThan(100);
  expect([...styled].filter((name) => !used.has(name))).toEqual([]);
  expect([...worn].filter((name) => name.startsWith("dl-") && !styled.has(name))).toEqual([]);
});

/** The classes whose own rules a style sheet holds: alone in a selector, or with an attribute. */
function defined(sheet: string): readonly string[] {
  return [...bare(sheet).replaceAll(/\([^()]*\)/g, "()").matchAll(/(?<=^|[{},;])\s*\.(dl-[a-z0-9-]+)(?:\[[^\]]*\])*\s*(?=[,{])/g)].map(([, name]) => name ?? "");
}

function mentioned(sheet: string): readonly string[] {
  return [...bare(sheet).matchAll(/\.(dl-[a-z0-9-]+)/g)].map(([, name]) => name ?? "");
}

function bare(sheet: string): string {
  return sheet.replaceAll(/\/\*.*?\*\//gs, "");
}
