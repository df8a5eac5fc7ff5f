import { expect, it } from "vitest";
import { ApiError } from "../../../lib/api";
import { fieldAt, pathOf } from "./faults";

const ORDERS = { table: "orders", files: ["2026/orders.csv"] };

it("a fault stands at its field, whatever language it is told in", () => {
  expect(fieldAt(["tables", "orders", "mapping", "time", "zone"], ORDERS)).toBe("time.zone");
  expect(fieldAt(["tables", "orders", "mapping", "time", "columns", 0], ORDERS)).toBe("time");
  expect(fieldAt(["tables", "orders", "at"], ORDERS)).toBe("at");
  expect(fieldAt(["files", "2026/orders.csv", "encoding"], ORDERS)).toBe("encoding");
  expect(fieldAt(["tables", "orders", "mapping", "channel", "const"], ORDERS)).toBe("channel.const");
});

it("a fault without a field of its own is about the whole", () => {
  expect(fieldAt(["tables", "orders", "mapping", "lookups", 0, "file"], ORDERS)).toBeNull();
  expect(fieldAt(["tables", "orders"], ORDERS)).toBeNull();
  expect(fieldAt(["files", "2026/orders.csv"], ORDERS)).toBeNull();
});

it("a fault of another table or file is not ours", () => {
  expect(fieldAt(["tables", "tickets", "mapping", "time"], ORDERS)).toBeUndefined();
  expect(fieldAt(["files", "orders.csv", "encoding"], ORDERS)).toBeUndefined();
  expect(fieldAt([], ORDERS)).toBeUndefined();
});

it("an error says where it lies, if the server did", () => {
  expect(pathOf(new ApiError("bad-input", "", 400, { path: ["files", "a.csv"] }))).toEqual(["files", "a.csv"]);
  expect(pathOf(new ApiError("offline", ""))).toBeNull();
  expect(pathOf(new Error("x"))).toBeNull();
});
