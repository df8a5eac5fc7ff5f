import { X } from "lucide-react";
import type { ReactElement } from "react";
import { useState } from "react";
import { Button, Label, Tag, TagGroup, TagList } from "react-aria-components";
import type { Option } from "./Choice";
import { ComboBox } from "./Choice";
import { useWords } from "./context";
import "./Several.css";

interface Props {
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
  readonly hint?: string;
  readonly error?: string | null;
}

/** Several of many, in the order they were chosen. */
export function Several({ label, options, value, onChange, hint, error }: Props): ReactElement {
  const words = useWords();
  const [picked, pick] = useState(false);
  const labels = new Map(options.map((option) => [option.id, option.label]));
  return (
    <div className="dl-several">
      <ComboBox
        key={value.join("\n")} // a fresh one has no option under the cursor that leaving the field would take
        focused={picked}
        label={label}
        hint={hint}
        error={error}
        options={options.filter(({ id }) => !value.includes(id))}
        value={null}
        placeholder={words("ui.several.add")}
        onChange={(id) => {
          pick(true);
          onChange([...value, id]);
        }}
      />
      {value.length > 0 && (
        <TagGroup
          aria-label={label}
          onRemove={(keys) => {
            pick(false);
            onChange(value.filter((id) => !keys.has(id)));
          }}
        >
          <Label className="dl-unseen">{label}</Label>
          <TagList className="dl-several-list">
            {value.map((id) => (
              <Tag key={id} id={id} textValue={labels.get(id) ?? id} className="dl-several-one">
                {labels.get(id) ?? id}
                <Button slot="remove" aria-label={words("ui.several.remove", { what: labels.get(id) ?? id })}>
                  <X size={14} aria-hidden="true" />
                </Button>
              </Tag>
            ))}
          </TagList>
        </TagGroup>
      )}
    </div>
  );
}
