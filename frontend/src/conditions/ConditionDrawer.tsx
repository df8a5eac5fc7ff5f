import { ListFilter } from "lucide-react";
import type { ReactElement } from "react";
import { useState } from "react";
import { Button } from "../ui/Button";
import { useWords } from "../ui/context";
import { Drawer } from "../ui/Overlay";
import { ConditionEditor } from "./ConditionEditor";

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
  const words = useWords();
  const [text, put] = useState<string | null>(null);
  return (
    <>
      <Button kind={kind} icon={ListFilter} onPress={() => put(value)}>
        {button}
      </Button>
      {text !== null && (
        <Drawer
          title={title}
          open
          onClose={() => put(null)}
          actions={
            <Button
              kind="primary"
              onPress={() => {
                put(null);
                onApply(text.trim());
              }}
            >
              {words("ui.apply")}
            </Button>
          }
        >
          <ConditionEditor label={title} value={text} onChange={put} />
        </Drawer>
      )}
    </>
  );
}
