/** What the app asks the server. */

import type { Problem } from "./types";

/** The server said what is wrong. */
export class ApiError extends Error {
  constructor(
    /** Stable, for programs: `sign-in-needed`, `bad-input`, `offline` … */
    readonly code: string,
    message: string,
    readonly status = 0,
    /** What else the server told, such as the place of a mistake in a text. */
    readonly told: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** Whether a change was refused because somebody else has changed the thing since it was looked at. */
export function isChanged(error: unknown): boolean {
  return error instanceof ApiError && error.status === CHANGED;
}

const CHANGED = 412;

export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>;

export interface Request {
  readonly query?: Query | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The version that a change is made to; the server refuses if there is a newer one. */
  readonly version?: string | undefined;
  /** The version of what is here already; the server says so where that still holds. */
  readonly known?: string | undefined;
}

/** An answer and the version it has. */
export interface Versioned<T> {
  readonly value: T;
  readonly version: string;
}

let csrf = "";
let spoken = "";

/** Keeps the reader's language: what goes wrong is told in it. */
export function speaking(language: string): void {
  spoken = language;
}

/** Keeps the word that the server wants to hear with each change. */
export function trustedWith(token: string): void {
  csrf = token;
}

/** The language that `speaking` kept; empty before. */
export function spokenLanguage(): string {
  return spoken;
}

export async function get<T>(path: string, request: Request = {}): Promise<T> {
  return (await call("GET", path, undefined, request)).json() as Promise<T>;
}

export async function getText(path: string, request: Request = {}): Promise<string> {
  return (await call("GET", path, undefined, request)).text();
}

export async function getVersioned<T>(path: string, request: Request = {}): Promise<Versioned<T>> {
  const response = await call("GET", path, undefined, request);
  return { value: (await response.json()) as T, version: response.headers.get("etag") ?? "" };
}

/** Sends something and gives what comes back; null where nothing does. */
export async function send<T>(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: unknown, request: Request = {}): Promise<T> {
  const response = await call(method, path, body, request);
  const text = await response.text();
  return (text ? JSON.parse(text) : null) as T;
}

/** Asks something that needs words of its own; what is known already is not sent again where it still holds. */
export async function ask<T>(path: string, body: unknown, known: Versioned<T> | undefined, request: Request = {}): Promise<Versioned<T>> {
  const response = await call("POST", path, body, { ...request, known: known?.version });
  if (response.status === UNCHANGED && known) return known;
  return { value: (await response.json()) as T, version: response.headers.get("etag") ?? "" };
}

/** Sends something and saves the file that comes back. */
export async function download(path: string, body: unknown, name: string, request: Request = {}): Promise<void> {
  saveAs(await (await call("POST", path, body, request)).blob(), name);
}

/** Asks for a file and saves it. */
export async function save(path: string, name: string, request: Request = {}): Promise<void> {
  saveAs(await (await call("GET", path, undefined, request)).blob(), name);
}

/** Saves a file that is here already. */
export function saveAs(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}

const UNCHANGED = 304;
const KEPT_MS = 60_000;

export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === "") continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

function languageHeader(): Record<string, string> {
  return spoken ? { "x-desireline-language": spoken } : {};
}

/** What goes with a change: the word of trust, and what the body is. */
export function changeHeaders(contentType: string | null): Record<string, string> {
  return { ...languageHeader(), ...(csrf ? { "x-desireline-csrf": csrf } : {}), ...(contentType ? { "content-type": contentType } : {}) };
}

/** The problem that an answer tells; null: there was no answer. */
export function problemOf(text: string | null, status = 0, statusText = ""): ApiError {
  if (text === null) return new ApiError("offline", "");
  try {
    const told = JSON.parse(text) as Problem;
    return new ApiError(told.code, told.message, status, { ...told });
  } catch {
    return new ApiError("error", `${status} ${statusText}`, status);
  }
}

async function call(method: string, path: string, body: unknown, { query, signal, version, known }: Request): Promise<Response> {
  const raw = body instanceof Blob;
  const type = body === undefined ? null : raw ? "application/octet-stream" : "application/json";
  const headers = {
    ...(method === "GET" ? languageHeader() : changeHeaders(type)),
    ...(version ? { "if-match": version } : {}),
    ...(known ? { "if-none-match": known } : {}),
  };
  let response: Response;
  try {
    response = await fetch(address(path, query), {
      method,
      headers,
      credentials: "same-origin",
      ...(signal ? { signal } : {}),
      ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw problemOf(null);
  }
  if (!response.ok && response.status !== UNCHANGED) throw problemOf(await response.text(), response.status, response.statusText);
  return response;
}
