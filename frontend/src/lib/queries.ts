/** What is fetched, kept while it holds, and fetched again when the data change. */

import { keepPreviousData, QueryClient, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import type { Query } from "./api";
import { ApiError, get } from "./api";

const TRIES = 2;

export function queryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: true,
        retry: (failures, error) => failures < TRIES && error instanceof ApiError && error.code === "offline",
      },
    },
  });
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
