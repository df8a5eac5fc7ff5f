/** Who is signed in, what they may do, and what project they look at. */

import { useQuery } from "@tanstack/react-query";
import { get, trustedWith } from "./api";
import { useApi } from "./queries";
import type { Me, ProjectInfo } from "./types";

export const ME = ["/api/me"];

/** Who is signed in; fails with `sign-in-needed` where nobody is. */
export function useMe(): ReturnType<typeof useQuery<Me>> {
  return useQuery<Me>({
    queryKey: ME,
    queryFn: async ({ signal }) => {
      const me = await get<Me>("/api/me", { signal });
      trustedWith(me.csrf ?? "");
      return me;
    },
  });
}

/** Whether whoever is signed in may do something; no until it is known. */
export function useMay(right: Me["rights"][number]): boolean {
  return useMe().data?.rights.includes(right) ?? false;
}

export function useProjectInfo(when = true): ReturnType<typeof useApi<ProjectInfo>> {
  return useApi<ProjectInfo>("/api/project", {}, { when });
}
