import type { UseMutationResult, UseQueryResult } from "@tanstack/react-query";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { isChanged, send } from "../lib/api";
import { useApi } from "../lib/queries";
import { useSettled } from "../lib/settled";
import type { EditableSettings, SettingsChanged, SectionCheck, SettingsFault } from "../lib/types";
import { useJobStarted } from "../lib/useJobStarted";
import type { Draft, Part } from "./model/draft";
import { drafted, rebased } from "./model/draft";

export interface Drafting {
  readonly now: UseQueryResult<EditableSettings>;
  /** The settings with what was changed here; undefined until they are known. */
  readonly settings: EditableSettings | undefined;
  readonly draft: Draft | null;
  /** What somebody else has written since the change began. */
  readonly theirs: EditableSettings | null;
  readonly faults: readonly SettingsFault[];
  /** Whether the journeys will be built anew once it is saved. */
  readonly builds: boolean;
  readonly save: UseMutationResult<SettingsChanged, unknown, Draft>;
  put<P extends Part>(part: P, value: EditableSettings[P]): void;
  forget(): void;
  again(): void;
}

/** The settings as they are changed here, checked on their way and saved only onto what was looked at. */
export function useDraft(onSaved?: (changed: SettingsChanged) => void): Drafting {
  const queries = useQueryClient();
  const started = useJobStarted();
  const now = useApi<EditableSettings>("/api/settings");
  const [draft, set] = useState<Draft | null>(null);
  const sections = useSettled(draft?.sections);
  const check = useQuery({
    queryKey: ["/api/settings/check", sections, now.data?.version],
    enabled: sections !== undefined,
    queryFn: ({ signal }) => send<SectionCheck>("POST", "/api/settings/check", { sections }, { signal }),
  });
  const save = useMutation<SettingsChanged, unknown, Draft>({
    mutationFn: ({ base, sections: changed }) => send<SettingsChanged>("PUT", "/api/settings", { sections: changed }, { version: `"${base.version}"` }),
    onSuccess: (changed) => {
      queries.setQueryData(["/api/settings", {}], changed.settings);
      set(null);
      void queries.invalidateQueries({ queryKey: ["/api/project"] });
      if (changed.job) started(changed.job);
      onSaved?.(changed);
    },
    onError: (error) => {
      if (isChanged(error)) void now.refetch();
    },
  });
  const theirs = draft && now.data && now.data.version !== draft.base.version ? now.data : null;
  return {
    now,
    settings: draft ? drafted(draft) : now.data,
    draft,
    theirs,
    faults: draft ? (check.data?.faults ?? []) : [],
    builds: draft !== null && (check.data?.builds ?? false),
    save,
    put: (part, value) =>
      set((before) => {
        const base = before?.base ?? now.data;
        return base ? { base, sections: { ...before?.sections, [part]: value } } : before;
      }),
    forget: () => {
      save.reset();
      set(null);
    },
    again: () => {
      if (draft && theirs) {
        const next = rebased(draft, theirs);
        set(next);
        save.mutate(next);
      }
    },
  };
}
