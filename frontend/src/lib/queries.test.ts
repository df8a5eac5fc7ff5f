import { describe, expect, it } from "vitest";
import { nextFirst } from "./queries";

const page = (rows: number, count: number | null, more?: boolean): { rows: readonly number[]; count: number | null; more?: boolean } => ({
  rows: Array.from({ length: rows }, (_, place) => place),
  count,
  ...(more === undefined ? {} : { more }),
});

describe("the next page", () => {
  it("begins behind all that were fetched", () => {
    expect(nextFirst(page(100, 250), [page(100, 250)])).toBe(100);
    expect(nextFirst(page(100, 250), [page(100, 250), page(100, 250)])).toBe(200);
  });

  it("is not there once all were fetched, nor where nothing was found", () => {
    expect(nextFirst(page(50, 250), [page(100, 250), page(100, 250), page(50, 250)])).toBeUndefined();
    expect(nextFirst(page(0, 0), [page(0, 0)])).toBeUndefined();
  });

  it("is not asked for ever where the list grew shorter meanwhile", () => {
    expect(nextFirst(page(0, 250), [page(100, 250), page(0, 250)])).toBeUndefined();
  });

  it("is known without a count where the page says so", () => {
    expect(nextFirst(page(100, null, true), [page(100, null, true)])).toBe(100);
    expect(nextFirst(page(40, null, false), [page(100, null, true), page(40, null, false)])).toBeUndefined();
  });
});
