/** What is fetched, kept while it holds, and fetched again when the data change. */

import { keepPreviousData, QueryCache, QueryClient, useInfiniteQuery, useQuery } from "@tanstack/react-query";
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

/** A part of a long list, as the API gives it. */
interface PageOfRows {
  readonly rows: readonly unknown[];
  /** How many there are in all; null where that is not known. */
  readonly count: number | null;
  /** Whether there are any behind it; told where the count may be unknown. */
  readonly more?: boolean;
}

/** A long list, as far as it was fetched. */
export interface Pages<P extends PageOfRows> {
  /** What the first page tells of the whole list; undefined until it is there. */
  readonly first: P | undefined;
  readonly rows: readonly P["rows"][number][];
  readonly error: Error | null;
  /** Asks again for what is shown. */
  readonly again: () => void;
  /** Fetches the next page; null where there is none. */
  readonly more: (() => void) | null;
  /** The next page is on its way. */
  readonly busy: boolean;
  /** What is shown answers what was asked before. */
  readonly old: boolean;
}

/** Asks for a long list page by page; `fetch` is given how many rows to skip. */
export function usePages<P extends PageOfRows>(
  key: readonly unknown[],
  fetch: (first: number, signal: AbortSignal) => Promise<P>,
  { when = true, keep = false }: Options = {},
): Pages<P> {
  const pages = useInfiniteQuery({
    queryKey: key,
    enabled: when,
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) => fetch(pageParam, signal),
    getNextPageParam: (last: P, all: readonly P[]) => nextFirst(last, all),
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  });
  return {
    first: pages.data?.pages[0],
    rows: pages.data?.pages.flatMap((page) => page.rows) ?? [],
    error: pages.error,
    again: () => void pages.refetch(),
    more: pages.hasNextPage ? () => void pages.fetchNextPage() : null,
    busy: pages.isFetchingNextPage,
    old: pages.isPlaceholderData,
  };
}

/** How many rows come before the next page; undefined where there is none. */
export function nextFirst(last: PageOfRows, all: readonly PageOfRows[]): number | undefined {
  const seen = all.reduce((sum, page) => sum + page.rows.length, 0);
  const more = last.more ?? seen < (last.count ?? 0);
  return more && last.rows.length > 0 ? seen : undefined;
}
