import type { ReactElement } from "react";
import { Link } from "../ui/Button";
import { useWords } from "../ui/context";
import { Failed, Notice } from "../ui/Notice";

/** A part of the page that failed, and the way out. */
export function Broken({ error, reset }: { readonly error: unknown; readonly reset: () => void }): ReactElement {
  return <Failed error={error} small={false} onRetry={reset} />;
}

/** An address that leads nowhere. */
export function Nowhere(): ReactElement {
  const words = useWords();
  return (
    <Notice title={words("shell.nowhere")}>
      <p>
        <Link href="/">{words("shell.go_home")}</Link>
      </p>
    </Notice>
  );
}
