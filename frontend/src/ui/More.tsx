import type { ReactElement } from "react";
import { Button } from "./Button";
import { useWords } from "./context";

interface Props {
  readonly pages: {
    /** Null where all are shown. */
    readonly more: (() => void) | null;
    readonly busy: boolean;
  };
}

/** Under a long list: shows its next page, while there is one. */
export function More({ pages: { more, busy } }: Props): ReactElement | null {
  const words = useWords();
  if (!more) return null;
  return (
    <div>
      <Button busy={busy} onPress={more}>
        {words("ui.more")}
      </Button>
    </div>
  );
}
