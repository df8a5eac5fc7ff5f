/** Several files on their way to the server as one upload; goes on while people look at other pages. */

import { send } from "../../../lib/api";
import { sendFile } from "../../../lib/sending";
import type { Upload } from "../../../lib/types";

export interface Piece {
  /** With the folders it came in, parted by slashes. */
  readonly name: string;
  readonly file: Blob;
}

export type Uploading =
  | { readonly state: "idle" }
  | (Way & { readonly state: "sending" })
  | (Way & { readonly state: "stopped"; readonly error: unknown })
  | { readonly state: "done"; readonly upload: string };

interface Way {
  /** How many files are with the server already. */
  readonly at: number;
  readonly of: number;
  /** The file on its way. */
  readonly name: string;
  readonly sentBytes: number;
  readonly ofBytes: number;
}

/** How files get to the server: put otherwise by tests. */
export interface Carrier {
  put(upload: string | null, piece: Piece, signal: AbortSignal, onSent: (bytes: number) => void): Promise<Upload>;
  remove(upload: string): Promise<unknown>;
}

const HTTP: Carrier = {
  put: (upload, { name, file }, signal, onSent) =>
    sendFile<Upload>(upload === null ? "POST" : "PUT", upload === null ? "/api/uploads" : `/api/uploads/${upload}`, file, { query: { name }, signal, onSent }),
  remove: (upload) => send("DELETE", `/api/uploads/${upload}`),
};

/** One upload after the other. What is here stays until it is taken: a lost connection loses no file that has come. */
export class Uploader {
  private now: Uploading = { state: "idle" };
  private pieces: readonly Piece[] = [];
  private upload: string | null = null;
  private at = 0;
  private stop = new AbortController();
  private readonly watchers = new Set<() => void>();

  constructor(private readonly carrier: Carrier = HTTP) {}

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  readonly current = (): Uploading => this.now;

  /** Sends files as one upload; those already under way are let be, and these are not taken. */
  start(pieces: readonly Piece[]): Promise<void> {
    if (this.now.state === "sending" || pieces.length === 0) return Promise.resolve();
    [this.pieces, this.upload, this.at] = [pieces, null, 0];
    return this.go();
  }

  /** Goes on with the file that did not get through. */
  again(): Promise<void> {
    return this.now.state === "stopped" ? this.go() : Promise.resolve();
  }

  /** Gives up, and removes what has come. */
  async cancel(): Promise<void> {
    this.stop.abort();
    const upload = this.upload;
    this.take();
    if (upload !== null) await this.carrier.remove(upload);
  }

  /** Forgets what was done, so that the next can begin. */
  take(): void {
    [this.pieces, this.upload, this.at] = [[], null, 0];
    this.becomes({ state: "idle" });
  }

  private async go(): Promise<void> {
    const stop = new AbortController();
    this.stop = stop;
    try {
      for (; this.at < this.pieces.length; this.at++) {
        const piece = this.pieces[this.at];
        if (!piece) break;
        this.becomes({ state: "sending", ...this.way(0) });
        const first = this.upload === null;
        const got = await this.carrier.put(this.upload, piece, stop.signal, (bytes) => {
          if (!stop.signal.aborted) this.becomes({ state: "sending", ...this.way(Math.min(bytes, piece.file.size)) });
        });
        if (stop.signal.aborted) {
          if (first) await this.carrier.remove(got.id); // it had come before it was given up
          return;
        }
        this.upload = got.id;
      }
      if (this.upload !== null) this.becomes({ state: "done", upload: this.upload });
    } catch (error) {
      if (!stop.signal.aborted) this.becomes({ state: "stopped", error, ...this.way(0) });
    }
  }

  private way(bytes: number): Way {
    const size = (pieces: readonly Piece[]): number => pieces.reduce((sum, { file }) => sum + file.size, 0);
    return { at: this.at, of: this.pieces.length, name: this.pieces[this.at]?.name ?? "", sentBytes: size(this.pieces.slice(0, this.at)) + bytes, ofBytes: size(this.pieces) };
  }

  private becomes(now: Uploading): void {
    this.now = now;
    for (const watcher of this.watchers) watcher();
  }
}
