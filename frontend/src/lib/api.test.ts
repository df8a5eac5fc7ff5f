import { afterEach, describe, expect, it, vi } from "vitest";
import { address, ApiError, get, getVersioned, send, speaking, trustedWith } from "./api";

function answering(body: string, init: ResponseInit = {}): ReturnType<typeof vi.fn> {
  const fetcher = vi.fn(() => Promise.resolve(new Response(body, init)));
  vi.stubGlobal("fetch", fetcher);
  return fetcher;
}

afterEach(() => {
  vi.unstubAllGlobals();
  trustedWith("");
  speaking("");
});

describe("asking the server", () => {
  it("leaves out what is not given, and repeats lists", () => {
    expect(address("/api/map", { journey: null, lang: "hu", where: "", of: ["a b", "c"] })).toBe("/api/map?lang=hu&of=a+b&of=c");
  });

  it("tells problems as the server told them", async () => {
    answering('{"code": "bad-input", "message": "no such touchpoint", "at": 4}', { status: 400 });
    const error = await get("/api/map").catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: "bad-input", message: "no such touchpoint", status: 400, told: { at: 4 } });
  });

  it("says offline where nobody answers", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("failed to fetch")));
    await expect(get("/api/map")).rejects.toMatchObject({ code: "offline" });
  });

  it("says which language the reader speaks, with each request", async () => {
    speaking("zh-Hant");
    const fetcher = answering("{}");
    await get("/api/map");
    expect(fetcher.mock.calls[0]?.[1]).toMatchObject({ headers: { "x-desireline-language": "zh-Hant" } });
  });

  it("keeps a failure that is no JSON", async () => {
    answering("<html>", { status: 502, statusText: "Bad Gateway" });
    await expect(get("/api/map")).rejects.toMatchObject({ code: "error", message: "502 Bad Gateway" });
  });

  it("sends the trust token and the version with a change, and neither with a question", async () => {
    trustedWith("abc");
    const fetcher = answering("", { status: 200 });
    expect(await send("PUT", "/api/settings/stages", { a: 1 }, { version: '"7"' })).toBeNull();
    expect(fetcher.mock.calls[0]?.[1]).toMatchObject({ headers: { "x-desireline-csrf": "abc", "if-match": '"7"' }, body: '{"a":1}' });
    answering('{"x": 1}', { headers: { etag: '"8"' } });
    expect(await getVersioned("/api/x")).toEqual({ value: { x: 1 }, version: '"8"' });
  });
});
