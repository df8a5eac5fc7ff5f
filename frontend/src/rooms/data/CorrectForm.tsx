import { Plus, Trash2 } from "lucide-react";
import type { FormEvent, ReactElement } from "react";
import { useState } from "react";
import type { TableCorrection, TablePreview } from "../../lib/types";
import { Button, IconButton } from "../../ui/Button";
import { channelName } from "../../ui/Channel";
import type { Option } from "../../ui/Choice";
import { ComboBox, Select } from "../../ui/Choice";
import { useWords } from "../../ui/context";
import { Switch, TextField } from "../../ui/Field";
import { Several } from "../../ui/Several";
import type { Reading } from "./model/corrections";
import { mappingOf, readingOf } from "./model/corrections";

const CHANNELS = ["web", "app", "email", "social", "search", "ads", "phone", "chat", "store", "mail", "sales", "review", "survey", "support", "other"];
const NAMESPACES = ["user_id", "anonymous_id", "email", "phone", "loyalty_card", "device_id", "crm_id"];
const NONE = "—";

interface Props {
  readonly table: TablePreview;
  readonly busy: boolean;
  readonly onCorrect: (change: TableCorrection) => void;
}

/** Says how a table is read where what was recognised is wrong. */
export function CorrectForm({ table, busy, onCorrect }: Props): ReactElement | null {
  const words = useWords();
  const before = table.mapping ? readingOf(table.mapping) : null;
  const [now, set] = useState<Reading | null>(before);
  const [source, call] = useState(table.source);
  const [aside, leave] = useState(false);
  if (!before || !now || !table.mapping) return null;
  const mapping = table.mapping;
  const columns: readonly Option[] = table.first.columns.map((name, place) => ({ id: name, label: name, note: table.first.rows[0]?.[place] ?? undefined }));
  const orNone: readonly Option[] = [{ id: NONE, label: NONE }, ...columns];
  const put = (change: Partial<Reading>): void => set({ ...now, ...change });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onCorrect({ ...(source === table.source ? {} : { source }), aside, mapping: mappingOf(before, now, mapping) });
  };
  return (
    <form className="dl-stack" onSubmit={submit}>
      <div className="dl-correct">
        <TextField label={words("data.source")} value={source} onChange={call} required />
        <Several label={words("data.correct.time")} options={columns} value={now.timeColumns} onChange={(timeColumns) => put({ timeColumns })} />
        <TextField label={words("data.correct.format")} hint={words("data.correct.format.hint")} code value={now.timeFormat} onChange={(timeFormat) => put({ timeFormat })} />
        <Select label={words("data.correct.name")} options={orNone} value={now.nameColumn ?? NONE} onChange={(id) => put({ nameColumn: id === NONE ? null : id })} />
        <TextField label={words("data.correct.name_const")} value={now.nameConst ?? ""} onChange={(text) => put({ nameConst: text || null })} />
        <Select label={words("map.table.channel")} options={CHANNELS.map((id) => ({ id, label: channelName(id, words) }))} value={now.channel} onChange={(channel) => put({ channel })} />
        <Several label={words("data.correct.value")} options={columns} value={now.valueColumns} onChange={(valueColumns) => put({ valueColumns })} />
      </div>
      <h3>{words("data.event.identifiers")}</h3>
      {now.identifiers.map((one, place) => (
        <div key={place} className="dl-correct">
          <ComboBox
            label={words("data.correct.namespace")}
            free
            options={NAMESPACES.map((id) => ({ id, label: id }))}
            value={one.namespace || null}
            onChange={(namespace) => put({ identifiers: now.identifiers.map((other, at) => (at === place ? { ...other, namespace } : other)) })}
          />
          <Select
            label={words("data.correct.column")}
            options={columns}
            value={one.column || null}
            onChange={(column) => put({ identifiers: now.identifiers.map((other, at) => (at === place ? { ...other, column } : other)) })}
          />
          <IconButton icon={Trash2} label={words("ui.several.remove", { what: one.namespace })} onPress={() => put({ identifiers: now.identifiers.filter((_, at) => at !== place) })} />
        </div>
      ))}
      <div className="dl-row">
        <Button kind="quiet" icon={Plus} onPress={() => put({ identifiers: [...now.identifiers, { namespace: "", column: "" }] })}>
          {words("data.correct.identifier")}
        </Button>
        <Switch label={words("data.correct.aside")} value={aside} onChange={leave} />
      </div>
      <div>
        <Button type="submit" kind="primary" busy={busy}>
          {words("data.correct.look")}
        </Button>
      </div>
    </form>
  );
}
