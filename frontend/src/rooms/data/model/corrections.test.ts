import { describe, expect, it } from "vitest";
import type { Corrections, Mapping, TablePreview, UploadPreview } from "../../../lib/types";
import { aside, corrected, formOf, isCorrected, readAs, rolesOf, saidOf, typedInto, typedSince, uncorrected } from "./corrections";

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

describe("what is typed", () => {
  const now = (corrections: Corrections, mapping: Mapping = MAPPING): UploadPreview => ({ upload: { id: "1", changed_us: 1, files: [] }, version: "1", corrections, tables: [preview(mapping)], aside: [] });

  it("is made to what is known now, also of other tables", () => {
    const said = { tables: { calls: { aside: true } } };
    expect(typedInto(now(said), preview(), { source: "till" })).toEqual({ tables: { calls: { aside: true }, orders: { source: "till", mapping: {} } } });
  });

  it("takes back what was said a moment ago", () => {
    const time = { columns: ["paid"], format: "%d.%m.%Y" };
    const said = { tables: { orders: { mapping: { time } } } };
    expect(typedInto(now(said, { ...MAPPING, time }), preview(), { time: "created" }).tables?.["orders"]?.mapping).toEqual({ time: { columns: ["created"], format: "%d.%m.%Y", day: "start" } });
  });

  it("holds the fields that were touched, and no others", () => {
    const form = formOf(preview());
    const once = typedSince({}, form, { ...form, time: "paid" });
    expect(once).toEqual({ time: "paid" });
    expect(typedSince(once, { ...form, ...once }, { ...form, ...once, identifiers: [] })).toEqual({ time: "paid", identifiers: [] });
    expect(typedSince(once, { ...form, ...once }, form)).toEqual({ time: "created" });
  });
});

it("what is said about a table holds what is said about its files, and nothing of others", () => {
  const said = { tables: { orders: { aside: true }, calls: { aside: true } }, files: { "orders.csv": { encoding: "big5" } } };
  expect(saidOf(said, preview())).toBe(saidOf({ ...said, tables: { orders: { aside: true } } }, preview()));
  expect(saidOf(said, preview())).not.toBe(saidOf({ tables: said.tables }, preview()));
  expect(saidOf(said, { files: ["orders.csv"] })).not.toBe(saidOf({}, { files: ["orders.csv"] }));
});
