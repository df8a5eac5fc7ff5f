import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import type { ReactElement } from "react";
import { useState } from "react";
import { ConditionDrawer } from "../../conditions/ConditionDrawer";
import { PeriodPicker } from "../../conditions/PeriodPicker";
import type { Parameter } from "../../lib/types";
import { Button, IconButton } from "../../ui/Button";
import type { Option } from "../../ui/Choice";
import { ComboBox, Segmented, Select } from "../../ui/Choice";
import { useFormat, useWords } from "../../ui/context";
import { NumberField, Switch, TextField } from "../../ui/Field";
import type { Value } from "./model/given";

export interface ControlProps {
  readonly parameter: Parameter;
  readonly value: Value | null;
  readonly options: readonly Option[];
  readonly error: string | null;
  /** Gives a new value; null gives back the default. */
  readonly onChange: (value: Value | null) => void;
}

const IN_SIGHT = 3;
const ANY = "";
const LENGTHS: readonly (readonly [string, number])[] = [
  ["30m", 1_800],
  ["1h", 3_600],
  ["1d", 86_400],
  ["7d", 7 * 86_400],
  ["14d", 14 * 86_400],
  ["30d", 30 * 86_400],
  ["90d", 90 * 86_400],
];

/** What a parameter is chosen with, by its kind alone. */
export function Control(props: ControlProps): ReactElement {
  const { parameter } = props;
  if (parameter.many) return <Items {...props} />;
  switch (parameter.kind) {
    case "touchpoint":
    case "value":
    case "dimension":
    case "journey":
      return <OneOf {...props} />;
    case "choice":
      return <Few {...props} />;
    case "number":
      return <Numeral {...props} />;
    case "yes_no":
      return <YesNo {...props} />;
    case "duration":
      return <Length {...props} />;
    case "period":
      return <Span {...props} />;
    case "selection":
      return <Whoever {...props} />;
    case "pattern":
      return <Written {...props} />;
  }
}

function OneOf({ parameter, value, options, error, onChange }: ControlProps): ReactElement {
  const words = useWords();
  const any: readonly Option[] = parameter.required ? [] : [{ id: ANY, label: words(`explore.any.${parameter.kind}`) }];
  const chosen = typeof value === "string" ? value : parameter.required ? null : ANY;
  const all = [...any, ...options];
  const change = (id: string): void => onChange(id === ANY ? null : id);
  const shared = { label: parameter.title, hint: parameter.about, error, options: all, value: chosen, onChange: change };
  return all.length > 8 ? <ComboBox {...shared} /> : <Select {...shared} />;
}

function Few({ parameter, value, options, error, onChange }: ControlProps): ReactElement {
  const chosen = typeof value === "string" ? value : "";
  if (options.length > IN_SIGHT) return <Select label={parameter.title} hint={parameter.about} error={error} options={options} value={chosen} onChange={onChange} />;
  return (
    <div className="dl-asked">
      <span className="dl-label">{parameter.title}</span>
      <Segmented label={parameter.title} options={options} value={chosen} onChange={onChange} />
      <span className="dl-hint">{parameter.about}</span>
    </div>
  );
}

function Numeral({ parameter, value, error, onChange }: ControlProps): ReactElement {
  const { least, most } = parameter;
  return (
    <NumberField
      label={parameter.title}
      hint={parameter.about}
      error={error}
      value={typeof value === "number" ? value : null}
      onChange={onChange}
      {...(least === null ? {} : { min: least })}
      {...(most === null ? {} : { max: most })}
    />
  );
}

function YesNo({ parameter, value, onChange }: ControlProps): ReactElement {
  return (
    <div className="dl-asked">
      <Switch label={parameter.title} value={value === true} onChange={onChange} />
      <span className="dl-hint">{parameter.about}</span>
    </div>
  );
}

/** A length of time: usual ones by name, others as they are written. */
function Length({ parameter, value, error, onChange }: ControlProps): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const usual = LENGTHS.map(([id, seconds]) => ({ id, label: format.duration(seconds), note: id }));
  const any: readonly Option[] = parameter.endless
    ? [{ id: "none", label: words("explore.no_limit") }]
    : parameter.default === null
      ? [{ id: ANY, label: words("explore.any.duration") }]
      : [];
  const change = (text: string): void => onChange(text.trim() === "" ? null : text.trim());
  const given = typeof value === "string" ? value : any.some(({ id }) => id === ANY) ? ANY : null;
  return <ComboBox free label={parameter.title} hint={parameter.about} error={error} options={[...any, ...usual]} value={given} onChange={change} />;
}

function Span({ parameter, value, error, onChange }: ControlProps): ReactElement {
  const given = typeof value === "string" ? value : "";
  return <PeriodPicker key={given} label={parameter.title} hint={parameter.about} error={error} value={given} onChange={(text) => onChange(text === "" ? null : text)} />;
}

/** A condition: a saved one by its name, one as it is written, or one clicked together. */
function Whoever(props: ControlProps): ReactElement {
  const words = useWords();
  const { parameter, value, onChange } = props;
  return (
    <div className="dl-asked">
      {props.options.length > 0 ? <Segment {...props} /> : <Written {...props} />}
      <ConditionDrawer
        kind="quiet"
        title={parameter.title}
        button={words("conditions.open")}
        value={typeof value === "string" ? value : ""}
        onApply={(text) => onChange(text === "" ? null : text)}
      />
    </div>
  );
}

/** A saved selection by its name, or one as it is written. */
function Segment({ parameter, value, options, error, onChange }: ControlProps): ReactElement {
  const change = (text: string): void => onChange(text.trim() === "" ? null : text.trim());
  return <ComboBox free label={parameter.title} hint={parameter.about} error={error} options={options} value={typeof value === "string" ? value : ""} onChange={change} />;
}

/** What is written by rules: counts when the field is left, or with Enter. */
function Written({ parameter, value, error, onChange }: ControlProps): ReactElement {
  const given = typeof value === "string" ? value : "";
  return <Draft key={given} parameter={parameter} given={given} error={error} onGiven={(text) => onChange(text.trim() === "" ? null : text)} />;
}

interface DraftProps {
  readonly parameter: Parameter;
  readonly given: string;
  readonly error: string | null;
  readonly onGiven: (text: string) => void;
}

function Draft({ parameter, given, error, onGiven }: DraftProps): ReactElement {
  const [text, write] = useState(given);
  const done = (): void => {
    if (text.trim() !== given.trim()) onGiven(text);
  };
  return (
    <form
      className="dl-asked"
      onBlur={done}
      onSubmit={(event) => {
        event.preventDefault();
        done();
      }}
    >
      <TextField code label={parameter.title} hint={parameter.about} error={text === given ? error : null} value={text} onChange={write} />
    </form>
  );
}

/** Several in order: each chosen, moved, taken away; one more added at the end. */
function Items({ parameter, value, options, error, onChange }: ControlProps): ReactElement {
  const words = useWords();
  const items = Array.isArray(value) ? (value as readonly string[]) : [];
  const [least, most] = [parameter.least ?? 0, parameter.most ?? Number.POSITIVE_INFINITY];
  const put = (next: readonly string[]): void => onChange(next.length === 0 ? null : next);
  const swap = (place: number, other: number): void => put(items.map((item, at) => (at === place ? (items[other] ?? item) : at === other ? (items[place] ?? item) : item)));
  const named = (place: number): string => words("explore.item", { title: parameter.title, number: place + 1 });
  return (
    <fieldset className="dl-items">
      <legend className="dl-label">{parameter.title}</legend>
      <ol>
        {items.map((item, place) => (
          <li key={`${place} ${item}`} className="dl-item">
            <ComboBox label={named(place)} options={options} value={item} onChange={(id) => put(items.map((own, at) => (at === place ? id : own)))} />
            <span className="dl-item-deeds">
              <IconButton icon={ArrowUp} label={words("explore.item.up", { item: named(place) })} disabled={place === 0} onPress={() => swap(place, place - 1)} />
              <IconButton icon={ArrowDown} label={words("explore.item.down", { item: named(place) })} disabled={place === items.length - 1} onPress={() => swap(place, place + 1)} />
              <IconButton icon={X} label={words("explore.item.away", { item: named(place) })} disabled={items.length <= least} onPress={() => put(items.filter((_, at) => at !== place))} />
            </span>
          </li>
        ))}
      </ol>
      <p className={error ? "dl-error" : "dl-hint"} role={error ? "alert" : undefined}>
        {error ?? parameter.about}
      </p>
      <span>
        <Button kind="quiet" icon={Plus} disabled={items.length >= most || items.includes("")} onPress={() => put([...items, ""])}>
          {words("explore.item.add")}
        </Button>
      </span>
    </fieldset>
  );
}
