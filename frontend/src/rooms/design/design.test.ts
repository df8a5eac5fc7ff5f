import { expect, it } from "vitest";

const parts: Record<string, string> = import.meta.glob("../../ui/*.tsx", { query: "?raw", import: "default", eager: true });
const pages: Record<string, string> = import.meta.glob("./Design.tsx", { query: "?raw", import: "default", eager: true });
/** What every page stands in, and what only shows within another part. */
const FRAME = ["Below", "ChannelIcon", "LanguageMenu", "Mark", "Surroundings", "Tip", "Toasts"];

it("every part of the design system stands on its page", () => {
  const page = Object.values(pages).join("");
  const names = Object.values(parts).flatMap((text) => [...text.matchAll(/export function ([A-Z]\w*)/g)].map(([, name]) => name ?? ""));
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name) => !FRAME.includes(name) && !new RegExp(`<${name}\\b`).test(page))).toEqual([]);
});
