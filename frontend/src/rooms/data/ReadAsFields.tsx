import type { ReactElement } from "react";
import type { FileCorrection } from "../../lib/types";
import { ComboBox, Select } from "../../ui/Choice";
import { useWords } from "../../ui/context";
import { ENCODINGS, FORMATS, SEPARATORS } from "./model/encodings";
import type { Field } from "./model/faults";

export interface ReadAs {
  readonly format: string | null;
  readonly encoding: string | null;
  readonly separator: string | null;
}

interface Props {
  /** As it is read now: found out, or said. */
  readonly now: ReadAs;
  readonly onChange: (said: FileCorrection) => void;
  readonly error: (field: Field) => string | null;
}

/** Says what a file is read as, where that was found out wrongly or not at all: kind, encoding, separator. */
export function ReadAsFields({ now, onChange, error }: Props): ReactElement | null {
  const words = useWords();
  if (now.format === "parquet" || now.format === "xlsx") return null; // nothing of theirs is guessed
  const parted: readonly { readonly id: string; readonly label: string }[] = SEPARATORS.map(({ id, name }) => ({ id, label: words(`data.separator.${name}`) }));
  const other = now.separator !== null && !SEPARATORS.some(({ id }) => id === now.separator) ? [{ id: now.separator, label: now.separator }] : [];
  return (
    <>
      <h3>{words("data.correct.file")}</h3>
      <ComboBox
        label={words("data.field.encoding")}
        hint={words("data.field.encoding.hint")}
        free
        options={ENCODINGS.map((id) => ({ id, label: id, note: words(`data.encoding.${id}`) }))}
        value={now.encoding}
        onChange={(encoding) => onChange({ encoding: encoding.trim() || null })}
        error={error("encoding")}
      />
      <Select
        label={words("data.field.file_format")}
        options={Object.entries(FORMATS).map(([id, label]) => ({ id, label }))}
        value={now.format}
        onChange={(id) => onChange({ format: formatOf(id) })}
        placeholder={words("data.field.unknown")}
        error={error("format")}
      />
      {(now.format === "csv" || now.format === null) && (
        <Select
          label={words("data.field.separator")}
          options={[...parted, ...other]}
          value={now.separator}
          onChange={(separator) => onChange({ separator })}
          placeholder={words("data.field.unknown")}
          error={error("separator")}
        />
      )}
    </>
  );
}

function formatOf(id: string): "csv" | "jsonl" | "json" | null {
  return id === "csv" || id === "jsonl" || id === "json" ? id : null;
}
