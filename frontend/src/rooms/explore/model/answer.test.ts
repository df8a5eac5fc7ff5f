import { describe, expect, it } from "vitest";
import type { AnswerTable } from "../../../lib/types";
import { inOrder, isNumeric, nameOf, titleOf } from "./answer";

const TABLE: AnswerTable = {
  name: "steps",
  title: "Steps",
  columns: [
    { name: "step", title: "Step", kind: "text", unit: null },
    { name: "customers", title: "Customers", kind: "count", unit: "customers" },
    { name: "share", title: "Share", kind: "share", unit: "customers" },
  ],
  rows: [
    { group: "web", values: [{ text: "cart" }, { number: 9, cell: "/groups/0/steps/0/customers" }, { number: 0.5, count: 9, of: 18, cell: "/a/count", of_cell: "/a/of" }] },
    { group: "web", values: [{ text: "order 10" }, { number: 30, cell: "/groups/0/steps/1/customers" }, {}] },
    { group: "app", values: [{ text: "order 9" }, { number: 4, cell: "/groups/1/steps/0/customers" }, { number: 0.1 }] },
  ],
  rows_in_all: 3,
};

function order(by: string, down: boolean): (string | null | undefined)[] {
  return inOrder(TABLE, { by, down }).map((row) => row.values[0]?.text);
}

describe("a table", () => {
  it("stands in the order of numbers or words; what has no value comes last either way", () => {
    expect(inOrder(TABLE, undefined)).toBe(TABLE.rows);
    expect(order("customers", true)).toEqual(["order 10", "cart", "order 9"]);
    expect(order("share", false)).toEqual(["order 9", "cart", "order 10"]);
    expect(order("share", true)).toEqual(["cart", "order 9", "order 10"]);
    expect(order("step", false)).toEqual(["cart", "order 9", "order 10"]);
    expect(order("group", false)).toEqual(["order 9", "cart", "order 10"]);
    expect(order("nobody", true)).toEqual(["cart", "order 10", "order 9"]);
    expect(TABLE.rows[0]?.values[0]?.text).toBe("cart");
  });

  it("knows its numbers", () => {
    expect(TABLE.columns.map(isNumeric)).toEqual([false, true, true]);
  });

  it("names its rows and what its cells count", () => {
    expect(TABLE.rows.map((row) => nameOf(TABLE, row))).toEqual(["web · cart", "web · order 10", "app · order 9"]);
    expect(titleOf([TABLE], "/groups/0/steps/1/customers")).toBe("web · order 10 · Customers");
    expect(titleOf([TABLE], "/a/of")).toBe("web · cart · Share");
    expect(titleOf([TABLE], "/nowhere")).toBeNull();
  });

  it("of differences gives its place to the table whose counts they are", () => {
    const comparison: AnswerTable = { ...TABLE, name: "comparison", columns: TABLE.columns.map((column) => ({ ...column, title: "One side" })) };
    expect(titleOf([comparison, TABLE], "/groups/1/steps/0/customers")).toBe("app · order 9 · Customers");
  });
});
