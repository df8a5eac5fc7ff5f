/** What the app asks the server; one interface, and a client for each place it runs in. */

import type { MapView, Problem } from "./types";
import type { Language } from "./words";

export type Layout = "wide" | "narrow";

export interface Api {
  /** The numbers of the map; in the project's own language where none is given. */
  map(language: Language | null, signal: AbortSignal): Promise<MapView>;
  /** The drawing of the map, its colours left to the page. */
  picture(language: Language | null, layout: Layout, signal: AbortSignal): Promise<string>;
}

/** The server said what is wrong. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export function httpApi(fetcher: typeof fetch = fetch): Api {
  const get = async (path: string, query: Readonly<Record<string, string | null>>, signal: AbortSignal): Promise<Response> => {
    const given = Object.entries(query).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
    const search = new URLSearchParams(given).toString();
    let response: Response;
    try {
      response = await fetcher(search ? `${path}?${search}` : path, { signal, credentials: "same-origin" });
    } catch (error) {
      if (signal.aborted) throw error;
      throw new ApiError("offline", "");
    }
    if (!response.ok) throw await problem(response);
    return response;
  };
  return {
    map: async (lang, signal) => (await get("/api/map", { lang }, signal)).json(),
    picture: async (lang, layout, signal) => (await get("/api/map.svg", { lang, layout, theme: "css" }, signal)).text(),
  };
}

async function problem(response: Response): Promise<ApiError> {
  try {
    const told: Problem = await response.json();
    return new ApiError(told.code, told.message);
  } catch {
    return new ApiError("error", `${response.status} ${response.statusText}`);
  }
}
