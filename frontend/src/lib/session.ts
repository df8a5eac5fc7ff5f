/** Who is signed in, what they may do, and what project they look at. */

import { useApi } from "./queries";
import type { ProjectInfo } from "./types";

export function useProjectInfo(): ReturnType<typeof useApi<ProjectInfo>> {
  return useApi<ProjectInfo>("/api/project");
}
