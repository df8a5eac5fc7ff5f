import { useEffect, useSyncExternalStore } from "react";
import type { Uploading } from "./model/uploading";
import { Uploader } from "./model/uploading";

/** The one upload of this window; it goes on while other rooms are looked at. */
export const uploader = new Uploader();

export function useUploading(): Uploading {
  const now = useSyncExternalStore(uploader.watch, uploader.current);
  const sending = now.state === "sending";
  useEffect(() => {
    if (!sending) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [sending]);
  return now;
}
