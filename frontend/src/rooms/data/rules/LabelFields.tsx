import type { ReactElement } from "react";
import { LANGUAGES, OWN_NAMES } from "../../../lib/words";
import { useWords } from "../../../ui/context";
import { TextField } from "../../../ui/Field";
import type { LabelForm } from "../model/rule";

interface Props {
  readonly label: LabelForm;
  readonly onChange: (label: LabelForm) => void;
}

/** What people see instead of the name, in each language. */
export function LabelFields({ label, onChange }: Props): ReactElement {
  const words = useWords();
  return (
    <details>
      <summary>{words("data.field.labels")}</summary>
      <div className="dl-corrections">
        {LANGUAGES.map((language) => (
          <TextField key={language} label={OWN_NAMES[language]} value={label[language] ?? label[""] ?? ""} onChange={(text) => onChange({ ...spread(label), [language]: text })} />
        ))}
      </div>
    </details>
  );
}

/** One text for all languages, as one text a language. */
function spread(label: LabelForm): LabelForm {
  const { "": all, ...own } = label;
  return all === undefined ? own : { ...Object.fromEntries(LANGUAGES.map((language) => [language, all])), ...own };
}
