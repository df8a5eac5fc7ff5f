/** The questions that were kept, and which of them stand on Home. */

import type { QueryClient } from "@tanstack/react-query";
import { useQueryClient } from "@tanstack/react-query";
import { get, send } from "../lib/api";
import type { Home, SavedQuestion } from "../lib/types";
import { useTellFailure } from "../ui/Toast";

export const SAVED = "/api/questions";
const HOME = "/api/home";

/** Has whatever shows saved questions fetched anew. */
export function savedChanged(queries: QueryClient): void {
  for (const path of [SAVED, HOME]) void queries.invalidateQueries({ queryKey: [path] });
}

/** What stands on Home after a change, told from what stands there now: ids in their order. */
export type Pinning = (ids: readonly string[]) => readonly string[];

/** Changes what stands on Home; done once it can be seen. What others have pinned meanwhile stays. */
export function usePin(): (change: Pinning) => Promise<void> {
  const [failed, queries] = [useTellFailure(), useQueryClient()];
  return async (change) => {
    try {
      const now = (await get<readonly SavedQuestion[]>(SAVED)).filter(({ pinned }) => pinned !== null);
      const saved = await send<readonly SavedQuestion[]>("PUT", "/api/pins", { questions: change(now.map(({ id }) => id)) });
      queries.setQueryData([SAVED, {}], saved);
      queries.setQueriesData<Home>({ queryKey: [HOME] }, (home) => (home ? { ...home, pinned: saved.filter(({ pinned }) => pinned !== null) } : home));
    } catch (error) {
      failed(error);
      savedChanged(queries);
    }
  };
}
