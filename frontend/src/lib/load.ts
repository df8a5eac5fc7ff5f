/** Something that is being fetched, is there, or could not be had. */

import { useEffect, useState } from "react";
import { ApiError } from "./api";

export type Loaded<T> =
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly value: T }
  | { readonly kind: "failed"; readonly code: string; readonly message: string };

/** Fetches again whenever `fetcher` changes, and keeps what it has until the new is there. */
export function useLoaded<T>(fetcher: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [loaded, set] = useState<Loaded<T>>({ kind: "loading" });
  useEffect(() => {
    const control = new AbortController();
    set((before) => (before.kind === "ready" ? before : { kind: "loading" }));
    fetcher(control.signal).then(
      (value) => {
        if (!control.signal.aborted) set({ kind: "ready", value });
      },
      (error: unknown) => {
        if (!control.signal.aborted) set(failure(error));
      },
    );
    return () => control.abort();
  }, [fetcher]);
  return loaded;
}

function failure(error: unknown): Loaded<never> {
  if (error instanceof ApiError) return { kind: "failed", code: error.code, message: error.message };
  return { kind: "failed", code: "error", message: error instanceof Error ? error.message : String(error) };
}
