/** Files sent to the server, with how far they are. */

import type { ApiError, Query } from "./api";
import { address, changeHeaders, problemOf } from "./api";

interface Sending {
  readonly query: Query;
  readonly signal: AbortSignal;
  /** Told how many bytes have gone. */
  readonly onSent: (bytes: number) => void;
}

/**
 * Sends a file as the body of a request.
 *
 * @throws ApiError what the server says is wrong; `offline` where the connection was lost.
 * @throws DOMException it was cancelled.
 */
export function sendFile<T>(method: "POST" | "PUT", path: string, file: Blob, { query, signal, onSent }: Sending): Promise<T> {
  return new Promise((done, failed: (error: ApiError | DOMException) => void) => {
    const request = new XMLHttpRequest(); // fetch does not tell how much has gone
    request.open(method, address(path, query));
    for (const [name, value] of Object.entries(changeHeaders("application/octet-stream"))) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", ({ loaded }) => onSent(loaded));
    request.addEventListener("load", () => {
      if (request.status >= 200 && request.status < 300) done(JSON.parse(request.responseText) as T);
      else failed(problemOf(request.responseText, request.status, request.statusText));
    });
    request.addEventListener("error", () => failed(problemOf(null)));
    const cancel = (): void => request.abort();
    request.addEventListener("abort", () => failed(new DOMException("cancelled", "AbortError")));
    request.addEventListener("loadend", () => signal.removeEventListener("abort", cancel));
    signal.addEventListener("abort", cancel);
    if (signal.aborted) failed(new DOMException("cancelled", "AbortError"));
    else request.send(file);
  });
}
