/** What is fetched, kept while it holds, and fetched again when the data change. */

import { keepPreviousData, QueryCache, QueryClient, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import type { Query } from "./api";
import { ApiError, get } from "./api";

const TRIES = 2;

/** Keeps answers; where a sign-in has run out, whoever shows pages is told by the question who is signed in being asked again. */
export function queryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (error instanceof ApiError && error.code === "sign-in-needed" && query.queryKey[0] !== "/api/me") void client.invalidateQueries({ queryKey: ["/api/me"] });
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: true,
        retry: (failures, error) => failures < TRIES && error instanceof ApiError && error.code === "offline",
      },
    },
  });
  return client;
}

interface Options {
  /** Not asked while false. */
  readonly when?: boolean;
  /** Shows what was there until the new is. */
  readonly keep?: boolean;
}

/** Asks a path of the API; asked once however many parts of the page want it. */
export function useApi<T>(path: string, query: Query = {}, { when = true, keep = false }: Options = {}): UseQueryResult<T> {
  return useQuery<T>({
    queryKey: [path, query],
    queryFn: ({ signal }) => get<T>(path, { query, signal }),
    enabled: when,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  });
}
