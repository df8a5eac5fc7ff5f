import { expect, it } from "vitest";
import type { Form } from "../../../lib/types";
import { onwardFrom } from "./onward";
import { PARAMETERS } from "./samples";

function form(name: string, ...parameters: string[]): Form {
  return { name, title: name.toUpperCase(), about: "", description: "", fields: {}, parameters: PARAMETERS.filter((one) => parameters.includes(one.name)) };
}

it("a touchpoint leads to every question that takes one and needs nothing else, with whom and when it was asked", () => {
  const forms = [form("paths", "start", "depth", "where", "period"), form("funnel", "steps", "start", "where"), form("visits", "window", "where")];
  expect(onwardFrom(forms, { where: "x = 1", depth: 3, by: "channel" }, "cart | basket")).toEqual([
    { href: "/explore/paths?start=cart+%7C+basket&where=x+%3D+1", title: "PATHS", about: "start" },
  ]);
});
