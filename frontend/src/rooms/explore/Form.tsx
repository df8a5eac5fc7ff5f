import type { ReactElement } from "react";
import type { ApiError } from "../../lib/api";
import type { Form as Declared, Parameter } from "../../lib/types";
import { useWords } from "../../ui/context";
import { Control } from "./controls";
import type { Fault } from "./model/faults";
import type { Given, Value } from "./model/given";
import { valueOf } from "./model/given";
import type { Vocabulary } from "./model/vocabulary";
import { optionsOf } from "./model/vocabulary";

interface Props {
  readonly form: Declared;
  readonly given: Given;
  readonly faults: ReadonlyMap<string, Fault>;
  /** What the server found wrong with it. */
  readonly refused: ApiError | null;
  readonly vocabulary: Vocabulary | null;
  readonly onChange: (name: string, value: Value | null) => void;
}

/** A question's parameters, its own first; then whom, when, by what and against whom. */
export function Form({ form, given, faults, refused, vocabulary, onChange }: Props): ReactElement {
  const words = useWords();
  const error = (name: string): string | null => {
    const fault = faults.get(name);
    if (fault) return words(`explore.fault.${fault.what}`, fault.values);
    return refused && refused.told["field"] === name ? refused.message : null;
  };
  const control = (parameter: Parameter): ReactElement => (
    <Control
      key={parameter.name}
      parameter={parameter}
      value={valueOf(parameter, given)}
      options={optionsOf(parameter, form.parameters, given, vocabulary)}
      error={error(parameter.name)}
      onChange={(value) => onChange(parameter.name, value)}
    />
  );
  const own = form.parameters.filter((parameter) => !parameter.shared);
  const shared = form.parameters.filter((parameter) => parameter.shared);
  return (
    <section className="dl-form" aria-label={words("explore.question")}>
      {own.map(control)}
      {own.length > 0 && <h2 className="dl-form-more">{words("explore.narrow")}</h2>}
      {shared.map(control)}
    </section>
  );
}
