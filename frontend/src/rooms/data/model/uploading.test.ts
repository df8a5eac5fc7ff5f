import { describe, expect, it, vi } from "vitest";
import { ApiError } from "../../../lib/api";
import type { Upload } from "../../../lib/types";
import type { Carrier, Piece } from "./uploading";
import { Uploader } from "./uploading";

const piece = (name: string, text = "abcd"): Piece => ({ name, file: new Blob([text]) });
const upload = (id: string): Upload => ({ id, changed_us: 0, files: [] });

function carrying(put: Carrier["put"]): { readonly carrier: Carrier; readonly removed: string[] } {
  const removed: string[] = [];
  return { removed, carrier: { put, remove: (id) => Promise.resolve(removed.push(id)) } };
}

describe("an upload of several files", () => {
  it("puts all into the upload that the first one made, and tells how far it is", async () => {
    const into: (string | null)[] = [];
    const seen: number[] = [];
    const { carrier } = carrying((to, { file }, _, onSent) => {
      into.push(to);
      onSent(file.size / 2);
      return Promise.resolve(upload("u1"));
    });
    const uploader = new Uploader(carrier);
    uploader.watch(() => {
      const now = uploader.current();
      if (now.state === "sending") seen.push(now.sentBytes / now.ofBytes);
    });
    await uploader.start([piece("a.csv"), piece("b/c.csv")]);
    expect(into).toEqual([null, "u1"]);
    expect(seen).toEqual([0, 0.25, 0.5, 0.75]);
    expect(uploader.current()).toEqual({ state: "done", upload: "u1" });
  });

  it("keeps what has come when the connection is lost, and goes on with the rest", async () => {
    const tries: string[] = [];
    let lost = true;
    const { carrier, removed } = carrying((_, { name }) => {
      tries.push(name);
      if (name === "b.csv" && lost) return Promise.reject(new ApiError("offline", ""));
      return Promise.resolve(upload("u1"));
    });
    const uploader = new Uploader(carrier);
    await uploader.start([piece("a.csv"), piece("b.csv"), piece("c.csv")]);
    expect(uploader.current()).toMatchObject({ state: "stopped", at: 1, of: 3, name: "b.csv", error: { code: "offline" } });
    lost = false;
    await uploader.again();
    expect(tries).toEqual(["a.csv", "b.csv", "b.csv", "c.csv"]);
    expect(uploader.current()).toEqual({ state: "done", upload: "u1" });
    expect(removed).toEqual([]);
  });

  it("leaves nothing with the server when it is given up", async () => {
    let through: (got: Upload) => void = () => undefined;
    const { carrier, removed } = carrying((to) => (to === null ? Promise.resolve(upload("u1")) : new Promise((done) => (through = done))));
    const uploader = new Uploader(carrier);
    const sending = uploader.start([piece("a.csv"), piece("b.csv")]);
    await vi.waitFor(() => expect(uploader.current()).toMatchObject({ at: 1 }));
    await uploader.cancel();
    through(upload("u1"));
    await sending;
    expect(removed).toEqual(["u1"]);
    expect(uploader.current()).toEqual({ state: "idle" });
  });

  it("removes a first file that came through just as it was given up", async () => {
    let through: (got: Upload) => void = () => undefined;
    const { carrier, removed } = carrying(() => new Promise((done) => (through = done)));
    const uploader = new Uploader(carrier);
    const sending = uploader.start([piece("a.csv")]);
    await uploader.cancel();
    through(upload("u9"));
    await sending;
    expect(removed).toEqual(["u9"]);
  });
});
