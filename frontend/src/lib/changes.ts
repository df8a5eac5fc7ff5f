/** What changes, told by the server as it happens. One open page listens for all pages of a browser, for it allows few lines to one server. */

import { address, spokenLanguage } from "./api";
import type { DataChange, Job } from "./types";

export type Told =
  | { readonly kind: "data"; readonly of: DataChange }
  | { readonly kind: "job"; readonly of: Job }
  | { readonly kind: "line"; readonly open: boolean };

type Said = Told | { readonly kind: "hello" };

const NAME = "desireline.changes";
const AGAIN_MS = 3_000;

/** Tells what changes until the returned function is called. */
export function follow(told: (what: Told) => void): () => void {
  const ending = new AbortController();
  const wire = "BroadcastChannel" in window ? new BroadcastChannel(NAME) : null;
  const known: { data?: Told; line?: Told } = {};
  let leading = false;
  const say = (what: Told): void => {
    if (what.kind !== "job") known[what.kind] = what;
    told(what);
    wire?.postMessage(what);
  };
  wire?.addEventListener("message", ({ data }: MessageEvent<Said>) => {
    if (data.kind !== "hello") told(data);
    else if (leading) for (const what of Object.values(known)) wire.postMessage(what);
  });
  const lead = async (): Promise<void> => {
    leading = true;
    await listen(say, ending.signal);
  };
  if (wire && "locks" in navigator) {
    wire.postMessage({ kind: "hello" } satisfies Said);
    navigator.locks.request(NAME, { signal: ending.signal }, lead).catch(() => undefined); // ended while it waited for its turn
  } else void lead();
  return () => {
    ending.abort();
    wire?.close();
  };
}

/** Keeps a line to the server open until it shall end. */
function listen(say: (what: Told) => void, signal: AbortSignal): Promise<void> {
  return new Promise((end) => {
    let line: EventSource;
    let again = 0;
    const open = (): void => {
      line = new EventSource(address("/api/changes", { lang: spokenLanguage() }));
      line.addEventListener("open", () => say({ kind: "line", open: true }));
      line.addEventListener("error", () => {
        if (signal.aborted) return;
        say({ kind: "line", open: false });
        // the browser tries again where nobody answers, and gives up where the answer is no
        if (line.readyState === EventSource.CLOSED) again = window.setTimeout(open, AGAIN_MS);
      });
      line.addEventListener("data", (event) => say({ kind: "data", of: JSON.parse(event.data) as DataChange }));
      line.addEventListener("job", (event) => say({ kind: "job", of: JSON.parse(event.data) as Job }));
    };
    const stop = (): void => {
      line.close();
      window.clearTimeout(again);
      end();
    };
    if (signal.aborted) return end();
    open();
    signal.addEventListener("abort", stop);
  });
}
