import { expect, it } from "vitest";
import { ApiError, httpApi } from "./api";

const { signal } = new AbortController();

function answering(response: () => Response, asked: string[] = []): ReturnType<typeof httpApi> {
  return httpApi((input) => {
    asked.push(String(input));
    return Promise.resolve(response());
  });
}

it("asks for the language only where one was chosen", async () => {
  const asked: string[] = [];
  const api = answering(() => new Response("<svg/>"), asked);
  await api.picture(null, "wide", signal);
  await api.picture("zh-Hant", "narrow", signal);
  expect(asked).toEqual(["/api/map.svg?layout=wide&theme=css", "/api/map.svg?lang=zh-Hant&layout=narrow&theme=css"]);
});

it("passes on what the server says is wrong", async () => {
  const api = answering(() => Response.json({ code: "sign-in-needed", message: "sign-in needed" }, { status: 401 }));
  await expect(api.map(null, signal)).rejects.toEqual(new ApiError("sign-in-needed", "sign-in needed"));
});

it("copes with an answer that is not ours", async () => {
  const api = answering(() => new Response("<html>", { status: 502, statusText: "Bad Gateway" }));
  await expect(api.map(null, signal)).rejects.toMatchObject({ code: "error", message: "502 Bad Gateway" });
});

it("says when nobody answers", async () => {
  const api = httpApi(() => Promise.reject(new TypeError("fetch failed")));
  await expect(api.map(null, signal)).rejects.toMatchObject({ code: "offline" });
});
