import { EyeOff } from "lucide-react";
import type { ReactElement } from "react";
import type { AsidePreview, FileCorrection } from "../../lib/types";
import { Button } from "../../ui/Button";
import { Card, Tag } from "../../ui/Card";
import { useWords } from "../../ui/context";
import { ReadAsFields } from "./ReadAsFields";
import type { Fault } from "./model/faults";
import { fieldAt } from "./model/faults";

interface Props {
  readonly file: AsidePreview;
  /** What was said of it so far. */
  readonly said: FileCorrection | undefined;
  /** What was wrong with what was said last. */
  readonly fault: Fault | null;
  readonly fixed: boolean;
  readonly onSay: (said: FileCorrection) => void;
}

/** A file that cannot be read as it was found out to be: why, and the fields that say it otherwise. */
export function DamagedFile({ file, said, fault, fixed, onSay }: Props): ReactElement {
  const words = useWords();
  const field = fieldAt(file.path ?? [], { files: [file.file] }) ?? null;
  const shown = fault ?? { field, text: file.reason };
  const speaks = shown.field !== null && !fixed;
  return (
    <Card title={file.file} aside={<Tag tone="bad">{words("data.damaged")}</Tag>}>
      {!speaks && <p className="dl-error">{shown.text}</p>}
      {!fixed && field !== null && (
        <div className="dl-corrections">
          <ReadAsFields
            now={{ format: said?.format ?? null, encoding: said?.encoding ?? null, separator: said?.separator ?? null }}
            onChange={onSay}
            error={(which) => (which === shown.field ? shown.text : null)}
          />
        </div>
      )}
      {!fixed && (
        <div className="dl-row">
          <Button icon={EyeOff} onPress={() => onSay({ aside: true })}>
            {words("data.damaged.leave")}
          </Button>
        </div>
      )}
    </Card>
  );
}
