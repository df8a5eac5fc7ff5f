import type { ReactElement } from "react";
import { useState } from "react";
import type { DimensionRule } from "../../../lib/types";
import { Segmented } from "../../../ui/Choice";
import { useWords } from "../../../ui/context";
import { TextField } from "../../../ui/Field";
import type { Drafting } from "../../../drafts/useDraft";
import { faultAt } from "../../../drafts/faults";
import { ListPart } from "./ListPart";

const SCOPES = ["event", "journey", "customer"] as const;

/** The properties to filter and compare by. */
export function Dimensions({ drafting, edits }: { readonly drafting: Drafting; readonly edits: boolean }): ReactElement | null {
  const words = useWords();
  const [open, show] = useState<number | null>(null);
  const { settings, put, faults } = drafting;
  if (!settings) return null;
  return (
    <ListPart<DimensionRule>
      part="dimensions"
      rows={settings.dimensions}
      columns={[
        { id: "name", title: words("data.field.name"), head: true, cell: ({ name }: DimensionRule) => name },
        { id: "property", title: words("data.field.property"), cell: ({ property }: DimensionRule) => <code>{property}</code> },
        { id: "scope", title: words("data.field.scope"), cell: ({ scope }: DimensionRule) => words(`data.scope.${scope ?? "event"}`) },
      ]}
      nameOf={({ name }) => name}
      edits={edits}
      open={open}
      show={show}
      fresh={() => ({ name: "", property: "" })}
      onChange={(rows) => put("dimensions", rows)}
      editor={(row, place, change) => (
        <>
          <TextField label={words("data.field.name")} value={row.name} onChange={(name) => change({ ...row, name })} error={faultAt(faults, "dimensions", place, "name")} required />
          <TextField label={words("data.field.property")} hint={words("data.field.property.hint")} code value={row.property} onChange={(property) => change({ ...row, property })} error={faultAt(faults, "dimensions", place, "property")} />
          <Segmented
            label={words("data.field.scope")}
            options={SCOPES.map((id) => ({ id, label: words(`data.scope.${id}`) }))}
            value={row.scope ?? "event"}
            onChange={(id) => change({ ...row, scope: SCOPES.find((scope) => scope === id) ?? "event" })}
          />
        </>
      )}
    />
  );
}
