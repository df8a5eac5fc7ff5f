import { describe, expect, it } from "vitest";
import type { Mapping } from "../../../lib/types";
import { corrected, mappingOf, readingOf } from "./corrections";

const MAPPING: Mapping = {
  time: { columns: ["date"], format: "%d.%m.%Y", day: "end" },
  name: { columns: ["event"] },
  channel: { const: "web" },
  identifiers: { email: ["mail", "mail2"], user_id: ["uid"] },
};

describe("corrections of how a table is read", () => {
  it("say only what was changed, and keep what the form does not show", () => {
    const before = readingOf(MAPPING);
    expect(mappingOf(before, before, MAPPING)).toEqual({});
    expect(mappingOf(before, { ...before, timeColumns: ["made"] }, MAPPING)).toEqual({ time: { columns: ["made"], format: "%d.%m.%Y", day: "end" } });
    expect(mappingOf(before, { ...before, nameColumn: null, nameConst: "order" }, MAPPING)).toEqual({ name: { const: "order" } });
    expect(mappingOf(before, { ...before, identifiers: before.identifiers.slice(0, 2) }, MAPPING)).toEqual({ identifiers: { email: ["mail", "mail2"] } });
  });

  it("leave out identifiers that are not finished", () => {
    const before = readingOf(MAPPING);
    expect(mappingOf(before, { ...before, identifiers: [{ namespace: "phone", column: "" }] }, MAPPING)).toEqual({ identifiers: {} });
  });

  it("add up, table by table", () => {
    const first = corrected({}, "orders", { mapping: { name: { const: "order" } } });
    const second = corrected(first, "orders", { source: "shop", mapping: { channel: { const: "store" } } });
    expect(corrected(second, "mails", { aside: true })).toEqual({
      tables: { orders: { source: "shop", mapping: { name: { const: "order" }, channel: { const: "store" } } }, mails: { aside: true, mapping: {} } },
    });
  });
});
