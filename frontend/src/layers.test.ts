import { expect, it } from "vitest";

const LAYERS = ["words", "lib", "ui", "jobs", "members", "conditions", "charts", "answers", "map", "drafts", "rooms", "app"];
const sources: Record<string, string> = import.meta.glob("./**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });

it("imports go downwards only, those of types too", () => {
  const wrong = Object.entries(sources).flatMap(([path, text]) => {
    const from = path.split("/")[1] ?? "";
    const targets = [...text.matchAll(/from "((?:\.\.?\/)+[^"]+)"/g)].map((match) => new URL(match[1] ?? "", `file:///${path}`).pathname);
    return targets.filter((to) => !to.endsWith(".json") && rank(to.split("/")[1] ?? "") > rank(from)).map((to) => `${path} → ${to}`);
  });
  expect(Object.keys(sources).length).toBeGreaterThan(10);
  expect(wrong).toEqual([]);
});

it("rooms do not know each other", () => {
  const rooms = Object.entries(sources).filter(([path]) => path.startsWith("./rooms/"));
  const wrong = rooms.flatMap(([path, text]) => {
    const room = path.split("/")[2];
    const targets = [...text.matchAll(/from "((?:\.\.?\/)+[^"]+)"/g)].map((match) => new URL(match[1] ?? "", `file:///${path}`).pathname.split("/"));
    return targets.filter(([, layer, other]) => layer === "rooms" && other !== room).map((to) => `${path} → ${to.join("/")}`);
  });
  expect(rooms.length).toBeGreaterThan(2);
  expect(wrong).toEqual([]);
});

it("map/model knows nothing of React", () => {
  const models = Object.entries(sources).filter(([path]) => path.startsWith("./map/model/"));
  expect(models.length).toBeGreaterThan(1);
  for (const [, text] of models) expect(text).not.toMatch(/from "react/);
});

function rank(layer: string): number {
  return LAYERS.includes(layer) ? LAYERS.indexOf(layer) : LAYERS.length;
}
