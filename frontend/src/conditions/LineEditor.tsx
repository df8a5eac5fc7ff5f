import { Plus, Trash2 } from "lucide-react";
import type { ReactElement } from "react";
import type { Choices } from "../lib/types";
import { Button, IconButton } from "../ui/Button";
import type { Option } from "../ui/Choice";
import { ComboBox, Segmented, Select } from "../ui/Choice";
import { useFormat, useWords } from "../ui/context";
import { NumberField } from "../ui/Field";
import { Several } from "../ui/Several";
import type { Line, Lines } from "./model/lines";

interface Props {
  readonly lines: Lines;
  readonly choices: Choices;
  readonly onChange: (lines: Lines) => void;
}

/** The lines of a condition, each chosen from what the data have. */
export function LineEditor({ lines: { join, lines }, choices, onChange }: Props): ReactElement {
  const words = useWords();
  const set = (place: number, line: Line): void => onChange({ join, lines: lines.map((one, at) => (at === place ? line : one)) });
  const add = (line: Line): void => onChange({ join, lines: [...lines, line] });
  const dimension = choices.dimensions.find((one) => one.dimension !== "touchpoint")?.dimension ?? "";
  return (
    <div className="dl-lines">
      {lines.length > 1 && (
        <Segmented
          label={words("conditions.join")}
          value={join}
          options={["and", "or"].map((id) => ({ id, label: words(`conditions.join.${id}`) }))}
          onChange={(next) => onChange({ join: next === "or" ? "or" : "and", lines })}
        />
      )}
      {lines.map((line, place) => (
        <div key={place} className="dl-line" role="group" aria-label={words("conditions.line", { n: place + 1 })}>
          <OneLine line={line} choices={choices} onChange={(next) => set(place, next)} />
          <IconButton icon={Trash2} label={words("conditions.remove")} onPress={() => onChange({ join, lines: lines.filter((_, at) => at !== place) })} />
        </div>
      ))}
      <div className="dl-row">
        <Button kind="quiet" icon={Plus} onPress={() => add({ kind: "did", not: false, touchpoints: [], atLeast: null })}>
          {words("conditions.add.did")}
        </Button>
        <Button kind="quiet" icon={Plus} onPress={() => add({ kind: "is", not: false, dimension, values: [] })}>
          {words("conditions.add.is")}
        </Button>
        {choices.segments.length > 0 && (
          <Button kind="quiet" icon={Plus} onPress={() => add({ kind: "segment", not: false, name: "" })}>
            {words("conditions.add.segment")}
          </Button>
        )}
      </div>
    </div>
  );
}

function OneLine({ line, choices, onChange }: { readonly line: Line; readonly choices: Choices; readonly onChange: (line: Line) => void }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const whether = (
    <Select
      label={words("conditions.whether")}
      value={line.not ? "not" : "yes"}
      options={["yes", "not"].map((id) => ({ id, label: words(`conditions.${line.kind}.${id}`) }))}
      onChange={(id) => onChange({ ...line, not: id === "not" })}
    />
  );
  switch (line.kind) {
    case "did": {
      const options: readonly Option[] = choices.touchpoints.map(({ touchpoint, label, events }) => ({ id: touchpoint, label, note: format.short(events) }));
      return (
        <>
          {whether}
          <Several label={words("conditions.touchpoints")} options={options} value={line.touchpoints} onChange={(touchpoints) => onChange({ ...line, touchpoints })} />
          {!line.not && (
            <NumberField label={words("conditions.at_least")} value={line.atLeast} min={1} onChange={(atLeast) => onChange({ ...line, atLeast: atLeast === 1 ? null : atLeast })} />
          )}
        </>
      );
    }
    case "is": {
      const dimension = choices.dimensions.find((one) => one.dimension === line.dimension);
      const options: readonly Option[] = (dimension?.values ?? []).map(({ value, label, count }) => ({ id: value, label, note: format.short(count) }));
      return (
        <>
          <Select
            label={words("conditions.dimension")}
            value={line.dimension}
            options={choices.dimensions.filter((one) => one.dimension !== "touchpoint").map((one) => ({ id: one.dimension, label: one.label }))}
            onChange={(next) => onChange({ ...line, dimension: next, values: [] })}
          />
          {whether}
          <Several label={words("conditions.values")} options={options} value={line.values} onChange={(values) => onChange({ ...line, values })} />
        </>
      );
    }
    case "segment":
      return (
        <>
          {whether}
          <ComboBox label={words("conditions.segment")} options={choices.segments.map((name) => ({ id: name, label: name }))} value={line.name || null} onChange={(name) => onChange({ ...line, name })} />
        </>
      );
  }
}
