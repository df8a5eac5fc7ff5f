import type { ReactElement } from "react";
import { useState } from "react";
import type { EditableSettings, JourneyType } from "../../../lib/types";
import { stageName } from "../../../ui/Channel";
import { useWords } from "../../../ui/context";
import { TextField } from "../../../ui/Field";
import { Several } from "../../../ui/Several";
import { formOfLabel, labelOf, labelText, several } from "../model/rule";
import type { Drafting } from "../../../drafts/useDraft";
import { faultAt } from "../../../drafts/faults";
import { LabelFields } from "./LabelFields";
import { ListPart } from "./ListPart";

interface Row {
  readonly name: string;
  readonly type: JourneyType;
}

/** The journey types: what each is for, where it starts, and when it is given up. */
export function Journeys({ drafting, edits }: { readonly drafting: Drafting; readonly edits: boolean }): ReactElement | null {
  const words = useWords();
  const [open, show] = useState<number | null>(null);
  const { settings, put, faults } = drafting;
  if (!settings) return null;
  const list = (given: readonly string[] | string | null | undefined): string => several(given).join(", ");
  return (
    <ListPart
      part="journeys"
      rows={Object.entries(settings.journeys).map(([name, type]): Row => ({ name, type }))}
      columns={[
        { id: "name", title: words("data.field.name"), head: true, cell: ({ name, type }: Row) => labelText(type.label, name, words.language) },
        { id: "start", title: words("data.field.start"), cell: ({ type }: Row) => list(type.start) || words("data.rule.any") },
        { id: "goal", title: words("data.field.goal"), cell: ({ type }: Row) => list(type.goal) },
        { id: "recovery", title: words("data.field.recovery"), cell: ({ type }: Row) => list(type.recovery) },
        { id: "gap", title: words("data.field.gap"), cell: ({ type }: Row) => type.gap ?? "30d" },
      ]}
      nameOf={({ name }) => name}
      edits={edits}
      open={open}
      show={show}
      fresh={() => ({ name: "", type: { goal: [] } })}
      onChange={(rows) => put("journeys", Object.fromEntries(rows.map(({ name, type }) => [name, type])))}
      editor={({ name, type }, _, change) => (
        <Editor name={name} type={type} settings={settings} at={(...path) => faultAt(faults, "journeys", name, ...path)} onChange={(next) => change({ name: next.name, type: next.type })} />
      )}
    />
  );
}

interface EditorProps extends Row {
  readonly settings: EditableSettings;
  readonly at: (...path: readonly string[]) => string | null;
  readonly onChange: (row: Row) => void;
}

function Editor({ name, type, settings, at, onChange }: EditorProps): ReactElement {
  const words = useWords();
  const set = (changes: Partial<JourneyType>): void => onChange({ name, type: { ...type, ...changes } });
  const touchpoints = settings.touchpoints.map(({ name: id, label }) => ({ id, label: labelText(label, id, words.language) }));
  const options = (chosen: readonly string[]): typeof touchpoints => [...touchpoints, ...chosen.filter((id) => !touchpoints.some((one) => one.id === id)).map((id) => ({ id, label: id }))];
  const points = (label: string, field: "goal" | "start" | "recovery"): ReactElement => {
    const chosen = several(type[field]);
    return <Several label={words(label)} options={options(chosen)} value={chosen} onChange={(ids) => set({ [field]: ids })} error={at(field)} />;
  };
  return (
    <>
      <TextField label={words("data.field.name")} value={name} onChange={(next) => onChange({ name: next, type })} error={at("name")} required />
      {points("data.field.goal", "goal")}
      {points("data.field.start", "start")}
      {points("data.field.recovery", "recovery")}
      <TextField label={words("data.field.gap")} hint={words("data.field.gap.hint")} value={type.gap ?? "30d"} onChange={(gap) => set({ gap })} error={at("gap")} />
      <Several
        label={words("data.rules.stages")}
        hint={words("data.field.stages.hint")}
        options={settings.stages.map((stage) => ({ id: stage.name, label: stage.label == null ? stageName(stage.name, words) : labelText(stage.label, stage.name, words.language) }))}
        value={type.stages ?? []}
        onChange={(stages) => set({ stages: stages.length > 0 ? stages : null })}
        error={at("stages")}
      />
      <LabelFields label={formOfLabel(type.label)} onChange={(label) => set({ label: labelOf(label) })} />
    </>
  );
}
