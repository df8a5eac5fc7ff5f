import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { send } from "../../lib/api";
import { useApi } from "../../lib/queries";
import type { Corrections, UploadPreview } from "../../lib/types";

export interface Correcting {
  readonly preview: ReturnType<typeof useApi<UploadPreview>>;
  readonly error: unknown;
  /** The table or file that was spoken of when it went wrong. */
  readonly wrong: string | null;
  readonly busy: boolean;
  /** Says something about a table, and shows at once what becomes of it. True where the server took it and nothing was said since. */
  correct(table: string, corrections: Corrections): Promise<boolean>;
}

/** How an upload would be read, and what people say otherwise. */
export function useCorrections(id: string, lang: string): Correcting {
  const queries = useQueryClient();
  const path = `/api/uploads/${encodeURIComponent(id)}/preview`;
  const preview = useApi<UploadPreview>(path, { lang });
  const last = useRef(0);
  const [wrong, set] = useState<string | null>(null);
  const put = useMutation({
    scope: { id: path }, // one after the other, in the order in which they were said
    mutationFn: (corrections: Corrections) => send<UploadPreview>("PUT", `/api/uploads/${encodeURIComponent(id)}/corrections`, corrections, { query: { lang } }),
  });
  const correct = async (table: string, corrections: Corrections): Promise<boolean> => {
    const number = ++last.current;
    set(table);
    try {
      const now = await put.mutateAsync(corrections);
      if (number !== last.current) return false;
      queries.setQueryData([path, { lang }], now);
      return true;
    } catch {
      return false; // shown at its field
    }
  };
  return { preview, error: put.error, wrong, busy: put.isPending, correct };
}
