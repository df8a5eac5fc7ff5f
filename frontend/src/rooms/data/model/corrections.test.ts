import { describe, expect, it } from "vitest";
import type { Mapping, TablePreview } from "../../../lib/types";
import { aside, corrected, formOf, isCorrected, readAs, rolesOf, uncorrected } from "./corrections";

const MAPPING: Mapping = {
  time: { columns: ["created"], format: "%d.%m.%Y" },
  name: { columns: ["type"], negative: "refund" },
  channel: { column: "via", values: { tel: "phone" }, const: "web" },
  identifiers: { email: ["mail"], phone: ["tel1", "tel2"] },
  value: { columns: ["quantity", "price"], currency: { const: "HUF" }, decimal: "," },
};

function preview(mapping: Mapping | null = MAPPING): TablePreview {
  return { table: "orders", source: "orders", files: ["orders.csv"], format: "csv", encoding: "utf-8", separator: ",", cure: null, description: "CSV", time_zone: "Europe/Budapest", mapping, guesses: [], refused: null, first: { columns: [], rows: [], events: [], faults: [] } };
}

describe("corrections", () => {
  it("of a form that was not touched say nothing", () => {
    expect(corrected({}, preview(), formOf(preview()))).toEqual({ tables: { orders: { mapping: {} } } });
  });

  it("say only the part that was changed, and keep what was said before", () => {
    const before = { tables: { orders: { source: "shop", mapping: { id: "number" } }, tickets: { aside: true } } };
    const form = { ...formOf(preview()), time: "paid", zone: "UTC" };
    expect(corrected(before, preview(), form)).toEqual({
      tables: {
        orders: { source: "shop", mapping: { id: "number", time: { columns: ["paid"], format: "%d.%m.%Y", day: "start", zone: "UTC" } } },
        tickets: { aside: true },
      },
    });
  });

  it("keep what the form does not show: further columns, meanings of channels, decimals", () => {
    const form = { ...formOf(preview()), nameConst: "order", channelConst: "store", currencyConst: "eur" };
    expect(corrected({}, preview(), form).tables?.["orders"]?.mapping).toEqual({
      name: { columns: ["type"], const: "order", negative: "refund" },
      channel: { column: "via", const: "store", values: { tel: "phone" } },
      value: { columns: ["quantity", "price"], currency: { const: "EUR" }, decimal: "," },
    });
  });

  it("forget meanings of a column that is not the channel's any more", () => {
    expect(corrected({}, preview(), { ...formOf(preview()), channel: null }).tables?.["orders"]?.mapping).toEqual({ channel: { column: null, const: "web" } });
  });

  it("say null where there is no value, score or text", () => {
    expect(corrected({}, preview(), { ...formOf(preview()), value: null }).tables?.["orders"]?.mapping).toEqual({ value: null });
  });

  it("gather the columns of each namespace, and leave out unfinished lines", () => {
    const { identifiers } = formOf(preview());
    expect(identifiers).toHaveLength(3);
    const form = { ...formOf(preview()), identifiers: [...identifiers.slice(1), { namespace: "crm_id", column: "no" }, { namespace: "", column: "x" }, { namespace: "email", column: null }] };
    expect(corrected({}, preview(), form).tables?.["orders"]?.mapping).toEqual({ identifiers: { phone: ["tel1", "tel2"], crm_id: ["no"] } });
  });

  it("begin anew for a table that was refused", () => {
    const form = { ...formOf(preview(null)), time: "when", score: "stars", scoreMin: 1, scoreMax: 5 };
    expect(corrected({}, preview(null), form).tables?.["orders"]?.mapping).toEqual({ time: { columns: ["when"], format: "iso", day: "start" }, score: { column: "stars", min: 1, max: 5 } });
  });

  it("leave tables aside, take them in, and are taken back", () => {
    const files = { "b.csv": { encoding: "cp1250" } };
    const out = aside({ files }, "orders", true);
    expect(out).toEqual({ files, tables: { orders: { aside: true } } });
    expect(aside(out, "orders", false).tables).toEqual({ orders: { aside: false } });
    expect(uncorrected(out, preview())).toEqual({ files, tables: {} });
  });

  it("say of all files of a table what they are read as, and forget it with the rest", () => {
    const said = readAs({ files: { "orders.csv": { separator: ";" } } }, ["orders.csv"], { encoding: "big5" });
    expect(said).toEqual({ files: { "orders.csv": { separator: ";", encoding: "big5" } } });
    expect([isCorrected(said, preview()), isCorrected({}, preview())]).toEqual([true, false]);
    expect(uncorrected(said, preview())).toEqual({ tables: {}, files: {} });
  });

  it("give a table without any time its day, and take it away", () => {
    const given = corrected({}, preview(null), { ...formOf(preview(null)), at: "2026-01-31" });
    expect(given.tables?.["orders"]).toEqual({ at: "2026-01-31", mapping: {} });
    expect(corrected(given, preview(null), { ...formOf(preview(null), "2026-01-31"), at: "" }).tables?.["orders"]).toEqual({ at: null, mapping: {} });
  });
});

it("columns are known by what they are read as", () => {
  expect([...rolesOf(MAPPING)]).toEqual([
    ["created", "time"],
    ["type", "name"],
    ["via", "channel"],
    ["mail", "identifier"],
    ["tel1", "identifier"],
    ["tel2", "identifier"],
    ["quantity", "value"],
    ["price", "value"],
  ]);
  expect(rolesOf(null).size).toBe(0);
});
