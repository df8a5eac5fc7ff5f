import type { ReactElement } from "react";
import { useState } from "react";
import type { Stage } from "../../../lib/types";
import { stageName } from "../../../ui/Channel";
import { Select } from "../../../ui/Choice";
import { useWords } from "../../../ui/context";
import { TextField } from "../../../ui/Field";
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
  const { settings, put, faults } = drafting;
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
      editor={(row, place, change) => (
        <>
          <TextField label={words("data.field.name")} value={row.name} onChange={(name) => change({ ...row, name })} error={faultAt(faults, "stages", place, "name")} required />
          <Select label={words("data.field.icon")} options={ICONS.map((id) => ({ id, label: words(`data.icon.${id}`) }))} value={row.icon ?? null} onChange={(icon) => change({ ...row, icon })} error={faultAt(faults, "stages", place, "icon")} />
          <LabelFields label={formOfLabel(row.label)} onChange={(label) => change({ ...row, label: labelOf(label) })} />
        </>
      )}
    />
  );
}
