import { ListFilter } from "lucide-react";
import type { ReactElement } from "react";
import { useState } from "react";
import { Button } from "../ui/Button";
import { useWords } from "../ui/context";
import { Drawer } from "../ui/Overlay";
import { ConditionEditor } from "./ConditionEditor";
import { useCondition } from "./useCondition";

interface Props {
  /** What the condition is about: whose journeys, who is counted. */
  readonly title: string;
  /** What the button says. */
  readonly button: string;
  readonly kind?: "plain" | "quiet";
  readonly value: string;
  readonly onApply: (text: string) => void;
}

/** A button that opens the editor of a condition; what is made there holds once it is applied. */
export function ConditionDrawer({ title, button, kind = "plain", value, onApply }: Props): ReactElement {
  const [open, show] = useState(false);
  const apply = (text: string): void => {
    show(false);
    onApply(text);
  };
  return (
    <>
      <Button kind={kind} icon={ListFilter} onPress={() => show(true)}>
        {button}
      </Button>
      {open && <Editing title={title} value={value} onApply={apply} onClose={() => show(false)} />}
    </>
  );
}

function Editing({ title, value, onApply, onClose }: Pick<Props, "title" | "value" | "onApply"> & { readonly onClose: () => void }): ReactElement {
  const words = useWords();
  const { condition, waiting, change, ask } = useCondition(value, onApply);
  return (
    <Drawer
      title={title}
      open
      onClose={onClose}
      actions={
        <Button kind="primary" busy={waiting} disabled={condition.state === "refused"} onPress={ask}>
          {words("ui.apply")}
        </Button>
      }
    >
      <ConditionEditor label={title} value={condition} onChange={change} />
    </Drawer>
  );
}
