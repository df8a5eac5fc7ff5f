import type { ReactElement } from "react";
import { useState } from "react";
import type { EditableSettings, Stage } from "../../../lib/types";
import { stageName } from "../../../ui/Channel";
import { Select } from "../../../ui/Choice";
import { useWords } from "../../../ui/context";
import { TextField } from "../../../ui/Field";
import { stageRenamed } from "../model/rename";
import { formOfLabel, labelOf, labelText } from "../model/rule";
import type { Drafting } from "../../../drafts/useDraft";
import { faultAt } from "../../../drafts/faults";
import { LabelFields } from "./LabelFields";
import { ListPart } from "./ListPart";

const ICONS = ["eye", "search", "cart", "heart", "megaphone", "help", "star", "flag"];

/** The stages, in the order of the journey. */
export function Stages({ drafting, edits }: { readonly drafting: Drafting; readonly edits: boolean }): ReactElement | null {
  const words = useWords();
  const [open, show] = useState<number | null>(null);
  const { settings, put } = drafting;
  if (!settings) return null;
  const shown = ({ name, label }: Stage): string => (label == null ? stageName(name, words) : labelText(label, name, words.language));
  return (
    <ListPart<Stage>
      part="stages"
      rows={settings.stages}
      columns={[
        { id: "shown", title: words("data.field.shown"), head: true, cell: shown },
        { id: "name", title: words("data.field.name"), cell: ({ name }: Stage) => name },
        { id: "touchpoints", title: words("data.rules.touchpoints"), number: true, cell: ({ name }: Stage) => String(settings.touchpoints.filter(({ stage }) => stage === name).length) },
      ]}
      nameOf={({ name }) => name}
      edits={edits}
      open={open}
      show={show}
      fresh={() => ({ name: "" })}
      onChange={(rows) => put("stages", rows)}
      editor={(row, place, change) => <Editor row={row} place={place} drafting={drafting} settings={settings} onChange={change} />}
    />
  );
}

interface EditorProps {
  readonly row: Stage;
  readonly place: number;
  readonly drafting: Drafting;
  readonly settings: EditableSettings;
  readonly onChange: (row: Stage) => void;
}

function Editor({ row, place, drafting: { put, faults }, settings, onChange }: EditorProps): ReactElement {
  const words = useWords();
  const [before] = useState({ name: row.name, touchpoints: settings.touchpoints, journeys: settings.journeys });
  const rename = (name: string): void => {
    onChange({ ...row, name });
    if (before.name === "" || name === "") return;
    const { touchpoints, journeys } = stageRenamed(before, before.name, name);
    put("touchpoints", touchpoints);
    put("journeys", journeys);
  };
  return (
    <>
      <TextField label={words("data.field.name")} value={row.name} onChange={rename} error={faultAt(faults, "stages", place, "name")} required />
      <Select label={words("data.field.icon")} options={ICONS.map((id) => ({ id, label: words(`data.icon.${id}`) }))} value={row.icon ?? null} onChange={(icon) => onChange({ ...row, icon })} error={faultAt(faults, "stages", place, "icon")} />
      <LabelFields label={formOfLabel(row.label)} onChange={(label) => onChange({ ...row, label: labelOf(label) })} />
    </>
  );
}
