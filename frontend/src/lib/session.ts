/** Who is signed in, what they may do, and what project they look at. */

import { trustedWith } from "./api";
import { useApi } from "./queries";
import type { Me, ProjectInfo } from "./types";

/** Who is signed in; from then on changes carry the word that the server wants to hear. */
export function useMe(): ReturnType<typeof useApi<Me>> {
  const me = useApi<Me>("/api/me");
  if (me.data) trustedWith(me.data.csrf ?? "");
  return me;
}

export function useProjectInfo(): ReturnType<typeof useApi<ProjectInfo>> {
  return useApi<ProjectInfo>("/api/project");
}
