import type { ReactElement } from "react";
import { useEffect, useRef, useState } from "react";
import { usePlace } from "../../../lib/address";
import { useApi } from "../../../lib/queries";
import type { EditableSettings, MapView, SettingsFault, SourceList, Touchpoint } from "../../../lib/types";
import { channelName, stageName } from "../../../ui/Channel";
import { Select } from "../../../ui/Choice";
import { useFormat, useWords } from "../../../ui/context";
import { TextField } from "../../../ui/Field";
import { Several } from "../../../ui/Several";
import type { Column } from "../../../ui/Table";
import { CHANNELS } from "../model/channels";
import type { RuleForm } from "../model/rule";
import { touchpointRenamed } from "../model/rename";
import { formOfRule, labelText, ruleText, touchpointOf } from "../model/rule";
import type { Drafting } from "../../../drafts/useDraft";
import { faultAt } from "../../../drafts/faults";
import { LabelFields } from "./LabelFields";
import { ListPart } from "./ListPart";
import { RuleCounts } from "./RuleCounts";

const NONE = "\u0000";

/** The touchpoints' rules, in the order in which they take events. */
export function Touchpoints({ drafting, edits }: { readonly drafting: Drafting; readonly edits: boolean }): ReactElement | null {
  const [words, format] = [useWords(), useFormat()];
  const map = useApi<MapView>("/api/map", { lang: words.language });
  const [open, show] = useState<number | null>(null);
  const { settings, put, faults } = drafting;
  useAsked(drafting, edits, show);
  if (!settings) return null;
  const cells = [...(map.data?.stages.flatMap((stage) => stage.cells) ?? []), ...(map.data?.unstaged ?? [])];
  const events = new Map(cells.map((cell) => [cell.touchpoint, cell.events]));
  const columns: readonly Column<Touchpoint>[] = [
    { id: "name", title: words("data.field.name"), head: true, cell: ({ name, label }) => labelText(label, name, words.language) },
    { id: "rule", title: words("data.rule"), cell: ({ when }) => ruleText(when, words, (name) => channelName(name, words)) },
    { id: "stage", title: words("data.field.stage"), cell: ({ stage }) => (stage ? stageLabel(settings, stage, words) : "") },
    {
      id: "events",
      title: words("data.events"),
      number: true,
      cell: ({ name }) => {
        const count = events.get(name);
        return count === undefined ? "" : format.count(count);
      },
    },
  ];
  return (
    <ListPart
      part="touchpoints"
      rows={settings.touchpoints}
      columns={columns}
      nameOf={({ name }) => name}
      edits={edits}
      open={open}
      show={show}
      fresh={() => ({ name: "", when: {} })}
      onChange={(rows) => put("touchpoints", rows)}
      editor={(row, place, change) => <Editor row={row} place={place} settings={settings} saved={drafting.now.data?.touchpoints ?? []} faults={faults} onChange={change} onJourneys={(journeys) => put("journeys", journeys)} />}
    />
  );
}

/** Opens the touchpoint that the address names, or begins one out of an event's name. */
function useAsked({ settings, put }: Drafting, edits: boolean, show: (place: number) => void): void {
  const { params, change } = usePlace();
  const done = useRef(false);
  const [name, channel] = [params.get("new"), CHANNELS.find((one) => one === params.get("channel"))];
  const named = params.get("touchpoint");
  useEffect(() => {
    const place = settings?.touchpoints.findIndex((one) => one.name === named) ?? -1;
    if (named === null || place < 0 || !edits) return;
    show(place);
    change({ touchpoint: null }, { replace: true });
  }, [named, settings, edits, show, change]);
  useEffect(() => {
    if (name === null || !settings || !edits || done.current) return;
    done.current = true;
    put("touchpoints", [...settings.touchpoints, touchpointOf({ ...formOfRule({ name, when: { name } }), channels: channel ? [channel] : [] })]);
    show(settings.touchpoints.length);
    change({ new: null, channel: null }, { replace: true });
  }, [name, channel, settings, edits, put, show, change]);
}

function stageLabel(settings: EditableSettings, name: string, words: ReturnType<typeof useWords>): string {
  const label = settings.stages.find((stage) => stage.name === name)?.label;
  return label == null ? stageName(name, words) : labelText(label, name, words.language);
}

interface EditorProps {
  readonly row: Touchpoint;
  readonly place: number;
  readonly settings: EditableSettings;
  /** The rules as they are saved: what counts are made against. */
  readonly saved: readonly Touchpoint[];
  readonly faults: readonly SettingsFault[];
  readonly onChange: (row: Touchpoint) => void;
  /** Journey types that refer to the touchpoint follow it to its new name. */
  readonly onJourneys: (journeys: EditableSettings["journeys"]) => void;
}

function Editor({ row, place, settings, saved, faults, onChange, onJourneys }: EditorProps): ReactElement {
  const words = useWords();
  const sources = useApi<SourceList>("/api/sources");
  const [original] = useState(row);
  const [journeys] = useState(settings.journeys);
  const [form, set] = useState<RuleForm>(() => formOfRule(row));
  const change = (changes: Partial<RuleForm>): void => {
    const next = { ...form, ...changes };
    set(next);
    onChange(touchpointOf(next, original));
    if (original.name !== "" && next.name !== form.name && next.name !== "") onJourneys(touchpointRenamed(journeys, original.name, next.name));
  };
  const at = (...path: readonly (string | number)[]): string | null => faultAt(faults, "touchpoints", place, ...path);
  return (
    <>
      <TextField label={words("data.field.name")} value={form.name} onChange={(name) => change({ name })} error={at("name")} required />
      <Several label={words("data.channels")} options={CHANNELS.map((id) => ({ id, label: channelName(id, words) }))} value={form.channels} onChange={(channels) => change({ channels })} error={at("when", "channel")} />
      <TextField label={words("data.field.names")} hint={words("data.field.names.hint")} lines={3} code value={form.names} onChange={(names) => change({ names })} error={at("when", "name")} />
      <Several label={words("data.sources")} options={(sources.data?.rows ?? []).map(({ source }) => ({ id: source, label: source }))} value={form.sources} onChange={(chosen) => change({ sources: chosen })} error={at("when", "source")} />
      <TextField label={words("data.field.properties")} hint={words("data.field.properties.hint")} lines={2} code value={form.properties} onChange={(properties) => change({ properties })} error={at("when", "properties")} />
      <Select
        label={words("data.field.stage")}
        options={[{ id: NONE, label: words("data.no_stage") }, ...settings.stages.map(({ name }) => ({ id: name, label: stageLabel(settings, name, words) }))]}
        value={form.stage ?? NONE}
        onChange={(stage) => change({ stage: stage === NONE ? null : stage })}
        error={at("stage")}
      />
      <LabelFields label={form.label} onChange={(label) => change({ label })} />
      <RuleCounts when={row.when} name={saved.some(({ name }) => name === original.name) ? original.name : null} place={place} />
    </>
  );
}
