import type { ReactElement, ReactNode } from "react";
import { ApiError } from "../lib/api";
import { Button } from "./Button";
import { useWords } from "./context";
import { Mark } from "./Mark";
import "./Notice.css";

interface Props {
  readonly title: string;
  readonly children?: ReactNode;
  /** `alert` is read out at once. */
  readonly role?: "alert" | "status";
  /** Within a page that has other things to say. */
  readonly small?: boolean;
}

/** A place that has one thing to say: nothing is here yet, and what to do; or something failed. */
export function Notice({ title, children, role = "status", small = false }: Props): ReactElement {
  return (
    <section className="dl-notice" role={role} data-small={small || undefined}>
      {!small && <Mark size={44} />}
      {small ? <h2>{title}</h2> : <h1>{title}</h1>}
      {children}
    </section>
  );
}

interface FailedProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly small?: boolean;
}

/** Says what went wrong, as the server said it, and offers to try again. */
export function Failed({ error, onRetry, small = true }: FailedProps): ReactElement {
  const words = useWords();
  return (
    <Notice title={words(titleOf(error))} role="alert" small={small}>
      <p>{sentence(error, words)}</p>
      {onRetry && (
        <p>
          <Button onPress={onRetry}>{words("ui.again")}</Button>
        </p>
      )}
    </Notice>
  );
}

/** The sentence for a person: the server's own where it has one. */
export function sentence(error: unknown, words: (key: string) => string): string {
  if (error instanceof ApiError) return error.code === "offline" ? words("ui.offline") : error.message;
  return error instanceof Error ? error.message : String(error);
}

function titleOf(error: unknown): string {
  const code = error instanceof ApiError ? error.code : "error";
  if (code === "forbidden") return "ui.failed.forbidden";
  if (code === "not-found") return "ui.failed.not_found";
  return "ui.failed.title";
}
