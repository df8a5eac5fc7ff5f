import { describe, expect, it } from "vitest";
import { ApiError } from "../../lib/api";
import type { Job, UploadPreview } from "../../lib/types";
import type { Words } from "../../lib/words";
import type { Owner } from "./model/faults";
import { elsewhere, faultAt, metBy } from "./uploadFaults";
import type { Refusal } from "./useCorrections";

const words = Object.assign((key: string): string => key, { language: "en" }) as unknown as Words;
const ORDERS = { table: "orders", files: ["orders.csv"] };
const CALLS = { table: "calls", files: ["calls.csv"] };
const QUIET = new Map<string, Refusal>();
const PROBLEM = { code: "bad-input", message: "none of the rows could be placed in time", path: ["tables", "orders", "mapping", "time", "columns"] };
const PREVIEW: UploadPreview = { upload: { id: "1", changed_us: 50, files: [] }, version: "1", corrections: {}, tables: [], aside: [] };

function failed(ended_us: number): Job {
  return { id: 1, request: { kind: "import", upload: "1" }, state: "failed", by: "ann", created_us: 1, ended_us, problem: PROBLEM };
}

function refused(error: unknown, owner: Owner): ReadonlyMap<string, Refusal> {
  return new Map([[owner.table ?? "", { error, owner, correction: ({ corrections }) => corrections }]]);
}

describe("what an import met", () => {
  it("stands at its field until something is corrected", () => {
    expect(metBy([undefined, failed(60)], PREVIEW)).toEqual(PROBLEM);
    expect(metBy([failed(40)], PREVIEW)).toBeNull();
    expect(faultAt(ORDERS, QUIET, PROBLEM, words)).toEqual({ field: "time", text: PROBLEM.message });
    expect(faultAt(CALLS, QUIET, PROBLEM, words)).toBeNull();
  });
  it("gives way to what is wrong with the last correction", () => {
    const error = new ApiError("bad-input", "'Mars' is not a time zone", 400, { path: ["tables", "orders", "mapping", "time", "zone"] });
    expect(faultAt(ORDERS, refused(error, ORDERS), PROBLEM, words)).toEqual({ field: "time.zone", text: "'Mars' is not a time zone" });
  });
});

it("an error that does not say where it lies belongs to what was spoken of", () => {
  const error = new ApiError("offline", "");
  expect(faultAt(ORDERS, refused(error, ORDERS), null, words)).toEqual({ field: null, text: "ui.offline" });
  expect(faultAt(ORDERS, refused(error, CALLS), null, words)).toBeNull();
});

it("each of several refusals stands at its own table, and what belongs to none is known", () => {
  const zone = new ApiError("bad-input", "'Mars' is not a time zone", 400, { path: ["tables", "orders", "mapping", "time", "zone"] });
  const both = new Map([...refused(zone, ORDERS), ...refused(new ApiError("offline", ""), CALLS)]);
  expect(faultAt(ORDERS, both, null, words)?.field).toBe("time.zone");
  expect(faultAt(CALLS, both, null, words)).toEqual({ field: null, text: "ui.offline" });
  expect(elsewhere(both, [ORDERS, CALLS])).toEqual([]);
  expect(elsewhere(both, [ORDERS])).toHaveLength(1);
});
