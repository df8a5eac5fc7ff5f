import { Plus, X } from "lucide-react";
import type { ReactElement } from "react";
import type { FileCorrection } from "../../lib/types";
import { Button, IconButton } from "../../ui/Button";
import { channelName } from "../../ui/Channel";
import type { Option } from "../../ui/Choice";
import { ComboBox, Select } from "../../ui/Choice";
import { useProject, useWords } from "../../ui/context";
import { NumberField } from "../../ui/Field";
import { LateField } from "./LateField";
import { CHANNELS } from "./model/channels";
import type { TableForm } from "./model/corrections";
import type { Fault, Field } from "./model/faults";
import type { ReadAs } from "./ReadAsFields";
import { ReadAsFields } from "./ReadAsFields";

const NONE = "\u0000";
const NAMESPACES = ["user_id", "anonymous_id", "email", "phone", "loyalty_card", "device_id", "crm_id"];
const FORMATS = ["iso", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y.%m.%d", "%d.%m.%Y %H:%M", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M", "epoch_s", "epoch_ms", "epoch_us"];

interface Props {
  readonly columns: readonly string[];
  readonly form: TableForm;
  readonly onChange: (form: TableForm) => void;
  readonly reading: ReadAs;
  readonly onRead: (said: FileCorrection) => void;
  readonly fault: Fault | null;
}

/** Says otherwise how a table is read: which column is what. Each change is tried at once. */
export function CorrectTable({ columns, form, onChange, reading, onRead, fault }: Props): ReactElement {
  const words = useWords();
  const { currency } = useProject();
  const set = (changes: Partial<TableForm>): void => onChange({ ...form, ...changes });
  const error = (field: Field): string | null => (fault?.field === field ? fault.text : null);
  const optional: readonly Option[] = [{ id: NONE, label: words("data.no_column") }, ...columns.map((id) => ({ id, label: id }))];
  const column = (label: string, value: string | null, change: (column: string | null) => void, about: string | null = null): ReactElement => (
    <Select label={words(label)} options={optional} value={value ?? NONE} onChange={(id) => change(id === NONE ? null : id)} error={about} />
  );
  return (
    <div className="dl-corrections">
      <ReadAsFields now={reading} onChange={onRead} error={error} />
      <h3>{words("data.correct.when")}</h3>
      {column("data.role.time", form.time, (time) => set({ time }), error("time"))}
      {column("data.field.time_of_day", form.timeOfDay, (timeOfDay) => set({ timeOfDay }))}
      <ComboBox label={words("data.field.format")} hint={words("data.field.format.hint")} free options={FORMATS.map((id) => ({ id, label: id }))} value={form.format} onChange={(format) => set({ format })} error={error("time.format")} />
      <LateField label={words("data.field.zone")} value={form.zone} onChange={(zone) => set({ zone })} error={error("time.zone")} />
      <Select
        label={words("data.field.day")}
        options={(["start", "end"] as const).map((id) => ({ id, label: words(`data.field.day.${id}`) }))}
        value={form.day}
        onChange={(day) => set({ day: day === "end" ? "end" : "start" })}
        error={error("time.day")}
      />
      <LateField label={words("data.field.at")} hint={words("data.field.at.hint")} type="date" value={form.at} onChange={(at) => set({ at })} error={error("at")} />
      <h3>{words("data.correct.what")}</h3>
      {column("data.role.name", form.name, (name) => set({ name }), error("name"))}
      <LateField label={words("data.field.name_const")} value={form.nameConst} onChange={(nameConst) => set({ nameConst })} error={error("name.const")} />
      {column("data.role.channel", form.channel, (channel) => set({ channel }), error("channel"))}
      <Select label={words("data.field.channel_const")} options={CHANNELS.map((id) => ({ id, label: channelName(id, words) }))} value={form.channelConst} onChange={(channelConst) => set({ channelConst })} error={error("channel.const")} />
      <LateField label={words("data.field.source")} value={form.source} onChange={(source) => set({ source })} error={error("source")} />
      <Identifiers columns={columns} form={form} onChange={onChange} error={error("identifiers")} />
      <h3>{words("data.correct.value")}</h3>
      {column("data.role.value", form.value, (value) => set({ value }), error("value"))}
      {form.value !== null && column("data.role.currency", form.currency, (code) => set({ currency: code }))}
      {form.value !== null && <LateField label={words("data.field.currency_const")} hint={currency} value={form.currencyConst} onChange={(currencyConst) => set({ currencyConst })} error={error("value.currency")} />}
      {column("data.role.score", form.score, (score) => set({ score }), error("score"))}
      {form.score !== null && <NumberField label={words("data.field.score_min")} value={form.scoreMin ?? 0} onChange={(scoreMin) => set({ scoreMin })} error={error("score.min")} />}
      {form.score !== null && <NumberField label={words("data.field.score_max")} value={form.scoreMax ?? 10} onChange={(scoreMax) => set({ scoreMax })} error={error("score.max")} />}
      {column("data.role.text", form.text, (text) => set({ text }), error("text"))}
    </div>
  );
}

interface IdentifiersProps {
  readonly columns: readonly string[];
  readonly form: TableForm;
  readonly onChange: (form: TableForm) => void;
  readonly error: string | null;
}

/** Which columns say who it was, each with the kind of identifier it holds. */
function Identifiers({ columns, form, onChange, error }: IdentifiersProps): ReactElement {
  const words = useWords();
  const put = (identifiers: TableForm["identifiers"]): void => onChange({ ...form, identifiers });
  const kinds = [...new Set([...NAMESPACES, ...form.identifiers.map(({ namespace }) => namespace)])].filter(Boolean);
  return (
    <>
      <h3>{words("data.correct.who")}</h3>
      {form.identifiers.map((one, place) => {
        const change = (changes: Partial<typeof one>): void => put(form.identifiers.map((other, at) => (at === place ? { ...other, ...changes } : other)));
        return (
          <div key={place} className="dl-identifier">
            <Select label={words("data.field.column")} options={columns.map((id) => ({ id, label: id }))} value={one.column} onChange={(column) => change({ column })} placeholder={words("data.no_column")} />
            <ComboBox label={words("data.field.namespace")} free options={kinds.map((id) => ({ id, label: id }))} value={one.namespace} onChange={(namespace) => change({ namespace })} />
            <IconButton icon={X} label={words("data.identifier.remove", { column: one.column ?? "" })} onPress={() => put(form.identifiers.filter((_, at) => at !== place))} />
          </div>
        );
      })}
      <div className="dl-identifier">
        <Button icon={Plus} onPress={() => put([...form.identifiers, { namespace: "", column: null }])}>
          {words("data.identifier.add")}
        </Button>
        {error && <span className="dl-error">{error}</span>}
      </div>
    </>
  );
}
