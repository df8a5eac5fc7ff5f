import type { ReactElement, ReactNode } from "react";
import { Button } from "../ui/Button";
import { useWords } from "../ui/context";
import { Notice } from "../ui/Notice";

interface Props {
  /** It is not there any more; else it says something else. */
  readonly gone: boolean;
  /** What it says now, where it does not stand beside this anyway. */
  readonly children?: ReactNode;
  readonly busy: boolean;
  /** Writes mine over what was looked at just now; where it is gone, as a new one. */
  readonly onMine: () => void;
  readonly onTheirs: () => void;
}

/** Somebody else changed or removed what is edited here: what they wrote, and which of the two shall stand. */
export function Theirs({ gone, children, busy, onMine, onTheirs }: Props): ReactElement {
  const words = useWords();
  return (
    <Notice title={words(gone ? "drafts.gone" : "drafts.changed")} role="alert" small>
      {children && <p>{words("drafts.now")}</p>}
      {children}
      <p>{words("drafts.kept")}</p>
      <div className="dl-row">
        <Button kind="primary" busy={busy} onPress={onMine}>
          {words(gone ? "drafts.as_new" : "drafts.again")}
        </Button>
        <Button onPress={onTheirs}>{words(gone ? "drafts.forget" : "drafts.take_theirs")}</Button>
      </div>
    </Notice>
  );
}
